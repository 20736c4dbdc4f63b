// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the variables view shows, and what can be evaluated at a breakpoint. */
class DebugVariablesTest {
  private final DebugNotebook debugged = DebugNotebook.start();

  @AfterEach
  void close() {
    debugged.close();
  }

  private JsonNode globals() {
    return debugged.request("inspectVariables", Jsons.object()).path("variables");
  }

  private String stopIn(String cell, int line) {
    debugged.breakpoints(cell, line);
    var id = debugged.send(cell);
    debugged.stopped();
    return id;
  }

  @Test
  void theSessionsVariablesAreShownWithoutStopping() {
    debugged.cell(
        "int n = 3; String s = \"a\\nb\"; var list = List.of(1, 2, 3); Object none = null;");
    debugged.cell("record P(int x, String y) {}\nvar p = new P(1, \"q\");\nint[] a = {4, 5};");
    debugged.cell("Map<String, Integer> ages = new TreeMap<>(Map.of(\"Ann\", 7));");
    assertThat(DebugNotebook.values(globals()))
        .containsEntry("n", "3")
        .containsEntry("s", "\"a\\nb\"")
        .containsEntry("list", "List (3) [1, 2, 3]")
        .containsEntry("none", "null")
        .containsEntry("p", "P[x=1, y=\"q\"]")
        .containsEntry("a", "int[2] {4, 5}")
        .containsEntry("ages", "TreeMap (1) {\"Ann\"=7}");
    assertThat(debugged.parts(globals(), "p")).containsEntry("x", "1").containsEntry("y", "\"q\"");
    assertThat(debugged.parts(globals(), "list")).containsEntry("[0]", "1").hasSize(3);
    assertThat(debugged.parts(globals(), "a")).containsEntry("[1]", "5").hasSize(2);
    assertThat(debugged.parts(globals(), "ages")).containsEntry("\"Ann\"", "7").hasSize(1);
    assertThat(DebugNotebook.reference(globals(), "n")).isZero();
  }

  @Test
  void anObjectKeepsItsNumberSoThatTheTreeStaysOpen() {
    debugged.cell("var list = new ArrayList<>(List.of(1));");
    var before = DebugNotebook.reference(globals(), "list");
    debugged.cell("list.add(2);");
    assertThat(DebugNotebook.reference(globals(), "list")).isEqualTo(before);
    assertThat(debugged.values(before)).hasSize(2);
  }

  @Test
  void aLongListIsShownInRanges() {
    debugged.cell("var many = IntStream.range(0, 12345).boxed().toList();");
    var ranges = debugged.variables(DebugNotebook.reference(globals(), "many"));
    assertThat(DebugNotebook.values(ranges)).containsOnlyKeys("[0 … 9999]", "[10000 … 12344]");
    var second = debugged.variables(DebugNotebook.reference(ranges, "[10000 … 12344]"));
    assertThat(second).hasSize(24);
    var last = debugged.values(DebugNotebook.reference(second, "[12300 … 12344]"));
    assertThat(last).hasSize(45).containsEntry("[12344]", "12344");
  }

  @Test
  void noCodeOfACellRunsToShowItsValues() {
    debugged.cell(
        "class Loud { int n = 1; public String toString() { System.out.println(\"!\"); return \"\"; }"
            + " }\nvar loud = new Loud(); var loudList = List.of(loud);");
    assertThat(DebugNotebook.values(globals()).get("loud")).startsWith("Loud@");
    assertThat(debugged.parts(globals(), "loud")).containsEntry("n", "1");
    debugged.cell("1").prints("");
  }

