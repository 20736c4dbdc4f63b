// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import dev.fermata.graph.Plan.Due;
import dev.fermata.graph.Stored.DueJson;
import dev.fermata.graph.Stored.PlanJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans as JSON and back: by names, because numbers change with the graph. */
final class Plans {
  private Plans() {}

  static <S extends Record> Plan empty(Topology<S> topology) {
    BitSet[] arrived = new BitSet[topology.joins().size()];
    Arrays.setAll(arrived, i -> new BitSet());
    return new Plan(List.of(), arrived, new BitSet(), new int[0]);
  }

  static <S extends Record> Plan start(Topology<S> topology) {
    return start(topology, empty(topology), Parts.NONE);
  }

  /**
   * A new run.
   *
   * @param before what a run before left: what has arrived at joins, and deferred nodes
   * @param parts where a command goes besides
   */
  static <S extends Record> Plan start(Topology<S> topology, Plan before, Parts parts) {
    Routes<S> routes = new Routes<>(topology, before);
    routes.keep(new Due(topology.start(), 0, null));
    routes.command(parts);
    Plan plan = routes.plan();
    return new Plan(plan.due(), plan.arrived(), plan.deferred(), new int[] {topology.start()});
  }

  /** What is due when a command goes somewhere besides. */
  static <S extends Record> Plan with(Topology<S> topology, Plan plan, Parts parts) {
    if (!parts.hasRoutes()) {
      return plan;
    }
    Routes<S> routes = new Routes<>(topology, plan);
    plan.due().forEach(routes::keep);
    routes.command(parts);
    Plan more = routes.plan();
    return new Plan(more.due(), more.arrived(), more.deferred(), plan.writers());
  }

  /** What outlasts a run that is given up for a new one, as far as the graph still has it. */
  static <S extends Record> Plan left(Topology<S> topology, PlanJson stored) {
    Plan left = empty(topology);
    if (stored.arrived() != null) {
      stored.arrived().forEach((join, nodes) -> arrive(topology, left, join, nodes));
    }
    for (String node : Results.some(stored.deferred())) {
      int number = topology.find(node);
      if (topology.isDeferred(number)) {
        left.deferred().set(number);
      }
    }
    return left;
  }

  private static <S extends Record> void arrive(
      Topology<S> topology, Plan left, String join, List<String> nodes) {
    int j = Integer.parseInt(join);
    if (j < left.arrived().length) {
      int[] sources = topology.joins().get(j).sources();
      for (String node : nodes) {
        int number = topology.find(node);
        if (Arrays.stream(sources).anyMatch(source -> source == number)) {
          left.arrived()[j].set(number);
        }
      }
    }
  }

  static <S extends Record> Json encode(
      Topology<S> topology, Plan plan, String run, @Nullable String caller) {
    List<DueJson> due = plan.due().stream().map(task -> encode(topology, task)).toList();
    Map<String, List<String>> arrived = new LinkedHashMap<>();
    for (int j = 0; j < plan.arrived().length; j++) {
      if (!plan.arrived()[j].isEmpty()) {
        arrived.put(
            Integer.toString(j), plan.arrived()[j].stream().mapToObj(topology::name).toList());
      }
    }
    List<String> deferred = plan.deferred().stream().mapToObj(topology::name).toList();
    List<String> writers = Arrays.stream(plan.writers()).mapToObj(topology::name).toList();
    return Stored.json(
        new PlanJson(
            run,
            due.isEmpty() ? null : due,
            arrived.isEmpty() ? null : arrived,
            deferred.isEmpty() ? null : deferred,
            writers.isEmpty() ? null : writers,
            caller));
  }

  private static <S extends Record> DueJson encode(Topology<S> topology, Due due) {
    Record state = due.state();
    return new DueJson(
        topology.name(due.node()),
        due.ordinal() == 0 ? null : due.ordinal(),
        state == null ? null : Codec.JSON.encode(state, topology.schema().type(), "state of send"));
  }

  static <S extends Record> Plan decode(Topology<S> topology, PlanJson stored) {
    List<Due> due = new ArrayList<>();
    for (DueJson task : Results.some(stored.due())) {
      due.add(
          new Due(
              number(topology, task.node()),
              task.n() == null ? 0 : task.n(),
              task.state() == null ? null : Results.state(topology.schema(), task)));
    }
    Plan empty = empty(topology);
    if (stored.arrived() != null) {
      stored
          .arrived()
          .forEach(
              (join, nodes) -> {
                int j = Integer.parseInt(join);
                if (j < empty.arrived().length) {
                  nodes.forEach(node -> empty.arrived()[j].set(number(topology, node)));
                }
              });
    }
    BitSet deferred = new BitSet();
    Results.some(stored.deferred()).forEach(node -> deferred.set(number(topology, node)));
    int[] writers =
        Results.some(stored.writers()).stream()
            .mapToInt(node -> known(topology, node))
            .filter(node -> node >= 0)
            .toArray();
    return new Plan(due, empty.arrived(), deferred, writers);
  }

  private static <S extends Record> int known(Topology<S> topology, String name) {
    return name.equals(Fermata.START) ? topology.start() : topology.find(name);
  }

  private static <S extends Record> int number(Topology<S> topology, String name) {
    int number = known(topology, name);
    if (number < 0) {
      throw new GraphException.ThreadState(
          "graph-changed",
          "the thread stands before node \"%s\", which this graph does not have: %s. Give the node"
                  .formatted(name, Names.missing("node", name, topology.names()))
              + " its old name back, or start the thread anew with an input");
    }
    return number;
  }
}
