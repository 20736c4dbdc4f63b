// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.graph.Command;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.GraphStream;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StreamMode;
import dev.fermata.kernel.magic.MagicException;
import java.util.function.Supplier;

/**
 * Runs a graph to its end, a pause or a stop. Where somebody looks, the run is read as a stream and
 * shown while it goes on.
 */
final class LiveRun {
  private final Session session;
  private final CompiledGraph<?> graph;
  private final RunnableConfig config;

  LiveRun(Session session, Graphs.Known graph, RunnableConfig config) {
    this.session = session;
    this.graph = graph.graph();
    this.config = config;
  }

  /** From an input in JSON. */
  GraphOutput<?> json(String input) {
    checkFree();
    return run(
        () -> graph.invokeJson(input, config),
        () -> graph.streamJson(input, config, StreamMode.TASKS));
  }

  /** On from where the thread stands. */
  GraphOutput<?> onwards() {
    checkFree();
    return run(() -> graph.invoke(config), () -> graph.stream(config, StreamMode.TASKS));
  }

  /** From an input record. */
  @SuppressWarnings("unchecked") // the engine checks that the record is the graph's state
  <S extends Record> GraphOutput<?> state(Record input) {
    checkFree();
    var typed = (CompiledGraph<S>) graph;
    var state = (S) input;
    return run(
        () -> typed.invoke(state, config), () -> typed.stream(state, config, StreamMode.TASKS));
  }

  /** With a command. */
  @SuppressWarnings("unchecked") // an answer fits every state
  <S extends Record> GraphOutput<?> command(Command<?> command) {
    var typed = (CompiledGraph<S>) graph;
    var given = (Command<S>) command;
    return run(
        () -> typed.invoke(given, config), () -> typed.stream(given, config, StreamMode.TASKS));
  }

  /**
   * A thread that another kernel is running would have its nodes run twice. Answers need no such
   * check: the store takes the first one and tells the other who gave it.
   */
  private void checkFree() {
    var id = config.thread();
    var home = session.store();
    if (id == null || !home.exists()) {
      return;
    }
    home.get()
        .thread(id)
        .filter(home.labels()::runsElsewhere)
        .ifPresent(
            info -> {
              throw new MagicException(
                  "busy",
                  "thread %s in another kernel (process %d); wait until it ends, or stop it there"
                      .formatted(ThreadState.of(info, home).sentence(), Labels.process(info)));
            });
  }

  private GraphOutput<?> run(Supplier<GraphOutput<?>> quiet, Supplier<GraphStream<?>> live) {
    if (!session.notebook().interactive()) {
      return quiet.get();
    }
    try (var progress = new LiveProgress(session.notebook(), graph.describe());
        var stream = live.get()) {
      for (var event : stream) {
        progress.on(event);
      }
      return stream.output().orElseThrow();
    }
  }
}
