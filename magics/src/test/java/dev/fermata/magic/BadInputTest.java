// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.form.Pause;
import dev.fermata.kernel.TestCell;
import dev.fermata.kernel.TestNotebook;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed, the outcome is a named error, and the question stays answerable. */
class BadInputTest {
  @TempDir static Path folder;
  private static TestNotebook notebook;

  @BeforeAll
  static void start() {
    notebook = Notebooks.in(folder);
    notebook.cell(Notebooks.APPROVAL).succeeds();
    notebook
        .cell(
            """
        record Answers(Object first, Object second) {}
        var echo = new StateGraph<>(Answers.class)
            .addNode("ask", s -> set(Answers::first).to(interrupt("What is your age?")))
            .addEdge(START, "ask").addEdge("ask", END).compile();
        var both = new StateGraph<>(Answers.class)
            .addNode("a", s -> set(Answers::first).to(interrupt("First?")))
            .addNode("b", s -> set(Answers::second).to(interrupt("Second?")))
            .addEdge(START, "a").addEdge(START, "b").addEdge("a", END).addEdge("b", END).compile();
        record Mail(String to, int copies) {}
        record Box(String log) {}
        var mailer = new StateGraph<>(Box.class)
            .addNode("agent", s -> set(Box::log).to(String.valueOf(interrupt(review("Send?", new Mail("a@b.c", 1))))))
            .addEdge(START, "agent").addEdge("agent", END).compile();""")
        .succeeds();
  }

  @AfterAll
  static void close() {
    notebook.close();
  }

  private static String paused(String graph, String thread) {
    var cell = notebook.cell("%invoke --thread " + thread + " " + graph + " {}").succeeds();
    return Notebooks.interruptId(cell);
  }

  private static TestCell stillAsks(String thread, String id) {
    var again = notebook.cell("%resume --thread " + thread).givesNothing();
    assertThat(Notebooks.interruptId(again)).isEqualTo(id);
    return again;
  }

  @Test
  void malformedJsonIsToldWithItsColumn() {
    var id = paused("echo", "json");
    var cell = notebook.cell("%resume --thread json {\"a\": 1,}").failsWith("bad-json");
    assertThat(cell.errorText()).contains("column 9");
    notebook.cell("%resume --thread json {\"a\":1,\"a\":2}").failsWith("bad-json");
    stillAsks("json", id);
  }

  @Test
  void aPlainWordIsToldHowToQuoteIt() {
    var id = paused("echo", "word");
    var cell = notebook.cell("%resume --thread word thirty").failsWith("not-a-value");
    assertThat(cell.errorText()).contains("\"thirty\" is neither JSON nor a Java expression");
    assertThat(cell.traceback()).contains("%resume --thread word \"thirty\"");
    notebook.cell("%resume --thread word it's thirty").failsWith("not-a-value");
    notebook.cell("%resume --thread word nope(1").failsWith("not-a-value");
    stillAsks("word", id);
  }

  @Test
  void anExpressionThatThrowsIsAnErrorOfTheCellAndAnswersNothing() {
    var id = paused("echo", "throws");
    var cell = notebook.cell("%resume --thread throws 1 / (runs - runs)");
    assertThat(cell.reply().path("status").asText()).isEqualTo("error");
    assertThat(cell.errorText()).contains("/ by zero");
    stillAsks("throws", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "\"\"", "[]", "{}", "null", "12345678901234567890", "1.5"})
  void everyJsonValueReachesTheNode(String value) {
    var thread = "value" + Integer.toHexString(value.hashCode());
    paused("echo", thread);
    notebook.cell("%resume --as done --thread " + thread + " " + value).succeeds();
    var expected = value.equals("\"\"") ? "" : value;
    notebook.cell("String.valueOf(done.value().first())").gives(expected);
  }

