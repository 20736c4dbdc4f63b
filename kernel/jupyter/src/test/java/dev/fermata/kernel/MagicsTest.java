// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that mix Java and magics. */
class MagicsTest {
  /** Shows how it was called. */
  private static final class Echo implements Magic {
    @Override
    public MagicSpec spec() {
      return new MagicSpec(
          "echo",
          "shows how it was called",
          MagicSpec.Kind.LINE_AND_CELL,
          List.of(
              Option.flag("--loud", "in capitals"),
              Option.value("--times", "N", "how often"),
              new Option("--tag", "TAG", "any number of them", true)),
          List.of("WHO", "[WHERE]"),
          "TEXT",
          "Example: %echo --loud me here anything");
    }

    @Override
    public Object run(MagicCall call) throws Exception {
      if (call.body() != null) {
        return call.notebook().run(call.body());
      }
      return call.options() + " " + call.arguments() + " <" + call.rest() + ">";
    }
  }

  /** Remembers after which cells it was told. */
  private static final class Provider implements MagicProvider {
    private final List<Integer> finished = Collections.synchronizedList(new ArrayList<>());

    @Override
    public List<Magic> magics() {
      return List.of(new Echo());
    }

    @Override
    public List<String> imports() {
      return List.of("import java.util.regex.Pattern;");
    }

    @Override
    public void cellFinished(Notebook notebook) {
      finished.add(notebook.executionCount());
    }
  }

  private final Provider provider = new Provider();
  private final TestNotebook notebook = TestNotebook.start(provider);

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void optionsAndArgumentsAreReadAndTheRestStaysRaw() {
    notebook
        .cell("%echo --loud --tag a --tag 'b c' me \"over there\" {\"x\": \"it's --loud\"}")
        .gives("{--loud=[], --tag=[a, b c]} [me, over there] <{\"x\": \"it's --loud\"}>");
    notebook.cell("%echo --times=3 me -- here --raw").gives("{--times=[3]} [me, here] <--raw>");
  }

  @Test
  void javaAndMagicsRunInTheOrderWritten() {
    notebook
        .cell("int a = 1;\nSystem.out.print(a);\n%echo me\na++;\nSystem.out.print(a);")
        .prints("12");
    notebook.cell("1 + 1\n%echo me").gives("{} [me] <>");
  }

  @Test
  void percentSignsInsideJavaStayJava() {
    notebook.cell("int a = 17;\nint b = a\n  % 5;\nb").gives("2");
    notebook.cell("String t = \"\"\"\n%echo me\n\"\"\";\nt").gives("%echo me\n");
    notebook.cell("/*\n%echo me\n*/\n3").gives("3");
  }

  @Test
  void aMistakeInAMagicIsFoundBeforeAnythingRuns() {
    notebook.cell("int early = 1;\n%echo --lowd me").failsWith("unknown-option");
    notebook.cell("early").failsWith("CompilationError");
  }

  @Test
  void javaThatDoesNotParseIsFoundBeforeTheMagicsAboveItRun() {
    var cell = notebook.cell("int soon = 1;\n%echo me\nint late = ;\n%echo you");
    assertThat(cell.reply().path("ename").asText()).isEqualTo("CompilationError");
    assertThat(cell.traceback()).contains("line 3");
    notebook.cell("soon").failsWith("CompilationError");
    notebook.cell("int soon2 = 1;\n%echo me\nfor (;;) {").failsWith("IncompleteCell");
    notebook.cell("soon2").failsWith("CompilationError");
  }

  @Test
  void aMagicGoesOnUntilItsBracketsAreClosed() {
    notebook
        .cell("%echo me {\"x\": [1,\n  2], \"y\": \"{\"\n}\nint behind = 7;\nbehind")
        .gives("7");
    notebook.cell("%echo me there {\"x\":\n 1}").gives("{} [me, there] <{\"x\":\n 1}>");
    notebook.cell("%echo me there {\n\"x\": 1").failsWith("CompilationError");
    notebook.cell("%echo me there {").gives("{} [me, there] <{>");
  }

