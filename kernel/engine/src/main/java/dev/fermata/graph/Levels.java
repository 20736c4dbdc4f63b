// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.CompileOptions.Checkpoints;
import java.util.regex.Pattern;

/**
 * Places of subgraphs: levels joined by {@code |}, each {@code node:task} and, from the second call
 * of a graph in a task on, {@code #1}, {@code #2}, …
 *
 * <p>A graph with checkpoints of its own lasts over all tasks, so there are none in its place, nor
 * in that of the levels above it.
 */
final class Levels {
  private static final Pattern TASK = Pattern.compile(":[^|#]*");

  private Levels() {}

  /** The place of a graph that runs in a task of the graph at {@code above}. */
  static String below(String above, String node, String task, String call, Checkpoints mode) {
    boolean own = mode == Checkpoints.OWN;
    String level = own ? node + call : node + ":" + task + call;
    String levels = own ? TASK.matcher(above).replaceAll("") : above;
    return levels.isEmpty() ? level : levels + "|" + level;
  }

  /** How a place names a call of a graph in a task. */
  static String call(int number) {
    return number == 0 ? "" : "#" + number;
  }

  /** The node of a level. */
  static String node(String level) {
    return level.replaceAll("[:#].*", "");
  }

  /** The call of a level. */
  static String callOf(String level) {
    return level.contains("#") ? level.substring(level.indexOf('#')) : "";
  }
}
