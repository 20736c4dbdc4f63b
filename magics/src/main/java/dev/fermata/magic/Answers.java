// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.checkpoint.JsonCodec;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.form.Asked;
import dev.fermata.form.CommandLine;
import dev.fermata.form.Form;
import dev.fermata.form.FormException;
import dev.fermata.form.Trees;
import dev.fermata.form.Visible;
import dev.fermata.graph.Interrupt;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@code %resume} line answers, by interrupt id. */
final class Answers {
  static final String ALL = "--all";
  static final String APPROVE = "--approve";
  static final String REJECT = "--reject";

  private static final JsonCodec CODEC = new JsonCodec();

  private final Session session;
  private final ThreadInfo thread;
  private final List<Interrupt> pending;

  Answers(Session session, ThreadInfo thread, List<Interrupt> pending) {
    this.session = session;
    this.thread = thread;
    this.pending = pending;
  }

  /** Whether the line answers anything at all. */
  static boolean given(MagicCall call) {
    return !call.rest().isEmpty() || call.has(APPROVE) || call.has(REJECT);
  }

  Map<String, JsonNode> of(MagicCall call) throws Exception {
    checkWays(call);
    if (call.has(ALL)) {
      return all(call);
    }
    var id = call.option(ResumeMagic.ID).orElseGet(() -> only(call));
    return Map.of(id, one(call, id));
  }

  private static void checkWays(MagicCall call) {
    var ways = List.of(ALL, APPROVE, REJECT).stream().filter(call::has).toList();
    if (ways.size() > 1) {
      throw new MagicException("bad-usage", String.join(" and ", ways) + " exclude each other");
    }
    if (call.has(ALL) && call.has(ResumeMagic.ID)) {
      throw new MagicException("bad-usage", "--all names its questions itself; leave --id out");
    }
  }

  private String only(MagicCall call) {
    if (pending.size() == 1) {
      return pending.get(0).id();
    }
    var value = written(call);
    throw new MagicException(
        "several-pending",
        "thread \"%s\" asks %d questions; say which one the answer is for"
            .formatted(Visible.line(thread.thread()), pending.size()),
        pending.stream()
            .map(i -> Outcomes.resumeLine(thread.thread()) + " --id " + i.id() + " " + value)
            .toList());
  }

  /** The answer as it was written. */
  static String written(MagicCall call) {
    var ways = List.of(ALL, APPROVE, REJECT).stream().filter(call::has).toList();
    return (String.join(" ", ways) + " " + call.rest()).strip();
  }

  private Map<String, JsonNode> all(MagicCall call) throws Exception {
    var value = value(call);
    if (!value.isObject()) {
      throw new MagicException(
          "bad-input", "--all takes an object {interrupt id: answer, …}, not " + Trees.text(value));
    }
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    value.properties().forEach(e -> answers.put(e.getKey(), e.getValue()));
    return answers;
  }

  private JsonNode one(MagicCall call, String id) throws Exception {
    var form = pending.stream().filter(i -> i.id().equals(id)).findFirst().map(this::form);
    try {
      if (call.has(APPROVE)) {
        var asked = form.orElseThrow(() -> notPending(id));
        return asked.answer(CommandLine.approve(asked, assigned(asked, call.rest(), true)));
      } else if (call.has(REJECT)) {
        var asked = form.orElseThrow(() -> notPending(id));
        return asked.answer(CommandLine.reject(asked, Assignments.unquoted(call.rest())));
      }
      var pairs = form.map(f -> assigned(f, call.rest(), false)).orElse(Map.of());
      return pairs.isEmpty()
          ? value(call)
          : form.orElseThrow().answer(CommandLine.submit(form.orElseThrow(), pairs));
    } catch (FormException e) {
      throw new MagicException(
          e.code(),
          e.getMessage() + "; the question is still pending",
          List.of(Outcomes.resumeLine(thread.thread()) + " --id " + id));
    }
  }

  private Form form(Interrupt interrupt) {
    Asked asked = session.questions().asked(interrupt);
    return asked.form();
  }

  private MagicException notPending(String id) {
    return new MagicException(
        "unknown-interrupt",
        "thread \"%s\" does not ask a question %s".formatted(Visible.line(thread.thread()), id),
        List.of(Outcomes.resumeLine(thread.thread())));
  }

  private static Map<String, String> assigned(Form form, String text, boolean needed) {
    Optional<Map<String, String>> pairs = Assignments.read(text);
    if (pairs.isEmpty() && needed && !text.isEmpty()) {
      throw new MagicException(
          "bad-usage", "after --approve stand field=value pairs, not " + Visible.preview(text, 80));
    }
    var found = pairs.orElse(Map.of());
    var known = found.keySet().stream().anyMatch(n -> form.field(n).isPresent());
    return needed || known ? found : Map.of();
  }

  private JsonNode value(MagicCall call) throws Exception {
    var line = Outcomes.resumeLine(thread.thread());
    var id = call.option(ResumeMagic.ID).map(i -> " --id " + i).orElse("");
    var input = Input.read(call.rest(), call.notebook(), line + id);
    if (input instanceof Input.Json json) {
      return Trees.parse(json.text());
    }
    @Nullable Object value = ((Input.Java) input).value();
    return Trees.parse(CODEC.encodeUntyped(value, "answer").toString());
  }
}
