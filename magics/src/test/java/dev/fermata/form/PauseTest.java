// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pause looks like in each representation. */
class PauseTest {
  private static final String ID = "0".repeat(31) + "1";
  private static final String OTHER = "0".repeat(31) + "2";
  private static final String APPROVE =
      "{\"question\":\"Approve this action?\",\"details\":\"Transfer $500\"}";

  private static Asked asked(String id, String payload) {
    var question = Question.of(Trees.parse(payload));
    return new Asked(id, "approval", question, new Forms(List.of()).of(question), null, "");
  }

  private static Pause pause(String payload) {
    return new Pause("approval", "approval-123", List.of(asked(ID, payload)));
  }

  private static String plain(Pause pause) {
    return text(pause, "text/plain");
  }

  private static String text(Pause pause, String mime) {
    return String.valueOf(pause.bundle(false).data().get(mime));
  }

  private static JsonNode json(Pause pause) {
    return new ObjectMapper().valueToTree(pause.bundle(true).data().get(Pause.MIME));
  }

  @Test
  void plainTextHoldsTheLinesThatAnswer() {
    assertThat(plain(pause(APPROVE)))
        .isEqualTo(
            """
            ⏸ thread approval-123 of graph approval waits for an answer

            Node approval asks: Approve this action?
              Transfer $500
            To answer, run one of
              %%resume --thread approval-123 --id %1$s true    (Approve)
              %%resume --thread approval-123 --id %1$s false    (Reject)"""
                .formatted(ID));
  }

