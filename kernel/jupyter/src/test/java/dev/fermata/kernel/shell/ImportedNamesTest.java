// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An expression or a statement is compiled with the imports that it may need, and no others. */
class ImportedNamesTest {
  private static final Pattern IMPORT = Pattern.compile("import (?:static )?([^;]*);");

  private final Cells cells =
      new Cells(
          ShellConfig.bare()
              .withImports(
                  List.of(
                      "import java.util.*;",
                      "import java.util.stream.*;",
                      "import java.time.Duration;",
                      "import static java.lang.Math.*;",
                      "import static java.util.Map.*;")));

  @BeforeEach
  void declare() {
    cells.ok("int one = 1;\nint two = 2;\nint twice(int n) { return 2 * n; }");
    cells.ok("class Pair { int left = one; }");
    assertThat(cells.shell.complete("twi", 3).matches()).isNotEmpty(); // needs all imports
    assertThat(cells.value("Stream.of(1).count()")).isEqualTo(1L); // javac has listed what there is
  }

  @AfterEach
  void close() {
    cells.close();
  }

  @Test
  void whatNamesNothingGetsNone() throws ReflectiveOperationException {
    assertThat(importsOf("1 + 1")).isEmpty();
    assertThat(importsOf("\"text\" + 'c'")).isEmpty();
  }

  @Test
  void aDeclarationIsImportedWhereItIsNamed() throws ReflectiveOperationException {
    assertThat(importsOf("twice(one)"))
        .hasSize(2)
        .allMatch(name -> name.matches("REPL\\.\\$JShell\\$\\w+\\.(twice|one)"));
    assertThat(importsOf("new Pair().left")).hasSize(1).allMatch(name -> name.endsWith(".Pair"));
  }

  @Test
  void aPackageIsImportedForItsClassesAndATypeForItsMembers() throws ReflectiveOperationException {
    assertThat(importsOf("List.class")).containsExactly("java.util.*");
    assertThat(importsOf("max(1, 2)")).containsExactly("java.lang.Math.*");
    assertThat(importsOf("Duration.ZERO")).containsExactly("java.time.Duration");
    assertThat(importsOf("Entry.class")).containsExactly("java.util.Map.*");
    assertThat(importsOf("IntStream.range(one, one)")).hasSize(2).contains("java.util.stream.*");
  }

  @Test
  void whatIsNotKnownYetMayBeNeeded() throws IOException {
    var names = new ImportedNames(getClass().getClassLoader());
    var needed = names.neededBy("new CRC32()");
    assertThat(needed).accepts("java.util.*", "java.util.zip.*", "static no.such.Type.*");
    assertThat(needed).accepts("java.util.zip.CRC32", "static some.Type.CRC32");
    assertThat(needed).rejects("java.util.zip.CRC32C", "static java.lang.Math.*", "value");
    try (var files =
        new CompilerFiles(
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null), names)) {
      var base = files.getLocationForModule(StandardLocation.SYSTEM_MODULES, "java.base");
      for (var listed : List.of("java.util", "java.util.zip")) {
        assertThat(files.list(base, listed, Set.of(Kind.CLASS), false)).isNotEmpty();
      }
      assertThat(needed).rejects("java.util.*").accepts("java.util.zip.*");
      files.handleOption("-classpath", List.of("none.jar").iterator());
      assertThat(needed).accepts("java.util.*");
      assertThat(files.list(base, "java.util", Set.of(Kind.CLASS), true)).isNotEmpty();
      assertThat(files.list(base, "java.util", Set.of(Kind.CLASS), false)).isNotEmpty();
      assertThat(needed).as("listed in a way of javac's own").accepts("java.util.*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\u004cist.of(1)",
        "List\\u002eof(1)",
        "/* before */ List.of(1) // behind",
        "new Object() { Object of() { return List.of(1); } }.of()",
        "Stream.of(1).map(n -> n).toList()",
        "((java.util.function.Supplier<Object>) () -> Arrays.asList(1)).get()",
      })
  void aNameIsFoundWhereverItStands(String source) {
    assertThat(cells.value(source)).isEqualTo(List.of(1));
  }

  @Test
  void aDroppedOrRedefinedThingIsImportedAsItIsNow() {
    cells.ok("String one = \"first\";");
    assertThat(cells.value("one.length()")).isEqualTo(5);
    cells.ok("record Pair(String left) {}");
    assertThat(cells.value("new Pair(one).left()")).isEqualTo("first");
    cells.ok("int List(int n) { return n; }"); // a method beside the type of that name
    assertThat(cells.value("List.of(List(3))")).isEqualTo(List.of(3));
    cells.ok("class Stream { static int of() { return 7; } }"); // hides the one of the package
    assertThat(cells.value("Stream.of()")).isEqualTo(7);
  }

  @Test
  void anAmbiguousNameStaysAnError() {
    cells.ok("import java.awt.*;");
    assertThat(cells.error("List.class").evalue()).contains("reference to List is ambiguous");
    assertThat(cells.value("1 + 1")).isEqualTo(2);
    assertThat(cells.error("List.class").evalue()).contains("reference to List is ambiguous");
  }

  private List<String> importsOf(String piece) throws ReflectiveOperationException {
    return IMPORT
        .matcher(compiled(piece).getKey())
        .results()
        .map(found -> found.group(1).strip())
        .toList();
  }

  @SuppressWarnings("unchecked") // as the compilers declare it
  private Map.Entry<String, List<?>> compiled(String piece) throws ReflectiveOperationException {
    var compilers =
        (BiFunction<Map.Entry<String, String>, Boolean, Map.Entry<String, List<?>>>)
            cells.compilers();
    var made = compilers.apply(Map.entry(piece, "Piece"), true);
    assertThat(made.getValue()).as(piece).isNotEmpty();
    return made;
  }
}