  @Test
  void thisAndItsFieldsAreShownAndCanBeNamed() {
    var cell =
        """
        class Account {
          private long balance = 5;
          long deposit(long amount) {
            long after = balance + amount;
            return after;
          }
        }
        new Account().deposit(3)""";
    var id = stopIn(cell, 5);
    var locals = debugged.variables(debugged.scope(0, "Locals"));
    assertThat(DebugNotebook.values(locals))
        .containsEntry("amount", "3")
        .containsEntry("after", "8");
    assertThat(debugged.parts(locals, "this")).containsEntry("balance", "5");
    assertThat(debugged.evaluate("balance + after")).isEqualTo("13");
    assertThat(debugged.evaluate("this.balance")).contains("balance has private access");
    debugged.go("continue");
    debugged.finish(id).gives("8");
  }

  @Test
  void expressionsSeeLocalsTheirTypesAndTheSession() {
    debugged.cell("int factor = 2; int twice(int n) { return factor * n; }");
    var cell =
        """
        void work(List<String> names, double d) {
          for (var name : names) {
            char c = name.charAt(0);
            System.out.print(c);
          }
        }
        work(List.of("ab", "cd"), 1.5);""";
    var id = stopIn(cell, 4);
    assertThat(debugged.evaluate("names.get(1).length() + twice(10)")).isEqualTo("22");
    assertThat(debugged.evaluate("name + c + d")).isEqualTo("\"aba1.5\"");
    assertThat(debugged.evaluate("names.stream().map(n -> n.toUpperCase()).toList();"))
        .isEqualTo("List (2) [\"AB\", \"CD\"]");
    assertThat(debugged.evaluate("System.out.print(\"<\" + name + \">\")")).isEmpty();
    assertThat(debugged.evaluate("factor = 3")).isEqualTo("3");
    assertThat(debugged.evaluate("nothing + 1")).startsWith("CompilationError");
    assertThat(debugged.evaluate("name.charAt(9)")).contains("StringIndexOutOfBoundsException");
    debugged.breakpoints(cell);
    debugged.go("continue");
    debugged.finish(id).prints("<ab>ac");
    debugged.cell("factor").gives("3");
  }

  @Test
  void whatIsEvaluatedStopsNowhere() {
    var method = "int f(int n) {\n  return n + 1;\n}";
    debugged.cell(method);
    debugged.breakpoints(method, 2);
    var id = stopIn("for (int i = 0; i < 1; i++) {\n  int j = i;\n  f(j);\n}", 3);
    assertThat(debugged.evaluate("f(41)")).isEqualTo("42");
    debugged.go("continue");
    debugged.stopped();
    assertThat(debugged.where()).isEqualTo("f:2");
    debugged.go("continue");
    debugged.finish(id).succeeds();
  }

  @Test
  void aLocalVariableCanBeCopiedToTheSession() {
    var id = stopIn("for (int i = 5; i < 6; i++) {\n  var l = List.of(i);\n  l.size();\n}", 3);
    var frame = debugged.frames().get(0).path("id").asInt();
    debugged.request(
        "copyToGlobals",
        Jsons.object()
            .put("srcVariableName", "l")
            .put("dstVariableName", "kept")
            .put("srcFrameId", frame));
    debugged.go("continue");
    debugged.finish(id).succeeds();
    debugged.cell("kept.get(0) + 1").gives("6");
  }

  @Test
  void aVariableIsRenderedAsACellWouldShowIt() {
    debugged.cell("record Row(String name, int age) {}\nvar rows = List.of(new Row(\"Ann\", 7));");
    var session =
        debugged.request("richInspectVariables", Jsons.object().put("variableName", "rows"));
    assertThat(session.path("data").path("text/html").asText()).contains("<table");
    var id =
        stopIn(
            "for (int i = 0; i < 1; i++) {\n  var html = new StringBuilder(\"x\");\n  html.append(i);\n}",
            3);
    var local =
        debugged.request(
            "richInspectVariables",
            Jsons.object()
                .put("variableName", "html")
                .put("frameId", debugged.frames().get(0).path("id").asInt()));
    assertThat(local.path("data").path("text/plain").asText()).isEqualTo("x");
    debugged.go("continue");
    debugged.finish(id).succeeds();
  }
}
