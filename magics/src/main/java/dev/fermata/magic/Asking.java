// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.form.Asked;
import dev.fermata.form.FormException;
import dev.fermata.form.Trees;
import dev.fermata.form.Visible;
import dev.fermata.graph.GraphOutput;
import dev.fermata.kernel.magic.MagicCall;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Questions asked in the input line, for {@code --ask}: one after another until the run ends. An
 * empty line leaves the question pending.
 */
final class Asking {
  private final Session session;
  private final Outcomes outcomes;

  Asking(Session session, Outcomes outcomes) {
    this.session = session;
    this.outcomes = outcomes;
  }

  /** Shows an outcome; with {@code --ask} asks first. */
  @Nullable Object show(MagicCall call, Graphs.Known graph, GraphOutput<?> first) throws Exception {
    var output = first;
    while (call.has(Outcomes.ASK) && call.notebook().interactive() && output.isInterrupted()) {
      var interrupt = output.interrupts().get(0);
      var answer = answer(session.questions().asked(interrupt));
      if (answer.isEmpty()) {
        break;
      }
      var thread = String.valueOf(output.config().thread());
      output =
          new Answering(session, graph, thread)
              .one(interrupt.id(), answer.get(), Configs.of(thread, true));
    }
    return outcomes.show(call, graph, output);
  }

  private Optional<JsonNode> answer(Asked asked) {
    var prompt = Visible.preview(asked.form().title(), 400) + hint(asked) + " ";
    while (true) {
      var line = session.notebook().input(prompt).strip();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(typed(asked, line));
      } catch (FormException e) {
        outcomes.notice(String.valueOf(e.getMessage()));
      }
    }
  }

  private static String hint(Asked asked) {
    return switch (asked.form().shape()) {
      case "approve" -> " [approve / reject]";
      case "choose" ->
          " "
              + asked.form().fields().get(0).choices().stream()
                  .map(c -> Visible.preview(c.label(), 60))
                  .toList();
      case "text", "approve-or-text" -> "";
      default -> " [JSON]";
    };
  }

  /** The name of an action or choice, JSON, or for an open question the text itself. */
  private static JsonNode typed(Asked asked, String line) {
    var form = asked.form();
    for (var action : form.actions()) {
      if (action.id().equalsIgnoreCase(line) && action.answer().fields().isEmpty()) {
        return action.answer().toJson();
      }
    }
    for (var field : form.fields()) {
      for (var choice : field.choices()) {
        if (form.fields().size() == 1 && choice.label().equals(line)) {
          return choice.value();
        }
      }
    }
    try {
      return Trees.parse(line);
    } catch (FormException e) {
      if (form.read(Trees.of(line)).isPresent()) {
        return Trees.of(line);
      }
      throw e;
    }
  }
}
