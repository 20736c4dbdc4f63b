// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answered form says in its own words what was answered. */
class LabelsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"question\":\"ok?\"} | true | Approve",
        "{\"question\":\"where?\",\"options\":[{\"label\":\"Oslo\",\"value\":1}]} | 1 | Oslo",
        "{\"instruction\":\"i\",\"content\":\"a\"} | \"a\" | Unchanged",
        "{\"instruction\":\"i\",\"content\":\"a\"} | \"b\" | Edited",
        "\"What is your age?\" | \"thirty\" | thirty",
        "\"What is your age?\" | 30 | Answer as JSON",
        "{\"action\":\"m\",\"to\":\"a\"} | {\"action\":\"approve\",\"to\":\"a\"} | Approve",
        "{\"action\":\"m\",\"to\":\"a\"} | {\"action\":\"approve\",\"to\":\"b\"} | Approve with changes",
        "{\"question\":\"ok?\"} | \"maybe\" | \"maybe\"",
      })
  void anAnswerReadsLike(String payload, String answer, String text) {
    var question = Question.of(Trees.parse(payload));
    var form = new Forms(List.of()).of(question);
    var asked = new Asked("0".repeat(32), "n", question, form, null, "");
    var answered = asked.answeredWith(new Asked.Answered(Trees.parse(answer), "", ""));
    assertThat(answered.answerText()).isEqualTo(text);
  }
}