  @Test
  void anUnknownThreadNamesTheNearest() {
    var id = paused("echo", "payroll-2026");
    var cell = notebook.cell("%resume --thread payrol-2026 1").failsWith("unknown-thread");
    assertThat(cell.errorText()).contains("similar: \"payroll-2026\"");
    assertThat(cell.traceback()).contains("%resume --thread payroll-2026");
    stillAsks("payroll-2026", id);
  }

  @Test
  void twoQuestionsAndOneValueListTheLines() {
    var first = paused("both", "two");
    var cell = notebook.cell("%resume --thread two \"x\"").failsWith("several-pending");
    assertThat(cell.traceback()).contains("%resume --thread two --id " + first + " \"x\"");
    notebook.cell("%resume --thread two --approve").failsWith("several-pending");
    var half = notebook.cell("%resume --thread two --id " + first + " \"x\"").givesNothing();
    assertThat(Notebooks.shown(half)).contains("thread two of graph both waits for an answer");
    notebook.cell("%resume --thread two \"y\"").gives("Answers[first=x, second=y]");
  }

  @Test
  void severalQuestionsTakeOneMap() {
    var shown = notebook.cell("%invoke --thread map both {}");
    var ids = shown.displays().get(0).path("data").path(Pause.MIME).path("interrupts");
    assertThat(ids).hasSize(2);
    var a = ids.get(0).path("id").asText();
    var b = ids.get(1).path("id").asText();
    notebook.cell("%resume --thread map --all [1]").failsWith("bad-input");
    notebook.cell("%resume --thread map --all --id " + a + " {}").failsWith("bad-usage");
    notebook
        .cell("%%resume --thread map --all {\"%s\": 1, \"%s\": 2}".formatted("0".repeat(32), b))
        .failsWith("unknown-interrupt");
    notebook
        .cell("%%resume --thread map --all {\"%s\": 1, \"%s\": 2}".formatted(a, b))
        .gives("Answers[first=1, second=2]");
  }

  @Test
  void aQuestionThatIsNotAskedIsRefused() {
    var id = paused("echo", "other");
    notebook
        .cell("%resume --thread other --id " + "f".repeat(32) + " 1")
        .failsWith("unknown-interrupt");
    notebook
        .cell("%resume --thread other --approve --id " + "f".repeat(32))
        .failsWith("unknown-interrupt");
    stillAsks("other", id);
  }

  @Test
  void anOldFormDoesNotAnswerTheQuestionThatCameAfterIt() {
    var old = paused("echo", "newer");
    var now = paused("echo", "newer");
    assertThat(now).isNotEqualTo(old);
    notebook.cell("%resume --thread newer --id " + old + " 1").failsWith("unknown-interrupt");
    stillAsks("newer", now);
    notebook.cell("%resume --thread newer --id " + now + " 2").succeeds();
  }

  @Test
  void aThousandNodesThatAskAreOneForm() {
    notebook
        .cell(
            """
            record Crowd(List<Object> answers) {}
            var many = new StateGraph<>(Crowd.class).reduce(Crowd::answers, append());
            for (var i = 0; i < 1000; i++) {
                var question = "Question " + i;
                many.addNode("n" + i, s -> set(Crowd::answers).to(List.of(interrupt(question))));
                many.addEdge(START, "n" + i).addEdge("n" + i, END);
            }
            var crowd = many.compile();""")
        .succeeds();
    var cell = notebook.cell("%invoke --thread crowd crowd {}").givesNothing();
    assertThat(cell.displays().stream().filter(d -> d.path("data").has(Pause.MIME))).hasSize(1);
    notebook
        .cell(
            """
            var all = new java.util.LinkedHashMap<String, Object>();
            crowd.getState(thread("crowd")).interrupts().forEach(i -> all.put(i.id(), i.value()));
            all.size()""")
        .gives("1000");
    notebook.cell("%resume --thread crowd --as outcome --all all").succeeds();
    notebook.cell("outcome.value().answers().get(999)").gives("Question 999");
  }