  @Test
  void mistakesAreExplainedWithTheUsageLine() {
    assertThat(notebook.cell("%echo").failsWith("missing-argument").errorText())
        .contains("needs WHO")
        .contains("usage: %echo [--loud] [--times N] [--tag TAG]… WHO [WHERE] [TEXT]");
    assertThat(notebook.cell("%echo --lowd me").errorText()).contains("did you mean --loud?");
    notebook.cell("%echo --times").failsWith("missing-value");
    notebook.cell("%echo --times 1 --times 2 me").failsWith("repeated-option");
    notebook.cell("%echo 'me").failsWith("open-quote");
    notebook.cell("%lsmagic too many").failsWith("too-many-arguments");
  }

  @Test
  void anUnknownMagicIsAnsweredWithTheNearest() {
    var cell = notebook.cell("%ecko me").failsWith("unknown-magic");
    assertThat(cell.errorText()).contains("did you mean %echo?");
    assertThat(cell.traceback()).doesNotContain("at dev.fermata");
  }

  @Test
  void everyMagicExplainsItself() {
    assertThat(notebook.cell("%echo --help").result())
        .contains("Shows how it was called", "--times N", "Example: %echo");
    assertThat(notebook.cell("%lsmagic").result()).contains("%echo, %%echo", "%lsmagic");
    assertThat(notebook.cell("%help echo").result()).contains("Shows how it was called");
  }

  @Test
  void aCellMagicTakesTheWholeCellAndKeepsItsLineNumbers() {
    notebook.cell("%%echo me\nint inBody = 4;\ninBody * 2").gives("8");
    notebook.cell("inBody").gives("4");
    assertThat(notebook.cell("%%echo me\nint ok = 1;\nint bad = \"\";").traceback())
        .contains("line 3");
    notebook.cell("%%lsmagic\n1").failsWith("not-a-cell-magic");
    notebook.cell("1;\n%%echo me").failsWith("cell-magic-not-first");
  }

  @Test
  void providersAreToldAfterEachCellThatSucceeded() {
    notebook.cell("1");
    notebook.cell("nothing");
    notebook.cell("2");
    assertThat(provider.finished).containsExactly(1, 3);
  }

  @Test
  void importsOfProvidersAreSeenByCells() {
    notebook.cell("Pattern.matches(\"a+\", \"aaa\")").gives("true");
  }

  @Test
  void aLibraryOnTheClassPathBringsItsMagics(@TempDir Path folder) throws IOException {
    var source = folder.resolve("Shouting.java");
    Files.writeString(
        source,
        """
        import dev.fermata.kernel.magic.*;
        import java.util.List;

        public class Shouting implements MagicProvider {
          public List<Magic> magics() { return List.of(new Shout()); }
          public List<String> imports() { return List.of("import java.util.regex.Pattern;"); }

          static class Shout implements Magic {
            public MagicSpec spec() {
              return new MagicSpec("shout", "says it loudly", MagicSpec.Kind.LINE, List.of(),
                  List.of(), "TEXT", "");
            }

            public Object run(MagicCall call) { return call.rest().toUpperCase(); }
          }
        }
        """);
    var compiler = ToolProvider.getSystemJavaCompiler();
    var path = System.getProperty("java.class.path");
    assertThat(compiler.run(null, null, null, "-cp", path, source.toString())).isZero();
    var services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(MagicProvider.class.getName()), "Shouting");
    notebook.cell("%shout hello").failsWith("unknown-magic");
    notebook.cell("%classpath " + folder).prints("added the magics %shout\n");
    notebook.cell("%shout hello").gives("HELLO");
    notebook.cell("Pattern.compile(\"a\")").gives("a");
    assertThat(notebook.cell("%lsmagic").result()).contains("Says it loudly");
    notebook.cell("%classpath " + folder).prints("");
  }

  @Test
  void aLibraryWhoseMagicsAreBrokenIsToldAndUsedAllTheSame(@TempDir Path folder)
      throws IOException {
    var services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(MagicProvider.class.getName()), "no.such.Provider");
    assertThat(notebook.cell("%classpath " + folder).failsWith("bad-provider").errorText())
        .contains("no.such.Provider");
    notebook.cell("1").gives("1");
  }
}
