// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.Plan.Due;
import dev.fermata.graph.StateGraph.BranchSpec;
import dev.fermata.graph.Topology.Join;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out what is due after a superstep. Not thread-safe. */
final class Routes<S extends Record> {
  private final Topology<S> topology;
  private final BitSet triggered = new BitSet();
  private final List<Due> sends = new ArrayList<>();
  private final BitSet deferred;
  private final BitSet[] arrived;
  private final List<Integer> writers = new ArrayList<>();

  Routes(Topology<S> topology, Plan before) {
    this.topology = topology;
    this.deferred = (BitSet) before.deferred().clone();
    this.arrived = before.arrived().clone();
  }

  /** A node has finished: its static edges and joins fire. */
  void finished(int node) {
    writers.add(node);
    for (int target : topology.targets(node)) {
      trigger(target);
    }
    for (int join : topology.joinsOf(node)) {
      arrived[join] = (BitSet) arrived[join].clone();
      arrived[join].set(node);
    }
  }

  /** Goes where a command says. */
  void command(Parts parts) {
    for (String name : parts.goTo()) {
      int node = topology.require(name);
      if (node >= 0) {
        trigger(node);
      }
    }
    for (Send send : parts.sends()) {
      int node = topology.require(send.node());
      if (node < 0) {
        throw new GraphException.InvalidUpdate(
            "send-to-end", "a send to END would run nothing; use goTo(END) or leave it out");
      }
      sends.add(new Due(node, sends.size() + 1, States.of(topology.schema(), send.state())));
    }
  }

  private void trigger(int node) {
    if (topology.isDeferred(node)) {
      triggered.clear(node); // one that was due waits again, so that it runs once
      deferred.set(node);
    } else {
      triggered.set(node);
    }
  }

  /** Keeps a task that is still due. */
  void keep(Due due) {
    if (due.ordinal() == 0) {
      triggered.set(due.node());
    } else {
      sends.add(new Due(due.node(), sends.size() + 1, due.state()));
    }
  }

  Plan plan() {
    fireJoins();
    BitSet waiting = deferred;
    if (triggered.isEmpty() && !deferred.isEmpty()) { // as in LangGraph, whatever was sent
      triggered.or(deferred);
      waiting = new BitSet();
    }
    List<Due> due = new ArrayList<>(triggered.cardinality() + sends.size());
    triggered.stream().forEach(node -> due.add(new Due(node, 0, null)));
    due.addAll(sends);
    return new Plan(
        due, arrived, waiting, writers.stream().distinct().mapToInt(Integer::intValue).toArray());
  }

  private void fireJoins() {
    for (int j = 0; j < arrived.length; j++) {
      Join join = topology.joins().get(j);
      if (!arrived[j].isEmpty() && arrived[j].cardinality() == join.sources().length) {
        arrived[j] = new BitSet();
        trigger(join.target());
      }
    }
  }

  /**
   * What the routers behind a task choose. They see the graph's state with the task's own updates,
   * behind a sent task too.
   */
  static <S extends Record> Parts behind(Task<S> task, Run<S> run, Parts updates) throws Exception {
    Topology<S> topology = run.topology();
    if (topology.branches(task.due().node()).isEmpty()) {
      return Parts.NONE;
    }
    S seen = run.state();
    if (!updates.writes().isEmpty()) {
      Writes own = new Writes(topology.schema(), topology.schema().read(seen));
      seen = topology.schema().build(own.apply(task, updates.writes()).values());
    }
    return choices(topology, task.due().node(), seen);
  }

  /** What the routers behind a node choose, as a command. */
  static <S extends Record> Parts choices(Topology<S> topology, int node, S state)
      throws Exception {
    Parts all = Parts.NONE;
    for (BranchSpec<S> branch : topology.branches(node)) {
      Parts chosen = choice(branch.router().route(state), topology.name(node));
      Destinations.check(
          "the router after node \"" + topology.name(node) + "\"", branch.destinations(), chosen);
      all = all.plus(chosen);
    }
    return all;
  }

  private static Parts choice(@Nullable Object chosen, String node) {
    if (chosen == null) {
      return Parts.NONE;
    }
    if (chosen instanceof String name) {
      return Parts.goTo(List.of(name));
    }
    if (chosen instanceof Send send) {
      return Parts.send(send);
    }
    if (chosen instanceof Command<?> command) {
      return Parts.of(command);
    }
    if (chosen instanceof Collection<?> several) {
      Parts all = Parts.NONE;
      for (Object each : several) {
        all = all.plus(choice(each, node));
      }
      return all;
    }
    throw new GraphException.InvalidUpdate(
        "bad-route",
        "the router after node \"%s\" chose a %s; it may choose a node's name, a Send, or a list of"
                .formatted(node, chosen.getClass().getSimpleName())
            + " these");
  }
}