  @Test
  void anAnswerOfTheWrongTypeIsRefused() {
    var id = paused("approval", "type");
    var cell = notebook.cell("%resume --thread type \"maybe\"");
    assertThat(cell.reply().path("ename").asText()).isEqualTo("wrong-answer");
    stillAsks("type", id);
  }

  @Test
  void fieldsAreCheckedByTheForm() {
    var id = paused("mailer", "mail");
    notebook.cell("%resume --thread mail --approve copies=two").failsWith("bad-field");
    notebook.cell("%resume --thread mail --approve cc=x").failsWith("unknown-field");
    notebook.cell("%resume --thread mail --approve nonsense").failsWith("bad-usage");
    notebook.cell("%resume --thread mail --approve --reject").failsWith("bad-usage");
    stillAsks("mail", id);
    var cell = notebook.cell("%resume --thread mail --approve to=\"x y\" copies=2");
    assertThat(cell.result()).contains("Mail[to=x y, copies=2]");
  }

  @Test
  void aFieldIsChangedWithoutSayingApprove() {
    paused("mailer", "assign");
    var cell = notebook.cell("%resume --thread assign copies=3");
    assertThat(cell.result()).contains("Mail[to=a@b.c, copies=3]");
  }

  @Test
  void wrongUseShowsTheUsageLine() {
    assertThat(notebook.cell("%invoke").failsWith("missing-argument").errorText())
        .contains("usage: %invoke");
    assertThat(notebook.cell("%resume --tread x").failsWith("unknown-option").errorText())
        .contains("--thread");
    notebook.cell("%invoke --thread").failsWith("missing-value");
    notebook.cell("%graph a b").failsWith("too-many-arguments");
    notebook.cell("%invoke --durability never approval {}").failsWith("bad-durability");
    notebook.cell("%invoke --as 1x --thread as approval {}").failsWith("bad-name");
    for (var line : new String[] {"%threads burn", "%threads delete", "%threads prune x"}) {
      assertThat(notebook.cell("%invoke --thread burnt approval {}\n" + line).errorText())
          .contains("usage: %threads [--paused] [--keep N] [--yes]");
    }
    assertThat(notebook.cell("%resume --help").succeeds().result())
        .startsWith("%resume [--thread ID] [--id INTERRUPT]")
        .contains("[--fail-on-pause] [VALUE]\n", "--update JSON");
  }

  @Test
  void anUnknownGraphNamesThoseThereAre() {
    var cell = notebook.cell("%invoke aproval {}").failsWith("unknown-graph");
    assertThat(cell.errorText()).contains("Graphs: approval, echo, both, mailer");
    assertThat(cell.traceback()).contains("%graph approval");
    assertThat(notebook.cell("%graph runs").failsWith("not-a-graph").errorText())
        .contains("\"runs\" is a int, not a compiled graph");
  }

