// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestClient.From;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Breakpoints, steps and stops, over the wire. */
class DebuggerTest {
  private static final String LOOP =
      """
      int sum = 0;
      for (int i = 0; i < 3; i++) {
        int square = i * i;
        sum += square;
      }
      sum""";

  private final DebugNotebook debugged = DebugNotebook.start();

  @AfterEach
  void close() {
    debugged.close();
  }

  @Test
  void aBreakpointStopsTheCellAndShowsItsVariables() {
    assertThat(debugged.breakpoints(LOOP, 4)).containsExactly(4);
    var id = debugged.send(LOOP);
    assertThat(debugged.stopped().path("reason").asText()).isEqualTo("breakpoint");
    assertThat(debugged.stack()).containsExactly("In [1]:4");
    assertThat(debugged.frames().get(0).path("source").path("path").asText())
        .isEqualTo(debugged.path(LOOP));
    assertThat(debugged.locals(0)).containsEntry("i", "0").containsEntry("square", "0").hasSize(2);
    assertThat(debugged.values(debugged.scope(0, "Globals"))).containsEntry("sum", "0");
    debugged.go("continue");
    debugged.stopped();
    assertThat(debugged.locals(0)).containsEntry("i", "1");
    debugged.breakpoints(LOOP);
    debugged.go("continue");
    debugged.finish(id).gives("5");
  }

  @Test
  void aMethodOfAnEarlierCellStopsToo() {
    var method = "int twice(int n) {\n  int m = n + n;\n  return m;\n}";
    debugged.cell(method);
    debugged.breakpoints(method, 3);
    var id = debugged.send("int a = 20;\ntwice(a + 1)");
    debugged.stopped();
    assertThat(debugged.stack()).containsExactly("twice:3", "In [2]:2");
    assertThat(debugged.locals(0)).containsEntry("n", "21").containsEntry("m", "42").hasSize(2);
    debugged.go("continue");
    debugged.finish(id).gives("42");
  }

  @Test
  void codeThatWasThereBeforeTheDebuggerStopsToo() {
    var method = "int twice(int n) {\n  int m = n + n;\n  return m;\n}";
    try (var late = DebugNotebook.off()) {
      late.cell(method);
      late.cell("java.util.function.IntUnaryOperator stored = n -> twice(n);");
      late.switchOn();
      late.breakpoints(method, 2);
      var id = late.send("stored.applyAsInt(4)");
      late.stopped();
      assertThat(late.stack()).containsExactly("twice:2", "lambda:1", "In [3]:1");
      late.go("continue");
      late.finish(id).gives("8");
    }
  }

  @Test
  void aMethodThatWasDefinedAgainStopsInItsNewCell() {
    debugged.cell("int f(int n) {\n  return n;\n}");
    debugged.cell("f(1)");
    var changed = "// now better\n\nint f(int n) {\n  int r = n + 1;\n  return r;\n}";
    debugged.cell(changed);
    debugged.breakpoints(changed, 5);
    var id = debugged.send("f(1)");
    debugged.stopped();
    assertThat(debugged.stack()).containsExactly("f:5", "In [4]:1");
    debugged.go("continue");
    debugged.finish(id).gives("2");
  }

  @Test
  void aLambdaStopsForEachElement() {
    var cell =
        "List.of(7, 8).forEach(n -> {\n  int next = n + 1;\n  System.out.println(next);\n});";
    debugged.breakpoints(cell, 3);
    var id = debugged.send(cell);
    debugged.stopped();
    assertThat(debugged.stack()).containsExactly("lambda:3", "In [1]:1");
    assertThat(debugged.locals(0)).containsEntry("n", "7").containsEntry("next", "8");
    debugged.go("continue");
    debugged.stopped();
    assertThat(debugged.locals(0)).containsEntry("n", "8");
    debugged.go("continue");
    debugged.finish(id).prints("8\n9\n");
  }

  @Test
  void stepsGoOverIntoAndOutOfCalls() {
    var cell =
        """
        int inner(int n) {
          int r = n * 2;
          return r;
        }
        int outer(int n) {
          int a = inner(n);
          int b = inner(a);
          return a + b;
        }
        int x = outer(1);
        x + 1""";
    debugged.breakpoints(cell, 6);
    var id = debugged.send(cell);
    debugged.stopped();
    assertThat(debugged.where()).isEqualTo("outer:6");
    assertThat(debugged.step("next")).isEqualTo("outer:7");
    assertThat(debugged.locals(0)).containsEntry("a", "2");
    assertThat(debugged.step("stepIn")).isEqualTo("inner:2");
    assertThat(debugged.stack()).containsExactly("inner:2", "outer:7", "In [1]:10");
    assertThat(debugged.locals(1)).containsEntry("a", "2").containsEntry("n", "1");
    assertThat(debugged.step("stepOut")).isEqualTo("outer:8");
    assertThat(debugged.step("next")).isEqualTo("In [1]:11");
    debugged.go("continue");
    debugged.finish(id).gives("7");
  }

