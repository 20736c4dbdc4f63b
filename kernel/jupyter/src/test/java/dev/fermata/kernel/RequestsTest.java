// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fields of requests and replies. */
class RequestsTest {
  private final TestNotebook notebook = TestNotebook.start();

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void kernelInfoDescribesTheKernel() {
    var info = notebook.ask("kernel_info_request", Jsons.object());
    assertThat(info.path("status").asText()).isEqualTo("ok");
    assertThat(info.path("protocol_version").asText()).isEqualTo("5.4");
    assertThat(info.path("language_info").path("name").asText()).isEqualTo("java");
    assertThat(info.path("language_info").path("file_extension").asText()).isEqualTo(".java");
  }

  @Test
  void aSilentCellLeavesNoTrace() {
    notebook.cell("1").gives("1");
    var silent = run(Jsons.object().put("code", "1").put("silent", true));
    assertThat(silent.types()).containsExactly("status", "status");
    assertThat(notebook.cell("1").reply().path("execution_count").asInt()).isEqualTo(2);
  }

  @Test
  void aCellThatIsNotStoredGetsNoNumberOfItsOwn() {
    run(Jsons.object().put("code", "1 + 1").put("store_history", false)).gives("2");
    assertThat(notebook.cell("1").reply().path("execution_count").asInt()).isEqualTo(1);
    assertThat(history("tail", Jsons.object().put("n", 10))).hasToString("[[1,1,\"1\"]]");
  }

  @Test
  void userExpressionsAreEvaluatedAfterTheCell() {
    var request = Jsons.object().put("code", "int n = 3;");
    request.putObject("user_expressions").put("good", "n + 1").put("bad", "nothing");
    var answers = run(request).reply().path("user_expressions");
    assertThat(answers.path("good").path("data").path("text/plain").asText()).isEqualTo("4");
    assertThat(answers.path("good").path("status").asText()).isEqualTo("ok");
    assertThat(answers.path("bad").path("status").asText()).isEqualTo("error");
  }

  @Test
  void historyGivesCellsByTailRangeAndPattern() {
    notebook.cell("int first = 1;");
    notebook.cell("first + 1");
    notebook.cell("first + 1");
    assertThat(history("tail", Jsons.object().put("n", 1).put("output", true)))
        .hasToString("[[1,3,[\"first + 1\",\"2\"]]]");
    assertThat(history("range", Jsons.object().put("start", 1).put("stop", 2)))
        .hasToString("[[1,1,\"int first = 1;\"]]");
    var pattern = Jsons.object().put("pattern", "*+ 1").put("n", 5).put("unique", true);
    assertThat(history("search", pattern)).hasToString("[[1,3,\"first + 1\"]]");
  }

  @Test
  void completionCountsCodePoints() {
    notebook.cell("String abc = \"\";");
    var code = "String u = \"😀\"; abc.isBl";
    var reply = complete(code, code.codePointCount(0, code.length()));
    assertThat(reply.path("matches").get(0).asText()).startsWith("isBlank");
    assertThat(reply.path("cursor_start").asInt()).isEqualTo(code.indexOf("isBl") - 1);
    assertThat(
            reply.path("metadata").path("_jupyter_types_experimental").get(0).path("type").asText())
        .isEqualTo("function");
  }

  @Test
  void completionKnowsMagicsAndTheirOptions() {
    assertThat(complete("%lsm", 4).path("matches")).hasToString("[\"%lsmagic\"]");
    assertThat(complete("1 + 1;\n%help lsm", 16).path("matches")).hasToString("[\"lsmagic\"]");
    assertThat(complete("%timeit --runs 3 Math.flo", 25).path("matches").toString())
        .contains("floor(");
    assertThat(complete("%time Math.cei", 14).path("matches").toString()).contains("ceil(");
    assertThat(complete("%timeit --ru", 12).path("matches")).hasToString("[\"--runs\"]");
    assertThat(complete("%help --h", 9).path("matches")).hasToString("[\"--help\"]");
  }

  @Test
  void completionInACellWithMagicsSeesOnlyItsJava() {
    var code = "%lsmagic\nString s = \"\";\ns.isBl";
    notebook.cell("String s = \"\";");
    var reply = complete(code, code.length());
    assertThat(reply.path("matches").get(0).asText()).startsWith("isBlank");
    assertThat(reply.path("cursor_start").asInt()).isEqualTo(code.length() - 4);
  }

  @Test
  void inspectionExplainsJavaAndMagics() {
    var java = Jsons.object().put("code", "Math.max(").put("cursor_pos", 7);
    assertThat(notebook.ask("inspect_request", java).path("found").asBoolean()).isTrue();
    var magic = Jsons.object().put("code", "%lsmagic").put("cursor_pos", 3);
    assertThat(notebook.ask("inspect_request", magic).path("data").path("text/plain").asText())
        .contains("Lists all magics");
    var unknown = Jsons.object().put("code", "noSuchName").put("cursor_pos", 3);
    assertThat(notebook.ask("inspect_request", unknown).path("found").asBoolean(true)).isFalse();
  }

  @Test
  void completenessIsToldForCellsWithAndWithoutMagics() {
    assertThat(completeness("1 + 1")).isEqualTo("complete");
    assertThat(completeness("void f() {")).isEqualTo("incomplete");
    assertThat(completeness("int int = 7q")).isEqualTo("invalid");
    assertThat(completeness("%lsmagic")).isEqualTo("complete");
    assertThat(completeness("%lsmagic\nvoid f() {")).isEqualTo("incomplete");
  }

  private TestCell run(ObjectNode request) {
    return notebook.finish(notebook.send(request));
  }

  private Object history(String type, ObjectNode request) {
    return notebook.ask("history_request", request.put("hist_access_type", type)).path("history");
  }

  private ObjectNode complete(String code, int cursor) {
    var request = Jsons.object().put("code", code).put("cursor_pos", cursor);
    return notebook.ask("complete_request", request);
  }

  private String completeness(String code) {
    var reply = notebook.ask("is_complete_request", Jsons.object().put("code", code));
    return reply.path("status").asText();
  }
}
