// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each shape of payload gets its form, and each action of the form its resume value, both ways. */
class ShapesTest {
  private static Form form(String payload) {
    return new Forms(List.of()).of(Question.of(Trees.parse(payload)));
  }

  private static Form form(String payload, String schema) {
    return new Forms(List.of()).of(new Question(Trees.parse(payload), Trees.parse(schema)));
  }

  private static Submission choice(String action, String... namesAndValues) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], Trees.parse(namesAndValues[i + 1]));
    }
    return Submission.of(action, values);
  }

  private static void mapsBothWays(Form form, Submission choice, String answer) {
    assertThat(form.answer(choice)).isEqualTo(Trees.parse(answer));
    assertThat(form.read(Trees.parse(answer))).contains(choice);
  }

  private static List<String> fields(Form form) {
    return form.fields().stream().map(f -> f.name() + ":" + f.type()).toList();
  }

  private static List<String> actions(Form form) {
    return form.actions().stream().map(Action::id).toList();
  }

  @Test
  void aSchemaGivesTypedFields() {
    var form =
        form(
            "\"Your details\"",
            """
            {"type":"object","required":["age"],"properties":{
              "age":{"type":"integer","minimum":0,"maximum":150},
              "mail":{"type":"string","format":"email","title":"E-mail"},
              "plan":{"enum":["free","paid"],"enumNames":["Free","Paid"]},
              "tags":{"type":"array","items":{"enum":["a","b"]}},
              "more":{"type":"object"}}}""");
    assertThat(form.title()).isEqualTo("Your details");
    assertThat(fields(form))
        .containsExactly("age:INTEGER", "mail:STRING", "plan:ENUM", "tags:ENUM", "more:JSON");
    mapsBothWays(
        form,
        choice("submit", "age", "30", "plan", "\"paid\"", "tags", "[\"b\"]", "more", "{\"x\":1}"),
        "{\"age\":30,\"plan\":\"paid\",\"tags\":[\"b\"],\"more\":{\"x\":1}}");
  }

  @Test
  void aBooleanSchemaGivesApproveAndReject() {
    var form =
        form("{\"question\":\"Go?\",\"details\":\"now\",\"more\":1}", "{\"type\":\"boolean\"}");
    assertThat(form.context()).isEqualTo("now");
    mapsBothWays(form, choice("approve"), "true");
    mapsBothWays(form, choice("reject"), "false");
  }

  @Test
  void aToolApprovalAnswersOneDecision() {
    var form =
        form(
            """
            {"type":"tool_approval","tool_call_id":"c1","name":"pay","args":{"sum":5},"description":"Pays"}""",
            """
            {"oneOf":[{"properties":{"type":{"const":"approve"}}},{"properties":{"type":{"const":"reject"}}}]}""");
    assertThat(actions(form)).containsExactly("approve", "reject");
    mapsBothWays(form, choice("approve"), "{\"type\":\"approve\"}");
    mapsBothWays(
        form,
        choice("reject", "message", "\"too much\""),
        "{\"type\":\"reject\",\"message\":\"too much\"}");
  }

  @Test
  void requestsAnswerOneDecisionEachInOrder() {
    var form =
        form(
            """
            {"action_requests":[{"name":"mail","args":{"to":"a"}},{"name":"drop","args":{},"description":"Drops"}],
             "review_configs":[{"action_name":"mail","allowed_decisions":["approve","edit"]},
                               {"action_name":"drop","allowed_decisions":["approve","reject","respond"]}]}""");
    assertThat(form.parts())
        .extracting(ShapesTest::actions)
        .containsExactly(List.of("approve", "edit"), List.of("approve", "reject", "respond"));
    mapsBothWays(
        form,
        new Submission(
            "",
            Map.of(),
            List.of(choice("edit", "to", "\"b\""), choice("respond", "message", "\"why?\""))),
        """
        {"decisions":[{"type":"edit","edited_action":{"name":"mail","args":{"to":"b"}}},
                      {"type":"respond","message":"why?"}]}""");
  }

  @Test
  void anInboxListAnswersAList() {
    var form =
        form(
            """
            [{"action_request":{"action":"mail","args":{"to":"a"}},
              "config":{"allow_accept":true,"allow_edit":true,"allow_respond":true,"allow_ignore":true}}]""");
    var part = form.parts().get(0);
    assertThat(actions(part)).containsExactly("accept", "edit", "respond", "ignore");
    for (var answer :
        List.of(
            "[{\"type\":\"accept\",\"args\":null}]",
            "[{\"type\":\"ignore\",\"args\":null}]",
            "[{\"type\":\"response\",\"args\":\"hm\"}]",
            "[{\"type\":\"edit\",\"args\":{\"action\":\"mail\",\"args\":{\"to\":\"b\"}}}]")) {
      var read = form.read(Trees.parse(answer));
      assertThat(read).as(answer).isPresent();
      assertThat(form.answer(read.orElseThrow())).isEqualTo(Trees.parse(answer));
    }
  }

  @Test
  void aBareInboxRequestAnswersOneObjectByItsFlags() {
    var form =
        form(
            """
            {"action_request":{"action":"mail","args":{"to":"a"}},"config":{"allow_accept":true}}""");
    assertThat(actions(form)).containsExactly("accept");
    assertThat(form.fields()).allMatch(f -> f.flags().readOnly());
    mapsBothWays(form, choice("accept"), "{\"type\":\"accept\",\"args\":null}");
  }

  @Test
  void anElicitationAnswersAcceptDeclineOrCancel() {
    var form =
        form(
            """
            {"message":"Who?","requestedSchema":{"type":"object","properties":{"name":{"type":"string"}}}}""");
    mapsBothWays(
        form,
        choice("accept", "name", "\"Ann\""),
        "{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}");
    mapsBothWays(form, choice("decline"), "{\"action\":\"decline\"}");
    mapsBothWays(form, choice("cancel"), "{\"action\":\"cancel\"}");
  }

  @Test
  void toolArgumentsAreEditedAndApproved() {
    var form =
        form(
            """
            {"action":"send_email","to":"a@b.c","subject":"Hi","body":"one\\ntwo","message":"Send it?"}""");
    assertThat(form.title()).isEqualTo("Send it?");
    assertThat(fields(form))
        .containsExactly("to:STRING", "subject:STRING", "body:TEXT", "reason:STRING");
    mapsBothWays(
        form,
        choice("approve", "to", "\"a@b.c\"", "subject", "\"Updated\"", "body", "\"x\""),
        "{\"action\":\"approve\",\"to\":\"a@b.c\",\"subject\":\"Updated\",\"body\":\"x\"}");
    mapsBothWays(
        form,
        choice("approve", "subject", "\"Updated subject\""),
        "{\"action\":\"approve\",\"subject\":\"Updated subject\"}");
    mapsBothWays(form, choice("reject"), "{\"action\":\"reject\"}");
    mapsBothWays(
        form, choice("reject", "reason", "\"no\""), "{\"action\":\"reject\",\"message\":\"no\"}");
  }

  @Test
  void contentIsEditedAsTextOrJson() {
    var text = form("{\"instruction\":\"Edit\",\"content\":\"draft\"}");
    assertThat(fields(text)).containsExactly("content:TEXT");
    mapsBothWays(text, choice("submit", "content", "\"better\""), "\"better\"");
    var json = form("{\"instruction\":\"Edit\",\"content\":{\"a\":1}}");
    assertThat(fields(json)).containsExactly("content:JSON");
    mapsBothWays(json, choice("submit", "content", "{\"a\":2}"), "{\"a\":2}");
  }

  @Test
  void namedFieldsStartWithTheirCurrentValues() {
    var form =
        form(
            """
            {"question":"Enter user details","fields":["name","age",{"name":"plan","options":["a","b"]}],
             "current_values":{"name":"Ann","age":7}}""");
    assertThat(fields(form)).containsExactly("name:STRING", "age:INTEGER", "plan:ENUM");
    assertThat(form.field("age").orElseThrow().value()).isEqualTo(Trees.parse("7"));
    mapsBothWays(
        form,
        choice("submit", "name", "\"Bob\"", "age", "8", "plan", "\"b\""),
        "{\"name\":\"Bob\",\"age\":8,\"plan\":\"b\"}");
  }

  @Test
  void optionsAnswerTheirValue() {
    var form =
        form(
            "{\"question\":\"Where?\",\"options\":[\"Rome\",2,{\"label\":\"Other\",\"value\":null}]}");
    mapsBothWays(form, choice("submit", "choice", "\"Rome\""), "\"Rome\"");
    mapsBothWays(form, choice("submit", "choice", "2"), "2");
    mapsBothWays(form, choice("submit", "choice", "null"), "null");
    assertThat(form.read(Trees.parse("\"Paris\""))).isEmpty();
    assertThat(form("{\"message\":\"Where?\",\"choices\":[1]}").shape()).isEqualTo("choose");
  }

  @Test
  void aQuestionWithDetailsIsApprovedOrRejected() {
    var form = form("{\"question\":\"Approve this action?\",\"details\":{\"sum\":500}}");
    assertThat(form.context()).contains("\"sum\" : 500");
    mapsBothWays(form, choice("approve"), "true");
    mapsBothWays(form, choice("reject"), "false");
  }

  @Test
  void aYesOrNoStringTakesTextToo() {
    var form = form("\"Do you approve this action?\"");
    mapsBothWays(form, choice("approve"), "true");
    mapsBothWays(form, choice("reject"), "false");
    mapsBothWays(form, choice("text", "answer", "\"later\""), "\"later\"");
  }

  @Test
  void anotherStringTakesTextOrJson() {
    var form = form("\"What is your age?\"");
    mapsBothWays(form, choice("text", "answer", "\"30\""), "\"30\"");
    mapsBothWays(form, choice("json", "answer", "\"30\""), "30");
    mapsBothWays(form, choice("text", "answer", "\"\""), "\"\"");
  }

  @Test
  void anyOtherPayloadTakesJson() {
    for (var payload : List.of("42", "true", "[1,2]", "{\"a\":1}", "null")) {
      var form = form(payload);
      assertThat(form.shape()).isEqualTo("json");
      mapsBothWays(form, choice("submit", "answer", "[false,0,\"\"]"), "[false,0,\"\"]");
      mapsBothWays(form, choice("submit", "answer", "null"), "null");
    }
    assertThat(form("null").context()).isEqualTo("null");
  }

  @Test
  void halfKnownShapesFallThroughInsteadOfFailing() {
    for (var payload :
        List.of(
            "{\"action_requests\":[{\"name\":1}]}",
            "[{\"action_request\":{}}]",
            "{\"question\":\"x\",\"fields\":[\"a\",\"a\"]}",
            "{\"instruction\":3,\"content\":1}",
            "{\"action\":{}}",
            "{\"question\":\"x\",\"options\":[]}")) {
      assertThat(form(payload).shape()).as(payload).isEqualTo("json");
    }
  }

  @Test
  void numbersKeepEveryDigit() {
    var form = form("{\"action\":\"pay\",\"sum\":12345678901234567890.10,\"id\":9007199254740993}");
    var answer = form.answer(CommandLine.approve(form, Map.of()));
    assertThat(Trees.text(answer))
        .isEqualTo(
            "{\"action\":\"approve\",\"sum\":12345678901234567890.10,\"id\":9007199254740993}");
  }

  @Test
  void aRendererOfOnesOwnComesFirst() {
    var own =
        Form.of("own", "mine", List.of(), List.of(Action.primary("a", "A", Template.literal("x"))));
    var forms =
        new Forms(List.of(q -> q.payload().has("mine") ? Optional.of(own) : Optional.empty()));
    assertThat(forms.of(Question.of(Trees.parse("{\"mine\":1}")))).isSameAs(own);
    assertThat(forms.of(Question.of(Trees.parse("1"))).shape()).isEqualTo("json");
  }

  @Test
  void aRendererThatFailsIsPassedOver() {
    var forms =
        new Forms(
            List.of(
                q -> {
                  throw new IllegalStateException("not today");
                }));
    assertThat(forms.of(Question.of(Trees.parse("\"Name?\""))).shape()).isEqualTo("text");
  }

  @Test
  void aSchemaThatAllowsNullGivesTheFieldOfTheOtherType() {
    var form =
        form(
            "\"Who are you?\"",
            """
            {"type":"object","required":["age"],"properties":{
              "name":{"anyOf":[{"type":"string"},{"type":"null"}],"title":"Full name"},
              "age":{"type":"integer"},
              "size":{"anyOf":[{"enum":["SMALL","LARGE"]},{"type":"null"}]}}}""");
    assertThat(fields(form)).containsExactly("name:STRING", "age:INTEGER", "size:ENUM");
    assertThat(form.field("name").orElseThrow().label()).isEqualTo("Full name");
    mapsBothWays(form, choice("submit", "age", "30"), "{\"age\":30}");
    mapsBothWays(
        form,
        choice("submit", "name", "\"Ada\"", "age", "30", "size", "\"LARGE\""),
        "{\"name\":\"Ada\",\"age\":30,\"size\":\"LARGE\"}");
  }

  @Test
  void argumentsOfARecordHaveTheTypesOfItsComponents() {
    var form =
        form(
            "{\"action\":\"order\",\"item\":\"Book\",\"note\":null,\"size\":\"SMALL\",\"copies\":2}",
            """
            {"anyOf":[{"type":"object","required":["action"],"properties":{
                "action":{"enum":["approve"]},
                "item":{"anyOf":[{"type":"string"},{"type":"null"}]},
                "note":{"anyOf":[{"type":"string"},{"type":"null"}]},
                "size":{"anyOf":[{"enum":["SMALL","LARGE"]},{"type":"null"}]},
                "copies":{"type":"integer","minimum":-128,"maximum":127}}},
              {"type":"object","properties":{"action":{"enum":["reject"]}}},
              {"type":"boolean"}]}""");
    assertThat(fields(form))
        .containsExactly(
            "item:STRING", "note:STRING", "size:ENUM", "copies:INTEGER", "reason:STRING");
    var changed = choice("approve", "item", "\"\"", "note", "\"\"", "size", "\"LARGE\"");
    assertThat(form.answer(changed))
        .as("an emptied text is sent, one that was null and stays empty is not")
        .isEqualTo(Trees.parse("{\"action\":\"approve\",\"item\":\"\",\"size\":\"LARGE\"}"));
    assertThatExceptionOfType(FormException.class)
        .isThrownBy(() -> form.answer(choice("approve", "copies", "200")))
        .withMessageContaining("an integer from -128 to 127");
  }
}
