// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltinMagicsTest {
  private final TestNotebook notebook = TestNotebook.start();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void timeGivesTheValueAndSaysHowLongItTook() {
    var line = notebook.cell("%time 6 * 7").gives("42");
    assertThat(line.stream("stdout"))
        .matches("CPU [\\d.]+ (ns|µs|ms|s), wall [\\d.]+ (ns|µs|ms|s)\n");
    notebook.cell("%%time\nint a = 3;\na + 1").gives("4");
    notebook.cell("a").gives("3");
    notebook.cell("%time").failsWith("missing-argument");
  }

  @Test
  void timeitRepeatsExpressionsAndStatements() {
    notebook.cell("int calls = 0;");
    var cell = notebook.cell("%timeit --runs 2 --loops 5 calls++").givesNothing();
    assertThat(cell.stream("stdout")).contains("of 2 runs, 5 loops each");
    notebook.cell("calls").gives("10");
    notebook.cell("%timeit --runs 1 --loops 1 Objects.requireNonNull(\"a\");").succeeds();
    notebook.cell("%timeit --loops many 1").failsWith("bad-number");
    notebook.cell("%timeit nothing + 1").failsWith("compile-error");
  }

  @Test
  void envShowsVariablesButListsNoSecrets() {
    assertThat(notebook.cell("%env PATH").result()).isEqualTo(System.getenv("PATH"));
    assertThat(notebook.cell("%env").result()).contains("PATH=");
    assertThat(notebook.cell("%env PAHT").failsWith("unknown-variable").errorText())
        .contains("did you mean PATH?");
  }

  @Test
  void envSetsAVariableForCommandsAndSaysThatJavaKeepsItsOwn() {
    var set = notebook.cell("%env UX_GREETING=good \"day\"");
    assertThat(set.stream("stdout")).contains("%shell", "System.getenv");
    notebook.cell("%shell echo $UX_GREETING").prints("good \"day\"\n");
    assertThat(notebook.cell("%env UX_GREETING").result()).isEqualTo("good \"day\"");
    assertThat(notebook.cell("%env").result()).contains("UX_GREETING=good");
    notebook.cell("System.getenv(\"UX_GREETING\")").gives("null");
    notebook.cell("%env UX_EMPTY=").succeeds();
    assertThat(notebook.completions("%env UX_")).containsExactly("UX_EMPTY", "UX_GREETING");
  }

  @Test
  void cdChangesTheFolderOfMagicsAndCommands() throws IOException {
    var start = notebook.cell("%pwd").result();
    Files.createDirectory(folder.resolve("data files"));
    var left = notebook.cell("%cd " + folder).gives(folder.toString());
    assertThat(left.stream("stderr")).contains("Path.of(", start);
    notebook.cell("%shell pwd").prints(folder.toRealPath() + "\n");
    notebook.cell("%%writefile note.txt\nhello");
    assertThat(folder.resolve("note.txt")).hasContent("hello");
    assertThat(notebook.cell("%cd \"data files\"").stream("stderr")).isEmpty();
    notebook.cell("%cd ..").gives(folder.toString());
    notebook.cell("%cd -").gives(folder.resolve("data files").toString());
    notebook.cell("%cd nowhere").failsWith("no-such-file");
    notebook.cell("%pwd").gives(folder.resolve("data files").toString());
    notebook.cell("%cd").gives(start);
    notebook.cell("Path.of(\"\").toAbsolutePath().toString()").gives(start);
  }

  @Test
  void whoListsVariablesWithTypesAndValues() {
    assertThat(notebook.cell("%who").result()).isEqualTo("no variables");
    notebook.cell("int n = 3;\nString text = \"a\\nb\";");
    assertThat(notebook.cell("%who").result()).isEqualTo("n     int     3\ntext  String  a⏎b");
    assertThat(notebook.cell("%who Str").result()).isEqualTo("text  String  a⏎b");
  }

  @Test
  void histShowsEarlierCells() {
    notebook.cell("1 + 1");
    notebook.cell("int a =\n 2;");
    assertThat(notebook.cell("%hist --output --last 2").result())
        .isEqualTo("1/1: 1 + 1\n     → 2\n1/2: int a =\n      2;");
    assertThat(notebook.cell("%hist --search *a*").result()).contains("int a");
  }

  @Test
  void resetForgetsWhatCellsDeclaredOnceConfirmed() {
    notebook.cell("int n = 3;\nint twice(int x) { return 2 * x; }\nn");
    notebook.cell("%reset", prompt -> "n").failsWith("not-confirmed");
    notebook.batchCell("%reset").failsWith("not-confirmed");
    notebook.cell("twice(n)").gives("6");
    notebook.cell("%reset", prompt -> "y").givesNothing();
    notebook.cell("n").failsWith("CompilationError");
    notebook.cell("twice(1)").failsWith("CompilationError");
    notebook.cell("last()").gives("null");
    notebook.cell("List.of(1)").gives("[1]");
    notebook.cell("int n = 4;").givesNothing();
    notebook.cell("%reset --yes").givesNothing();
    notebook.cell("n").failsWith("CompilationError");
  }

  @Test
  void exitEndsTheKernelAfterTheReply() throws InterruptedException {
    notebook.cell("%exit").givesNothing();
    notebook.kernel().awaitShutdown();
  }

  @Test
  void filesAreWrittenLoadedAndRun() throws IOException {
    var file = folder.resolve("made.jsh");
    notebook
        .cell("%%writefile " + file + "\nint made = 5;\nmade * 2")
        .prints("wrote " + file + "\n");
    assertThat(file).hasContent("int made = 5;\nmade * 2\n");
    notebook.cell("%run " + file).gives("10");
    notebook.cell("made").gives("5");
    var payload = notebook.cell("%load " + file).reply().path("payload").get(0);
    assertThat(payload.path("source").asText()).isEqualTo("set_next_input");
    assertThat(payload.path("text").asText()).isEqualTo(Files.readString(file));
    notebook.cell("%run " + folder.resolve("missing")).failsWith("no-such-file");
  }

  @Test
  void runTakesTheCodeCellsOfANotebook() throws IOException {
    var file = folder.resolve("some.ipynb");
    Files.writeString(
        file,
        """
        {"cells": [
          {"cell_type": "markdown", "source": "int no = 1;"},
          {"cell_type": "code", "source": ["int x = 1;\\n", "%time x\\n", "int y = 2;"]},
          {"cell_type": "code", "source": "x + y"}]}
        """);
    notebook.cell("%run " + file).gives("3");
  }

  @Test
  void classpathMakesClassesAvailable() throws IOException {
    notebook.cell("%classpath " + folder).givesNothing();
    notebook.cell("%classpath " + folder.resolve("*.jar")).failsWith("no-such-file");
  }

  @Test
  void markupCellsAreShownAsTheyAre() {
    var cell = notebook.cell("%%html\n<b>hi</b>");
    assertThat(cell.result("text/html").asText()).isEqualTo("<b>hi</b>");
    assertThat(notebook.cell("%%markdown\n# hi").result("text/markdown").asText())
        .isEqualTo("# hi");
    notebook.cell("%html").failsWith("not-a-line-magic");
  }

  @Test
  void mavenRefusesWhatNamesNoLibrary() {
    assertThat(notebook.cell("%maven guava").failsWith("bad-coordinates").errorText())
        .contains("group:artifact:version");
    notebook.cell("%maven").failsWith("missing-argument");
    notebook.cell("%cd " + folder);
    assertThat(notebook.cell("%loadFromPOM").failsWith("no-such-file").errorText())
        .contains("pom.xml");
    notebook.cell("%loadFromPOM nowhere.xml").failsWith("no-such-file");
    notebook.cell("%%loadFromPOM\n<a/>").failsWith("bad-pom");
  }

  @Test
  void histTakesRangesAndPartsOfCells() {
    notebook.cell("var first = 1;");
    notebook.cell("var second = 2;");
    notebook.cell("var second = 2;");
    assertThat(notebook.cell("%hist 1-2").result())
        .isEqualTo("1/1: var first = 1;\n1/2: var second = 2;");
    assertThat(notebook.cell("%hist 2").result()).isEqualTo("1/2: var second = 2;");
    assertThat(notebook.cell("%hist 1/3").result()).isEqualTo("1/3: var second = 2;");
    assertThat(notebook.cell("%hist --search \"var se\" --unique").result())
        .isEqualTo("1/3: var second = 2;");
    notebook.cell("%hist few").failsWith("bad-range");
  }

  @Test
  void shellRunsACommandAndKeepsWhatItPrints() {
    notebook.cell("%shell echo one; echo two >&2").prints("one\ntwo\n");
    notebook.cell("%%shell\necho a\necho b").prints("a\nb\n");
    notebook.cell("%shell --as said echo \"héllo\"").prints("");
    notebook.cell("said").gives("héllo");
    assertThat(notebook.cell("%shell exit 3").failsWith("command-failed").errorText())
        .isEqualTo("the command ended with 3");
    notebook.cell("%shell").failsWith("missing-argument");
  }

  @Test
  void anInterruptEndsTheCommand() {
    var id = notebook.send("%shell echo $$; sleep 600", true);
    var pid =
        notebook
            .client()
            .await(r -> r.answers(id) && r.message().type().equals("stream"))
            .message()
            .content()
            .path("text")
            .asText()
            .strip();
    notebook.ask(TestClient.From.CONTROL, "interrupt_request", Jsons.object());
    notebook.finish(id).failsWith("Interrupted");
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> process.onExit().join());
  }

  @Test
  void tbShowsEveryFrame() {
    notebook.cell("%tb").gives("no cell has thrown anything");
    notebook.cell(
        "class Odd extends RuntimeException {}\nList.of(1).forEach(i -> { throw new Odd(); });");
    notebook.cell("%no").failsWith("unknown-magic");
    assertThat(notebook.cell("%tb").result())
        .startsWith("Odd\n")
        .contains(".forEach(", "dev.fermata.kernel");
  }

  @Test
  void pwdShowsWherePathsBegin() {
    notebook.cell("%pwd").gives(Path.of("").toAbsolutePath().toString());
  }

  @Test
  void magicsOfOtherKernelsAreToldInOurWords() {
    assertThat(notebook.cell("%addMavenDependency a:b:c").failsWith("unknown-magic").errorText())
        .isEqualTo(
            "there is no magic %addMavenDependency in this kernel; write %maven GROUP:ARTIFACT:VERSION");
    assertThat(notebook.cell("%jars x.jar").errorText()).endsWith("write %classpath FILE");
    assertThat(notebook.cell("%%bash\nls").errorText()).endsWith("write %%shell");
  }
}
