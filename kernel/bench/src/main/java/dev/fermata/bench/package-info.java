// SPDX-License-Identifier: Apache-2.0
/** Benchmarks: the workloads of WORKLOADS.md on Fermata. Not published. */
@NullMarked
package dev.fermata.bench;

import org.jspecify.annotations.NullMarked;
