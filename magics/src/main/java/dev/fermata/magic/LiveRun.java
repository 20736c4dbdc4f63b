// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.graph.Command;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.GraphStream;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StreamMode;
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
    return run(
        () -> graph.invokeJson(input, config),
        () -> graph.streamJson(input, config, StreamMode.TASKS));
  }

  /** On from where the thread stands. */
  GraphOutput<?> onwards() {
    return run(() -> graph.invoke(config), () -> graph.stream(config, StreamMode.TASKS));
  }

  /** From an input record. */
  @SuppressWarnings("unchecked") // the engine checks that the record is the graph's state
  <S extends Record> GraphOutput<?> state(Record input) {
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
