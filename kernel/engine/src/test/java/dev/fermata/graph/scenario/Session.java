// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.graph.Command;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Fermata;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A graph on one thread; each call answers in the shape of the observed results, errors too. */
record Session<S extends Record>(CompiledGraph<S> graph, RunnableConfig config) {

  JsonNode invoke(S input) {
    return Shape.attempt(() -> Shape.output(graph.invoke(input, config)));
  }

  JsonNode invoke(Command<S> command) {
    return Shape.attempt(() -> Shape.output(graph.invoke(command, config)));
  }

  JsonNode invokeJson(String json) {
    return Shape.attempt(() -> Shape.output(graph.invokeJson(json, config)));
  }

  JsonNode resume(Object answer) {
    return invoke(Fermata.<S>resume(answer));
  }

  JsonNode resumeAll(Map<String, ?> answers) {
    return invoke(Fermata.<S>resumeAll(answers));
  }

  /** LangGraph's {@code invoke(None)}. */
  JsonNode proceed() {
    return Shape.attempt(() -> Shape.output(graph.invoke(config)));
  }

  StateSnapshot<S> snapshot() {
    return graph.getState(config);
  }

  JsonNode state() {
    return Shape.attempt(() -> Shape.state(snapshot()));
  }

  List<String> next() {
    return snapshot().next();
  }

  List<StateSnapshot<S>> history() {
    return graph.getStateHistory(config).toList();
  }

  /** The newest snapshot of which this node is the next. */
  StateSnapshot<S> before(String node) {
    return history().stream()
        .filter(snapshot -> snapshot.next().equals(List.of(node)))
        .findFirst()
        .orElseThrow();
  }

  /** The id of the pending question with this payload. */
  String id(Object payload) {
    return snapshot().interrupts().stream()
        .filter(interrupt -> payload.equals(interrupt.value()))
        .map(Interrupt::id)
        .findFirst()
        .orElseThrow();
  }

  /** The same graph and thread with another configuration. */
  Session<S> with(UnaryOperator<RunnableConfig> change) {
    return new Session<>(graph, change.apply(config));
  }

  /** The same graph, from the checkpoint of a snapshot. */
  Session<S> at(StateSnapshot<?> snapshot) {
    return at(snapshot.config());
  }

  Session<S> at(RunnableConfig checkpoint) {
    return new Session<>(graph, checkpoint);
  }
}