  @Test
  void aStepOutOfTheLastLineEndsTheCellAndTheNextOneRunsFreely() {
    debugged.breakpoints("1 + 1", 1);
    var id = debugged.send("1 + 1");
    debugged.stopped();
    debugged.go("next");
    debugged.finish(id).gives("2");
    debugged.cell("2 + 2").gives("4");
  }

  @Test
  void stepsFollowTheRepeatedCallsThatALibraryMakes() {
    debugged.cell(
        "int retry(java.util.concurrent.Callable<Integer> c) throws Exception { while (true) { try {"
            + " return c.call(); } catch (IllegalStateException e) { } } }");
    var cell =
        "int[] n = {0};\nretry(() -> {\n  int now = ++n[0];\n  if (now < 3) {\n"
            + "    throw new IllegalStateException();\n  }\n  return now;\n})";
    debugged.breakpoints(cell, 4);
    var id = debugged.send(cell);
    for (int now = 1; now <= 3; now++) {
      debugged.stopped();
      assertThat(debugged.stack()).containsExactly("lambda:4", "retry:1", "In [2]:2");
      assertThat(debugged.locals(0)).containsEntry("now", String.valueOf(now));
      debugged.go("continue");
    }
    debugged.finish(id).gives("3");
  }

  @Test
  void aBreakpointOnALineWithoutCodeIsMovedToTheNext() {
    var cell = "int a = 1;\n\n// a comment\nint b = 2;";
    assertThat(debugged.breakpoints(cell, 2)).containsExactly(4);
    var id = debugged.send(cell);
    debugged.stopped();
    assertThat(debugged.where()).isEqualTo("In [1]:4");
    debugged.go("continue");
    debugged.finish(id).succeeds();
  }

  @Test
  void aBreakpointOnTheHeadOfAMethodStopsAtItsFirstLine() {
    var method = "int f(\n    int n) {\n  return n;\n}";
    debugged.cell(method);
    debugged.breakpoints(method, 1);
    var id = debugged.send("f(3)");
    debugged.stopped();
    assertThat(debugged.where()).isEqualTo("f:3");
    debugged.go("continue");
    debugged.finish(id).gives("3");
  }

  @Test
  void javaBetweenMagicsKeepsTheLinesOfTheCell() {
    var cell = "%lsmagic\nint a = 1;\nint b = a + 1;";
    debugged.breakpoints(cell, 3);
    var id = debugged.send(cell);
    debugged.stopped();
    assertThat(debugged.where()).isEqualTo("In [1]:3");
    assertThat(debugged.frames().get(0).path("source").path("path").asText())
        .isEqualTo(debugged.path(cell));
    debugged.go("continue");
    debugged.finish(id).succeeds();
  }

  @Test
  void constructorsAndMethodsOfARecordStop() {
    var cell =
        """
        record Fraction(long over, double under) {
          public Fraction {
            if (under == 0) {
              throw new IllegalArgumentException();
            }
          }
          double value() {
            double v = over / under;
            return v;
          }
        }""";
    debugged.cell(cell).succeeds();
    debugged.breakpoints(cell, 3, 9);
    var id = debugged.send("new Fraction(1, 2).value()");
    debugged.stopped();
    assertThat(debugged.stack()).containsExactly("Fraction.<init>:3", "In [2]:1");
    assertThat(debugged.locals(0)).containsEntry("over", "1").containsEntry("under", "2.0");
    debugged.go("continue");
    debugged.stopped();
    assertThat(debugged.stack()).containsExactly("Fraction.value:9", "In [2]:1");
    assertThat(debugged.locals(0)).containsEntry("this", "Fraction[over=1, under=2.0]");
    debugged.go("continue");
    debugged.finish(id).gives("0.5");
  }

  @Test
  void anExceptionThatNobodyCatchesStopsWhereItWasThrown() {
    var filters = Jsons.object();
    filters.putArray("filters").add("uncaught");
    debugged.request("setExceptionBreakpoints", filters);
    debugged.cell("int f(int n) {\n  int m = n - 1;\n  return 10 / m;\n}");
    debugged.cell("try { f(1); } catch (ArithmeticException e) { }").succeeds();
    var id = debugged.send("int before = 5;\nf(1)");
    var event = debugged.stopped();
    assertThat(event.path("reason").asText()).isEqualTo("exception");
    assertThat(event.path("text").asText()).isEqualTo("ArithmeticException: / by zero");
    assertThat(debugged.stack()).containsExactly("f:3", "In [3]:2");
    assertThat(debugged.locals(0)).containsEntry("m", "0");
    debugged.go("continue");
    debugged.finish(id).failsWith("java.lang.ArithmeticException");
    debugged.request("setExceptionBreakpoints", Jsons.object());
    debugged.cell("f(1)").failsWith("java.lang.ArithmeticException");
  }