  @Test
  void inputThatDoesNotFitIsRefused() {
    notebook.cell("%invoke --thread in approval {\"actionDetail\": 1}");
    notebook.cell("%invoke --thread in approval 17").reply();
    assertThat(notebook.cell("%invoke --thread in approval new int[0]").failsWith("bad-input"))
        .isNotNull();
    notebook.cell("%invoke --thread in approval [1").failsWith("bad-json");
    notebook.cell("%resume --thread in true").failsWith("unknown-thread");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"a b\"", "../x", "Ünïcödé-😀", "'it''s'", "\"say \\\"hi\\\"\"", "-dash"})
  void oddThreadIdsWorkAndAreQuotedInTheLines(String word) {
    var shown = Notebooks.shown(notebook.cell("%invoke --thread " + word + " echo {}").succeeds());
    var line = shown.lines().filter(l -> l.contains("%resume --thread")).findFirst().orElseThrow();
    var typed = line.strip().replaceAll(" +\\(.*", "");
    notebook.cell(typed).succeeds();
  }

  @Test
  void aThreadThatLooksLikeAnotherIsPointedOut() {
    notebook.cell("%invoke --thread caf\u00e9 echo {}").succeeds();
    var twin = notebook.cell("%invoke --thread cafe\u0301 echo {}").succeeds();
    assertThat(Notebooks.shown(twin)).contains("another thread looks the same", "composed");
    var again = notebook.cell("%invoke --thread cafe\u0301 echo {}").succeeds();
    assertThat(Notebooks.shown(again)).doesNotContain("looks the same");
  }

  @Test
  void inputMayGoOverSeveralLines() {
    var cell = notebook.cell("%invoke --thread lines echo {\n}\n%resume --thread lines [1,\n2]");
    cell.succeeds();
  }

  @Test
  void whatTheEngineCallsIsNotTheUsersStack() {
    var cell = notebook.cell("echo.invoke(resume(1), thread(\"nobody\"))");
    assertThat(cell.traceback()).contains("unknown-thread").doesNotContain("Optional");
  }

  @Test
  void impossibleThreadIdsAreRefused() {
    notebook.cell("%invoke --thread \"\" echo {}").failsWith("bad-thread-id");
    notebook.cell("%invoke --thread " + "x".repeat(10_000) + " echo {}").failsWith("bad-thread-id");
    notebook.cell("%resume --thread \"\" 1").failsWith("bad-thread-id");
  }

  @Test
  void markupInNamesAndPayloadsIsText() {
    var evil = "<script>alert(1)</script>";
    notebook
        .cell(
            "var evil = new StateGraph<>(Answers.class).addNode(\""
                + evil
                + "\", s ->"
                + " set(Answers::first).to(interrupt(Map.of(\"question\", \""
                + evil
                + "\"))))"
                + ".addEdge(START, \""
                + evil
                + "\").addEdge(\""
                + evil
                + "\", END).compile();")
        .succeeds();
    for (var line :
        new String[] {"%graph evil", "%invoke --thread \"" + evil + "\" evil {}", "%threads"}) {
      var cell = notebook.cell(line).succeeds();
      assertThat(cell.result("text/html").asText()).as(line).doesNotContain("<script");
      cell.displays()
          .forEach(
              d ->
                  assertThat(d.path("data").path("text/html").asText())
                      .as(line)
                      .doesNotContain("<script"));
    }
  }

  @Test
  void aCellThatFailsRegistersNothing() {
    var cell = notebook.cell("%%graph half\nint before = 1;\nvar half = nonsense;");
    assertThat(cell.reply().path("status").asText()).isEqualTo("error");
    notebook.cell("%graph half").failsWith("unknown-graph");
    notebook.cell("%%graph missing\nint other = 1;").failsWith("unknown-graph");
    notebook.cell("%%graph\nint other = 1;").failsWith("missing-argument");
  }

  @Test
  void theCellMagicRunsItsCellAndShowsTheGraph() {
    var cell =
        notebook.cell(
            """
            %%graph tiny
            record Tiny(int n) {}
            var tiny = new StateGraph<>(Tiny.class).addNode("one", t -> set(Tiny::n).to(1))
                .addEdge(START, "one").addEdge("one", END).compile();""");
    assertThat(cell.succeeds().result()).contains("START → one");
    notebook.cell("%invoke --thread tiny tiny {}").gives("Tiny[n=1]");
  }

  @Test
  void aNodeThatReadsStandardInputAsksThePersonOrFails() {
    notebook
        .cell(
            """
            record Typed(String line) {}
            var reader = new StateGraph<>(Typed.class)
                .addNode("read", s -> set(Typed::line).to(new java.util.Scanner(System.in).nextLine()))
                .addEdge(START, "read").addEdge("read", END).compile();""")
        .succeeds();
    notebook.cell("%invoke --thread typed reader {}", prompt -> "hello").gives("Typed[line=hello]");
    var unseen =
        notebook
            .batchCell("%invoke --thread unseen reader {}")
            .failsWith("dev.fermata.graph.GraphException.NodeFailed");
    assertThat(unseen.errorText()).contains("the client that runs it does not allow stdin");
    notebook.cell("1 + 1").gives("2");
  }
}