  /** One payload for each row of the table of shapes, and those that want to be filled in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'tool_approval','name':'mail','args':{'to':'a'},'description':'d'}",
        "{'action_requests':[{'name':'mail','args':{'to':'a'}},{'name':'rm','args':{}}],"
            + "'review_configs':[{'action_name':'rm','allowed_decisions':['reject']}]}",
        "[{'action_request':{'action':'book','args':{'n':3}},'config':{'allow_respond':true}}]",
        "{'action_request':{'action':'a','args':{}},'config':{'allow_respond':true}}",
        "{'message':'Who?','requestedSchema':{'required':['name','age','city'],'properties':{"
            + "'name':{'type':'string','minLength':10},'age':{'type':'integer','maximum':-1},"
            + "'city':{'enum':['Rome','Oslo']},'free':{'type':'string'}}}}",
        "{'action':'mail','to':'a','message':'Send?'}",
        "{'instruction':'Edit','content':'draft'}",
        "{'instruction':'Edit','content':{'a':1}}",
        "{'question':'Details','fields':['name','age'],'current_values':{'age':7}}",
        "{'question':'Where?','options':['Rome',2,null]}",
        "{'question':'Approve?','details':'now'}",
        "'Do you approve?'",
        "'What is your age?'",
        "42",
        "null",
        "[1,{'a':[true]}]"
      })
  void everyShapeIsShownWithLinesThatAnswer(String payload) {
    var pause = pause(payload.replace('\'', '"'));
    var lines = AnswerLines.of(pause, pause.questions().get(0));
    assertThat(lines).isNotEmpty();
    assertThat(pause.bundle(true).data()).hasSize(4);
    for (var line : lines) {
      assertThat(line.line()).startsWith("%resume --thread approval-123 --id " + ID + " ");
      assertThat(plain(pause)).contains(line.line());
    }
  }

  @Test
  void whatMustBeFilledInStandsInTheLineAsAnExample() {
    assertThat(
            plain(
                pause(
                    """
                    {"message":"Who?","requestedSchema":{"required":["name","age"],"properties":{
                      "name":{"type":"string"},"age":{"type":"integer","minimum":18},
                      "note":{"type":"string"}}}}""")))
        .contains(
            "{\"action\":\"accept\",\"content\":{\"name\":\"…\",\"age\":18}}    (Accept)",
            "{\"action\":\"decline\"}    (Decline)");
    var schema = "{\"type\":\"integer\",\"minimum\":-2147483648,\"maximum\":2147483647}";
    var question = new Question(Trees.parse("\"How many?\""), Trees.parse(schema));
    var asked = new Asked(ID, "n", question, new Forms(List.of()).of(question), null, "");
    assertThat(plain(new Pause("g", "t", List.of(asked))))
        .contains("--id " + ID + " 1    (Submit)");
  }

  @Test
  void toolArgumentsCanBeTypedByName() {
    assertThat(plain(pause("{\"action\":\"mail\",\"to\":\"a\",\"n\":1,\"message\":\"Send?\"}")))
        .contains("--id " + ID + " --approve to=\"a\" n=1    (Approve)")
        .contains("--id " + ID + " --reject    (Reject)");
  }

  @Test
  void eachChoiceHasItsLine() {
    assertThat(plain(pause("{\"question\":\"Where?\",\"options\":[\"Rome\",2]}")))
        .contains("--id " + ID + " \"Rome\"\n")
        .contains("--id " + ID + " 2");
  }

  @Test
  void severalQuestionsAreOneBundle() {
    var pause =
        new Pause("g", "t", List.of(asked(ID, "\"Name?\""), asked(OTHER, "\"What is your age?\"")));
    assertThat(plain(pause))
        .contains("waits for 2 answers")
        .contains(
            "All at once: %resume --thread t --all {\"" + ID + "\": …, \"" + OTHER + "\": …}");
    assertThat(json(pause).path("interrupts")).hasSize(2);
    assertThat(pause.displayId())
        .isNotEqualTo(new Pause("g", "t", pause.questions().subList(0, 1)).displayId())
        .isEqualTo(new Pause("other", "t", pause.questions()).displayId());
  }

  @Test
  void theFormIsTheContractWithTheExtension() {
    var json = json(pause(APPROVE));
    assertThat(json)
        .isEqualTo(
            Trees.parse(
                """
                {"version":1,"graph":"approval","thread":"approval-123","status":"pending",
                 "resume":"%%resume --thread approval-123",
                 "interrupts":[{"id":"%s","node":"approval","status":"pending",
                   "form":{"shape":"approve","title":"Approve this action?","context":"Transfer $500","fields":[],
                     "actions":[{"id":"approve","label":"Approve","style":"primary","answer":true},
                                {"id":"reject","label":"Reject","style":"danger","answer":false}]},
                   "payload":%s,"payload_bytes":%d}]}"""
                    .formatted(ID, APPROVE, APPROVE.length())));
  }

  @Test
  void batchClientsGetNoForm() {
    assertThat(pause(APPROVE).bundle(false).data().keySet())
        .containsExactlyInAnyOrder("text/plain", "text/markdown", "text/html");
  }

  @Test
  void anAnsweredQuestionShowsWhatWasAnsweredByWhom() {
    var answer = new Asked.Answered(Trees.parse("true"), "ann@host", "2026-11-22 21:30");
    var pause = new Pause("g", "t", List.of(asked(ID, APPROVE).answeredWith(answer)));
    assertThat(pause.resolved()).isTrue();
    assertThat(plain(pause))
        .contains("✔ answered: thread t")
        .contains("Answered: Approve · true · by ann@host, 2026-11-22 21:30")
        .doesNotContain("%resume");
    assertThat(json(pause).at("/interrupts/0/answered/text").asText()).isEqualTo("Approve");
    assertThat(json(pause).path("status").asText()).isEqualTo("resolved");
  }

  @ParameterizedTest
  @ValueSource(strings = {"question", "details", "action", "instruction"})
  void payloadTextIsNeverMarkup(String key) {
    var evil = "</pre><script>alert(1)</script>\"'><img src=x onerror=alert(1)>````";
    var payload =
        Trees.NODES.objectNode().put("question", "q?").put("content", evil).put(key, evil);
    var question = Question.of(payload);
    var form = new Forms(List.of()).of(question);
    var pause = new Pause(evil, evil, List.of(new Asked(ID, evil, question, form, null, evil)));
    var html = text(pause, "text/html");
    assertThat(html).doesNotContainIgnoringCase("<script", "<img").contains("&lt;script&gt;");
    assertThat(html.replaceAll("</?(div|pre|table|tr|td|th|b)( style=\"[^\"<>&]*\")?>", ""))
        .doesNotContain("<", ">");
    var markdown = text(pause, "text/markdown");
    var fence = markdown.lines().filter(l -> l.startsWith("````")).findFirst().orElseThrow();
    assertThat(fence).startsWith("`````");
    assertThat(markdown.indexOf("<")).isGreaterThan(markdown.indexOf(fence));
    assertThat(markdown).endsWith(fence.replace("text", ""));
  }

  @Test
  void hiddenCharactersAreShown() {
    var payload =
        Trees.NODES
            .objectNode()
            .put("question", "pay\u202Eeno\u0000?")
            .put("details", "a\u200Bb\ud800");
    var question = Question.of(payload);
    var asked = new Asked(ID, "n", question, new Forms(List.of()).of(question), null, "");
    var pause = new Pause("g", "t", List.of(asked));
    assertThat(plain(pause)).contains("pay\\u202Eeno\\u0000?").contains("a\\u200Bb\\uD800");
    assertThat(json(pause).at("/interrupts/0/form/title").asText())
        .isEqualTo("pay\\u202Eeno\\u0000?");
    var edit = json(pause("{\"instruction\":\"i\",\"content\":\"a\\u202Eb\"}"));
    assertThat(edit.at("/interrupts/0/form/fields/0/value").asText()).isEqualTo("a\u202Eb");
    assertThat(edit.at("/interrupts/0/form/fields/0/note").asText()).contains("U+202E");
  }

  @Test
  void aHugePayloadIsPreviewedWithItsSize() {
    var big = "x".repeat(1_000_000);
    var bundle = pause("{\"question\":\"ok?\",\"details\":\"" + big + "\"}").bundle(true).data();
    bundle.forEach(
        (mime, value) -> assertThat(value.toString().length()).as(mime).isLessThan(50_000));
    assertThat((String) bundle.get("text/plain")).contains("(1,000,000 characters in all)");
    var json = json(pause("{\"instruction\":\"i\",\"content\":\"" + big + "\"}"));
    assertThat(json.at("/interrupts/0/payload").isMissingNode()).isTrue();
    assertThat(json.at("/interrupts/0/payload_bytes").asInt()).isGreaterThan(1_000_000);
    assertThat(json.at("/interrupts/0/form/fields/0/read_only").asBoolean()).isTrue();
    assertThat(json.at("/interrupts/0/form/actions")).as("nothing half can be sent").isEmpty();
  }

  @Test
  void numbersTravelAsTextSoThatABrowserRoundsNothing() {
    var json = json(pause("{\"action\":\"pay\",\"sum\":1.10,\"id\":9007199254740993}"));
    assertThat(json.at("/interrupts/0/form/fields/0/value")).isEqualTo(Trees.parse("\"1.10\""));
    assertThat(json.at("/interrupts/0/form/fields/1/value"))
        .isEqualTo(Trees.parse("\"9007199254740993\""));
  }

  @Test
  void theThreadIsQuotedWhereNeeded() {
    for (var entry :
        Map.of(
                "a b",
                "\"a b\"",
                "it's",
                "\"it's\"",
                "say \"x\"",
                "\"say \\\"x\\\"\"",
                "Äö-1",
                "Äö-1",
                "--x",
                "\"--x\"")
            .entrySet()) {
      assertThat(new Pause("g", entry.getKey(), List.of(asked(ID, "1"))).resumeLine())
          .isEqualTo("%resume --thread " + entry.getValue());
    }
  }
}
