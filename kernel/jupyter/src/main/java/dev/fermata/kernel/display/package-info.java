// SPDX-License-Identifier: Apache-2.0
/** What cells show: mime bundles, displays that can be updated, comms. */
@NullMarked
package dev.fermata.kernel.display;

import org.jspecify.annotations.NullMarked;