  @Test
  void aRunningCellCanBePaused() {
    debugged.cell("boolean on = true;");
    var id = debugged.send("long turns = 0;\nwhile (on) {\n  turns++;\n}");
    debugged.notebook().client().await(r -> r.message().type().equals("execute_input"));
    debugged.request("pause", Jsons.object().put("threadId", 1));
    assertThat(debugged.stopped().path("reason").asText()).isEqualTo("pause");
    assertThat(debugged.where()).startsWith("In [2]:");
    debugged.evaluate("on = false");
    debugged.go("continue");
    debugged.finish(id).succeeds();
  }

  @Test
  void twoThreadsAtABreakpointAreShownOneAfterTheOther() {
    var cell =
        """
        int work(int n) {
          int result = n * 10;
          return result;
        }
        IntStream.of(1, 2).parallel().map(n -> work(n)).sum()""";
    debugged.breakpoints(cell, 3);
    var id = debugged.send(cell);
    debugged.stopped();
    var first = debugged.locals(0).get("n");
    assertThat(debugged.hasEvent("stopped")).isFalse();
    debugged.go("continue");
    debugged.stopped();
    assertThat(debugged.locals(0).get("n")).isNotEqualTo(first).isIn("1", "2");
    debugged.go("continue");
    debugged.finish(id).gives("30");
  }

  @Test
  void theKernelAnswersWhileACellStandsStill() {
    debugged.breakpoints(LOOP, 4);
    var id = debugged.send(LOOP);
    debugged.stopped();
    var complete = Jsons.object().put("code", "su").put("cursor_pos", 2);
    assertThat(debugged.notebook().ask("complete_request", complete).path("matches").toString())
        .contains("sum");
    var subshell = debugged.notebook().ask(From.CONTROL, "create_subshell_request", Jsons.object());
    var other =
        debugged
            .notebook()
            .client()
            .sendTo(
                subshell.path("subshell_id").asText(),
                "execute_request",
                Jsons.object().put("code", "sum + 100"));
    debugged.finish(other).gives("100");
    debugged.breakpoints(LOOP);
    debugged.go("continue");
    debugged.finish(id).gives("5");
  }

  @Test
  void anInterruptEndsACellThatStandsStill() {
    debugged.breakpoints(LOOP, 4);
    var id = debugged.send(LOOP);
    debugged.stopped();
    debugged.notebook().ask(From.CONTROL, "interrupt_request", Jsons.object());
    debugged.event("continued");
    debugged.finish(id).failsWith("Interrupted");
    debugged.cell("1 + 1").gives("2");
  }

  @Test
  void switchingTheDebuggerOffLetsTheCellGoOn() {
    debugged.breakpoints(LOOP, 4);
    var id = debugged.send(LOOP);
    debugged.stopped();
    debugged.request("disconnect", Jsons.object());
    debugged.finish(id).gives("5");
    assertThat(debugged.ask("stackTrace", Jsons.object()).path("message").asText())
        .contains("debugger is off");
    debugged.cell(LOOP).gives("5");
    debugged.switchOn();
    debugged.breakpoints(LOOP, 3);
    var again = debugged.send(LOOP);
    debugged.stopped();
    debugged.breakpoints(LOOP);
    debugged.go("continue");
    debugged.finish(again).gives("5");
  }

  @Test
  void anotherThreadsInterruptIsKeptForTheCell() {
    var cell =
        """
        for (int i = 0; i < 1; i++) {
          Thread.currentThread().interrupt();
          int here = i;
          System.out.print(Thread.interrupted());
        }""";
    debugged.breakpoints(cell, 3);
    var id = debugged.send(cell);
    debugged.stopped();
    debugged.go("continue");
    debugged.finish(id).prints("true");
  }

  @Test
  void requestsThatMakeNoSenseAreAnsweredWithTheReason() {
    assertThat(debugged.ask("flyToTheMoon", Jsons.object()).path("message").asText())
        .isEqualTo("the debugger does not know \"flyToTheMoon\"");
    assertThat(debugged.ask("scopes", Jsons.object().put("frameId", 7)).path("success").asBoolean())
        .isFalse();
    assertThat(debugged.ask("variables", Jsons.object()).path("success").asBoolean()).isTrue();
    debugged.cell("1").gives("1");
  }
}
