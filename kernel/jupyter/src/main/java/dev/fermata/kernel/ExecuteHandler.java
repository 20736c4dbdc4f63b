// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers execute_request: one cell after another on each lane. Thread-safe. */
final class ExecuteHandler implements Handler {
  private final Session session;
  private final Subshells subshells;
  private final AtomicInteger count = new AtomicInteger();

  ExecuteHandler(Session session, Subshells subshells) {
    this.session = session;
    this.subshells = subshells;
  }

  @Override
  public ObjectNode handle(Request request) {
    var lane = subshells.of(request.message());
    if (lane.isDropped()) {
      return Jsons.object().put("status", "aborted").put("execution_count", count.get());
    }
    var asked = ExecuteRequest.of(request.content());
    var number = asked.storeHistory() ? count.incrementAndGet() : count.get() + 1;
    var cell = new CellRun(session, request.message(), asked, number);
    session.began(cell);
    if (!asked.silent()) {
      var echo = Jsons.object().put("code", asked.code()).put("execution_count", number);
      cell.publish("execute_input", echo);
    }
    var reply = run(cell, asked);
    if (asked.stopOnError() && reply.path("status").asText().equals("error")) {
      lane.dropWaiting();
    }
    return reply;
  }

  private ObjectNode run(CellRun cell, ExecuteRequest asked) {
    try (var scope = session.shell().begin("In [" + cell.number() + "]", cell)) {
      var runner = new CellRunner(session, cell, scope);
      var end = cell.begin() ? runner.run() : runner.interrupted();
      if (end instanceof CellEnd.Value value) {
        end = show(cell, runner, value, asked);
      } else {
        remember(asked, cell, null);
      }
      end = end instanceof CellEnd.Failed ? end : runner.finished(end);
      cell.ending();
      return end instanceof CellEnd.Failed failed
          ? failed(cell, failed)
          : succeeded(cell, runner, asked);
    }
  }

  private CellEnd show(CellRun cell, CellRunner runner, CellEnd.Value value, ExecuteRequest asked) {
    session.results().put(cell.number(), value.value());
    if (!value.shown() || !cell.isResult(value.value())) {
      remember(asked, cell, null);
      return value;
    }
    var rendered = runner.render(value.value());
    if (rendered instanceof CellEnd.Failed) {
      remember(asked, cell, null);
      return rendered;
    }
    var bundle = Bundles.of(rendered);
    remember(asked, cell, String.valueOf(bundle.data().get("text/plain")));
    if (!asked.silent()) {
      var content = cell.content(bundle).put("execution_count", cell.number());
      cell.publish("execute_result", content);
    }
    return value;
  }

  private void remember(ExecuteRequest asked, CellRun cell, @Nullable String output) {
    if (asked.storeHistory() && !asked.code().isBlank()) {
      session.history().add(cell.number(), asked.code(), output);
    }
  }

  private ObjectNode succeeded(CellRun cell, CellRunner runner, ExecuteRequest asked) {
    var reply = Jsons.ok().put("execution_count", cell.number());
    var expressions = reply.putObject("user_expressions");
    asked
        .userExpressions()
        .forEach((name, source) -> expressions.set(name, answer(runner.evaluate(source))));
    reply.putArray("payload").addAll(cell.payload());
    return reply;
  }

  private static ObjectNode answer(CellEnd end) {
    if (end instanceof CellEnd.Failed failed) {
      return failed.content().put("status", "error");
    }
    return DisplayPublisher.content(Bundles.of(end)).put("status", "ok");
  }

  private static ObjectNode failed(CellRun cell, CellEnd.Failed failed) {
    cell.publish("error", failed.content());
    var reply = failed.content().put("status", "error").put("execution_count", cell.number());
    reply.putObject("user_expressions");
    reply.putArray("payload").addAll(cell.payload());
    return reply;
  }
}
