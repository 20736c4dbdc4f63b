// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.GraphDescription.NodeDescription;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Breakpoints of a notebook's graphs: where runs started by magics stop. Thread-safe. */
final class Stops {
  static final String OPTION = "--break";
  static final String HELP = "stops runs at before:NODE or after:NODE, separated by commas";

  private static final String BEFORE = "before:";
  private static final String AFTER = "after:";

  private final Map<String, Places> byGraph = new ConcurrentHashMap<>();

  /**
   * Where to stop.
   *
   * @param before nodes; {@code *} for all
   * @param after nodes; {@code *} for all
   */
  private record Places(List<String> before, List<String> after) {
    static final Places NONE = new Places(List.of(), List.of());

    Places plus(Places more) {
      return new Places(
          Stream.concat(before.stream(), more.before.stream()).distinct().toList(),
          Stream.concat(after.stream(), more.after.stream()).distinct().toList());
    }
  }

  /** Keeps breakpoints for the runs to come; {@code none} clears them. */
  void keep(Graphs.Known graph, String list) {
    if (list.equals("none")) {
      byGraph.remove(graph.name());
      return;
    }
    var places = read(list);
    var nodes = names(graph.graph().describe());
    Stream.concat(places.before().stream(), places.after().stream())
        .filter(name -> !name.equals("*") && !nodes.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new MagicException(
                  "unknown-node",
                  "graph \"%s\" has no node \"%s\"; nodes: %s"
                      .formatted(graph.name(), name, String.join(", ", nodes)));
            });
    byGraph.put(graph.name(), places);
  }

  private static List<String> names(GraphDescription graph) {
    return graph.nodes().stream().map(NodeDescription::name).toList();
  }

  /** A configuration that stops where the call and the notebook say. */
  RunnableConfig applied(String graph, MagicCall call, RunnableConfig config) {
    var places =
        byGraph
            .getOrDefault(graph, Places.NONE)
            .plus(call.option(OPTION).map(Stops::read).orElse(Places.NONE));
    var stopping = config;
    if (!places.before().isEmpty()) {
      stopping = stopping.interruptBefore(places.before().toArray(String[]::new));
    }
    if (!places.after().isEmpty()) {
      stopping = stopping.interruptAfter(places.after().toArray(String[]::new));
    }
    return stopping;
  }

  private static Places read(String list) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (var word : list.split(",", -1)) {
      var place = word.strip();
      if (place.startsWith(BEFORE)) {
        before.add(place.substring(BEFORE.length()));
      } else if (place.startsWith(AFTER)) {
        after.add(place.substring(AFTER.length()));
      } else {
        throw new MagicException(
            "bad-breakpoint", "\"" + place + "\" is not before:NODE or after:NODE");
      }
    }
    return new Places(before, after);
  }

  /** The graph's description with the notebook's breakpoints in it, for its picture. */
  GraphDescription marked(Graphs.Known graph) {
    var plain = graph.graph().describe();
    var places = byGraph.getOrDefault(graph.name(), Places.NONE);
    return new GraphDescription(
        plain.name(),
        plain.nodes().stream().map(n -> marked(n, places)).toList(),
        plain.edges(),
        plain.channels(),
        plain.notes());
  }

  private static NodeDescription marked(NodeDescription node, Places places) {
    return new NodeDescription(
        node.name(),
        node.subgraph(),
        node.deferred(),
        node.stopBefore() || stops(places.before(), node.name()),
        node.stopAfter() || stops(places.after(), node.name()));
  }

  private static boolean stops(List<String> places, String node) {
    return places.contains(node) || places.contains("*");
  }

  /** Places in the graph that the line names, else in all graphs. */
  static List<String> complete(Session session, List<String> words) {
    var all = session.graphs().all();
    var named = all.stream().filter(g -> words.contains(g.variable())).toList();
    return (named.isEmpty() ? all : named)
        .stream()
            .flatMap(g -> names(g.graph().describe()).stream())
            .flatMap(node -> Stream.of(BEFORE + node, AFTER + node))
            .distinct()
            .toList();
  }
}
