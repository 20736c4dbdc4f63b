// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a graph inside a node of another. */
final class ChildCall<S extends Record> {
  private final Topology<S> topology;
  private final RunSetup setup;
  private final Scratchpad pad;
  private final CompileOptions.Checkpoints mode;

  ChildCall(CompiledGraph<S> graph, RunSetup setup, Scratchpad pad) {
    this.topology = graph.topology();
    this.setup = setup;
    this.pad = pad;
    this.mode = graph.options().mode();
  }

  /** A run and how it begins. */
  private record Begun<S extends Record>(Run<S> run, First first) {}

  /**
   * Runs the graph, or goes on with it when the node above runs again.
   *
   * @return the run at its end; a pause and a command to the parent leave as throwables
   */
  Run<S> run(List<Write> input) {
    Ledger above = mode == CompileOptions.Checkpoints.NONE ? null : pad.scope().ledger();
    Begun<S> begun = above == null ? stateless(input) : stored(above, input);
    Outcome outcome = begun.run().go(begun.first());
    if (outcome instanceof Outcome.Paused paused) {
      throw pad.suspendBelow(paused.open());
    }
    if (outcome instanceof Outcome.Stopped) {
      throw pad.suspendBelow(List.of());
    }
    if (outcome instanceof Outcome.Escaped escaped) {
      Parts up = escaped.parts();
      throw Suspension.<RuntimeException>sneak(
          new ParentCommand(new Parts(up.writes(), up.goTo(), up.sends(), up.answers(), false)));
    }
    return begun.run();
  }

  private Begun<S> stateless(List<Write> input) {
    @Nullable Object[] initial = topology.schema().initial();
    Position start = fresh(initial, initial, input, -1, Plans.start(topology));
    return new Begun<>(new Run<>(topology, setup, null, start), new First.Fresh());
  }

  private Position fresh(
      @Nullable Object[] stored, @Nullable Object[] base, List<Write> input, int step, Plan plan) {
    @Nullable Object[] values =
        new Writes(topology.schema(), base).apply("the input", input).values();
    return new Position(values, stored, null, plan, Ids.run(), step, Map.of());
  }

  private Begun<S> stored(Ledger above, List<Write> input) {
    Checkpointer store = above.checkpointer();
    String namespace = namespace(above);
    Optional<Loaded> before = Loaded.read(store, above.thread(), namespace, null);
    if (before.isEmpty()) {
      @Nullable Object[] initial = topology.schema().initial();
      Ledger ledger = above.below(namespace, null, 0);
      Position start = fresh(initial, initial, input, -1, Plans.start(topology));
      return new Begun<>(new Run<>(topology, setup, ledger, start), new First.Fresh());
    }
    Loaded loaded = before.get();
    Position position = loaded.position(topology);
    Ledger ledger = above.below(namespace, loaded.id(), loaded.head());
    String caller = setup.caller();
    if (caller != null && caller.equals(loaded.plan().caller())) {
      return new Begun<>(new Run<>(topology, setup, ledger, position), pad.scope().first().below());
    }
    Position start =
        fresh(
            position.stored(),
            position.values(),
            input,
            loaded.checkpoint().step() + 1,
            Plans.start(topology, Plans.left(topology, loaded.plan()), Parts.NONE));
    return new Begun<>(new Run<>(topology, setup, ledger, start), new First.Fresh());
  }

  private String namespace(Ledger above) {
    return Levels.below(
        above.namespace(), pad.task().node(), pad.task().taskId(), Levels.call(setup.call()), mode);
  }
}
