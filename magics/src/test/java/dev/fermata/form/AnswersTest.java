// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers that do not fit are refused with the field's name; words do what clicks do. */
class AnswersTest {
  private static final Form AGE =
      form(
          "\"x\"",
          """
          {"type":"object","required":["age"],"properties":{
            "age":{"type":"integer","minimum":1,"maximum":9},"name":{"type":"string","maxLength":3}}}""");
  private static final Form MAIL = form("{\"action\":\"mail\",\"to\":\"a\",\"n\":1}", "null");

  private static Form form(String payload, String schema) {
    return new Forms(List.of()).of(new Question(Trees.parse(payload), Trees.parse(schema)));
  }

  private static void refuses(Form form, Map<String, JsonNode> values, String message) {
    assertThatThrownBy(() -> form.answer(Submission.of("submit", values)))
        .isInstanceOf(FormException.class)
        .hasMessage(message);
  }

  @Test
  void aMissingFieldIsNamed() {
    refuses(AGE, Map.of(), "field \"age\" needs a value (an integer from 1 to 9)");
  }

  @Test
  void aWrongTypeIsNamed() {
    refuses(
        AGE,
        Map.of("age", Trees.parse("\"thirty\"")),
        "field \"age\" cannot be \"thirty\": it takes an integer from 1 to 9");
    refuses(
        AGE,
        Map.of("age", Trees.parse("10")),
        "field \"age\" cannot be 10: it takes an integer from 1 to 9");
    refuses(
        AGE,
        Map.of("age", Trees.parse("1"), "name", Trees.parse("\"Anna\"")),
        "field \"name\" cannot be \"Anna\": it takes a text of at most 3 characters");
  }

  @Test
  void anUnknownFieldOrActionIsNamed() {
    refuses(
        AGE,
        Map.of("aeg", Trees.parse("1")),
        "the question has no field \"aeg\"; fields: age, name");
    assertThatThrownBy(() -> AGE.answer(Submission.of("send", Map.of())))
        .hasMessage("the question has no action \"send\"; actions: submit");
  }

  @Test
  void wordsFillInFields() {
    assertThat(MAIL.answer(CommandLine.approve(MAIL, Map.of("to", "b c", "n", "2"))))
        .isEqualTo(Trees.parse("{\"action\":\"approve\",\"to\":\"b c\",\"n\":2}"));
    assertThat(MAIL.answer(CommandLine.submit(MAIL, Map.of("to", "x"))))
        .isEqualTo(Trees.parse("{\"action\":\"approve\",\"to\":\"x\",\"n\":1}"));
    assertThatThrownBy(() -> CommandLine.approve(MAIL, Map.of("n", "two")))
        .hasMessage("field \"n\" cannot be two: it takes an integer");
    assertThatThrownBy(() -> CommandLine.submit(MAIL, Map.of("cc", "x")))
        .hasMessage("the question has no field \"cc\"; fields: to, n, reason");
  }

  @Test
  void wordsRejectWithOrWithoutAReason() {
    assertThat(MAIL.answer(CommandLine.reject(MAIL, "")))
        .isEqualTo(Trees.parse("{\"action\":\"reject\"}"));
    assertThat(Trees.text(MAIL.answer(CommandLine.reject(MAIL, "no"))))
        .isEqualTo("{\"action\":\"reject\",\"message\":\"no\"}");
    var yesOrNo = form("{\"question\":\"ok?\"}", "null");
    assertThatThrownBy(() -> CommandLine.reject(yesOrNo, "no"))
        .hasMessage("the question takes no reason; --reject alone will do");
    var requests =
        form(
            "{\"action_requests\":[{\"name\":\"a\",\"args\":{}},{\"name\":\"b\",\"args\":{}}]}",
            "null");
    assertThat(Trees.text(requests.answer(CommandLine.approve(requests, Map.of()))))
        .isEqualTo("{\"decisions\":[{\"type\":\"approve\"},{\"type\":\"approve\"}]}");
    assertThat(Trees.text(requests.answer(CommandLine.reject(requests, "no"))))
        .isEqualTo(
            "{\"decisions\":[{\"type\":\"reject\",\"message\":\"no\"},{\"type\":\"reject\",\"message\":\"no\"}]}");
  }

  @Test
  void aFormWithoutTheActionSaysWhichItHas() {
    var age = form("\"What is your age?\"", "null");
    assertThatThrownBy(() -> CommandLine.approve(age, Map.of()))
        .hasMessage("the question has no action \"approve\"; actions: text, json");
  }

  @Test
  void badJsonIsToldWithItsColumn() {
    assertThatThrownBy(() -> Trees.parse("{\"a\": 1,}"))
        .isInstanceOf(FormException.class)
        .hasMessageStartingWith("not JSON at column ");
    assertThatThrownBy(() -> Trees.parse("{\"a\":1,\"a\":2}")).hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> Trees.parse("1 2")).hasMessageContaining("column 3");
    assertThatThrownBy(() -> Trees.parse("  ")).hasMessageContaining("there is no text");
    assertThatThrownBy(() -> Trees.parse("[".repeat(10_000))).isInstanceOf(FormException.class);
  }

  @Test
  void aTemplateThatNamesNoFieldIsRefused() {
    assertThatThrownBy(
            () ->
                Form.of(
                    "x",
                    "t",
                    List.of(),
                    List.of(Action.primary("a", "A", new Template.FieldValue("f")))))
        .hasMessageContaining("names the field \"f\"");
  }
}
