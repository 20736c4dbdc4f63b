// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.checkpoint.JsonCodec;
import dev.fermata.form.Pause;
import dev.fermata.form.Trees;
import dev.fermata.graph.Command;
import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.Threads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives answers to a thread, each bound to the interrupt it is meant for. */
final class Answering {
  private static final JsonCodec CODEC = new JsonCodec();

  private final Session session;
  private final Graphs.Known graph;
  private final String thread;

  Answering(Session session, Graphs.Known graph, String thread) {
    this.session = session;
    this.graph = graph;
    this.thread = thread;
  }

  /** Answers one question. */
  GraphOutput<?> one(String interruptId, JsonNode answer, RunnableConfig config) throws Exception {
    return all(Map.of(interruptId, answer), Fermata.none(), config);
  }

  /** Answers several questions in one run, and does something beside. */
  GraphOutput<?> all(Map<String, JsonNode> answers, Command<?> beside, RunnableConfig config)
      throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    answers.forEach((id, answer) -> values.put(id, CODEC.parseUser(Trees.text(answer))));
    return run(both(beside, Fermata.resumeAll(values)), config);
  }

  /** Two commands of one graph as one. */
  @SuppressWarnings("unchecked") // both are for the same state
  static Command<?> both(Command<?> first, Command<?> second) {
    return first.and((Command<Record>) second);
  }

  /** Runs with a command; afterwards forms that were answered show their answers. */
  GraphOutput<?> run(Command<?> command, RunnableConfig config) throws Exception {
    var before = pending();
    try {
      return Refusals.translated(
          () -> new LiveRun(session, graph, config).command(command),
          List.of(Outcomes.resumeLine(thread)));
    } finally {
      session.shown().settle(session.notebook(), session.store().get(), thread, before);
    }
  }

  private Optional<Pause> pending() {
    var interrupts = Threads.pending(session.store().get(), thread);
    return interrupts.isEmpty()
        ? Optional.empty()
        : Optional.of(session.pause(graph.name(), thread, interrupts));
  }
}
