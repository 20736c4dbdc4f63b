// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.GraphDescription;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.Notebook;
import dev.fermata.kernel.shell.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The graphs that the cells of a notebook have defined, by the names of their variables. */
final class Graphs {
  private final Notebook notebook;

  Graphs(Notebook notebook) {
    this.notebook = notebook;
  }

  /**
   * A graph of the notebook.
   *
   * @param variable the variable that holds it
   * @param stateType the state record's name as Java source
   * @param graph the graph
   */
  record Known(String variable, String stateType, CompiledGraph<?> graph) {
    /** The graph's name, under which its threads are stored. */
    String name() {
      return Objects.requireNonNullElse(graph.name(), variable);
    }

    /** The type of its outcomes as Java source. */
    String outcomeType() {
      return "dev.fermata.graph.GraphOutput<" + stateType + ">";
    }

    /** The type of its snapshots as Java source. */
    String snapshotType() {
      return "dev.fermata.graph.StateSnapshot<" + stateType + ">";
    }
  }

  /** All of them, in the order declared. */
  List<Known> all() {
    List<Known> graphs = new ArrayList<>();
    for (var variable : notebook.variables()) {
      if (variable.value() instanceof CompiledGraph<?> graph) {
        graphs.add(new Known(variable.name(), stateType(variable.typeName()), graph));
      }
    }
    return graphs;
  }

  private static String stateType(String typeName) {
    var open = typeName.indexOf('<');
    return open < 0 ? "?" : typeName.substring(open + 1, typeName.lastIndexOf('>'));
  }

  /** Names the graphs that have none after their variables, and gives all of them. */
  List<Known> nameAll() {
    return all().stream().map(Graphs::named).toList();
  }

  /** The graph of a variable, else the latest one of that name. */
  Optional<Known> find(String name) {
    var all = all();
    for (var known : all) {
      if (known.variable().equals(name)) {
        return Optional.of(named(known));
      }
    }
    return all.stream().filter(k -> k.name().equals(name)).reduce((a, b) -> b);
  }

  private static Known named(Known known) {
    if (known.graph().name() == null) {
      known.graph().nameIfUnnamed(known.variable());
    }
    return known;
  }

  /** The graph, or an error that lists those there are. */
  Known get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /**
   * The graph whose threads carry a name, or an error that says how to get it back. A thread that
   * was run in the very cell that defines its graph has no graph name yet; the graph with its nodes
   * is meant.
   */
  Known ofThread(ThreadInfo info) {
    var all = all();
    var graph = info.graph();
    var thread = info.thread();
    return all.stream()
        .filter(k -> graph.isEmpty() ? hasNodes(k, info) : k.name().equals(graph))
        .reduce((a, b) -> b)
        .orElseThrow(
            () ->
                new MagicException(
                    "unknown-graph",
                    "thread \"%s\" belongs to the graph \"%s\", which this notebook has not defined;"
                            .formatted(thread, graph)
                        + " run the cell that defines it, then this line again. "
                        + listed(all)));
  }

  private static boolean hasNodes(Known known, ThreadInfo info) {
    var nodes =
        known.graph().describe().nodes().stream()
            .map(GraphDescription.NodeDescription::name)
            .toList();
    return info.waiting().stream().allMatch(w -> nodes.contains(w.node()));
  }

  private MagicException unknown(String name) {
    var variable = notebook.variable(name);
    if (variable.isPresent()) {
      return new MagicException(
          "not-a-graph",
          "\"%s\" is a %s, not a compiled graph%s"
              .formatted(
                  name,
                  variable.get().typeName(),
                  variable.get().typeName().startsWith("StateGraph")
                      ? "; call .compile() on it"
                      : ""));
    }
    var all = all();
    var near = Nearest.of(name, all.stream().map(Known::variable).toList());
    return new MagicException(
        "unknown-graph",
        "there is no graph \"%s\"; run the cell that defines it. %s".formatted(name, listed(all)),
        near.stream().map(n -> "%graph " + n).toList());
  }

  private static String listed(List<Known> all) {
    return all.isEmpty()
        ? "No graph is defined yet: a variable that holds a CompiledGraph is one"
        : "Graphs: " + String.join(", ", all.stream().map(Known::variable).toList());
  }
}
