// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import java.util.List;

/** The state most scenarios use: {@code {x, y, log(+)}}. */
record Basic(Object x, Object y, List<String> log) {}
