// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled graph as data, for pictures and lists.
 *
 * @param name the graph's name; null while it has none
 * @param nodes in the order they were added
 * @param edges static edges first, then conditional ones, then declared destinations
 * @param channels the state's components in order
 * @param notes what a reader should know, for example a node that nothing reaches
 */
public record GraphDescription(
    @Nullable String name,
    List<NodeDescription> nodes,
    List<Edge> edges,
    List<ChannelDescription> channels,
    List<String> notes) {
  /**
   * Copies the lists.
   *
   * @param name the graph's name; null while it has none
   * @param nodes in the order they were added
   * @param edges static edges first, then conditional ones, then declared destinations
   * @param channels the state's components in order
   * @param notes what a reader should know, for example a node that nothing reaches
   */
  public GraphDescription {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    channels = List.copyOf(channels);
    notes = List.copyOf(notes);
  }

  /** What makes a path. */
  public enum Kind {
    /** Always taken. */
    STATIC,
    /** Taken when several nodes have finished. */
    JOIN,
    /** Chosen by a router. */
    CONDITIONAL,
    /** A declared destination of {@code goTo} or {@code send}. */
    GOTO
  }

  /**
   * One node.
   *
   * @param name its name
   * @param subgraph the graph that runs in it; null for a function
   * @param deferred whether it waits until nothing else is due
   * @param stopBefore whether every run stops before it
   * @param stopAfter whether every run stops after it
   */
  public record NodeDescription(
      String name,
      @Nullable GraphDescription subgraph,
      boolean deferred,
      boolean stopBefore,
      boolean stopAfter) {}

  /**
   * One possible path.
   *
   * @param from a node or {@link Fermata#START}
   * @param to a node or {@link Fermata#END}
   * @param kind what makes it
   */
  public record Edge(String from, String to, Kind kind) {}

  /**
   * One channel.
   *
   * @param name the component's name
   * @param type its declared type as Java text, without packages
   * @param reducer the reducer as text; null for last value
   */
  public record ChannelDescription(String name, String type, @Nullable String reducer) {}
}
