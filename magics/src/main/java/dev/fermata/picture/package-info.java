// SPDX-License-Identifier: Apache-2.0
/**
 * Graphs as pictures: SVG by an own layered layout, Mermaid, and a list of edges as plain text.
 *
 * <p>The layout is Sugiyama's: edges that close a cycle are turned round, nodes are put into layers
 * by their longest path from the start, crossings are reduced by barycentres, and places within a
 * layer are the weighted least squares solution that keeps nodes apart. Colours suit light and dark
 * pages alike, because a picture inside {@code <img>} cannot know the page's theme.
 */
@NullMarked
package dev.fermata.picture;

import org.jspecify.annotations.NullMarked;
