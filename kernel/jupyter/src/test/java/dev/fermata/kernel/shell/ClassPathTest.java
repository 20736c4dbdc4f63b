// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  private final Cells cells = new Cells(ShellConfig.bare().withImports(IMPORTS));

  private static final List<String> IMPORTS =
      List.of(
          "import java.util.*;",
          "import java.util.concurrent.TimeUnit;",
          "import static java.util.Map.*;",
          "import static java.lang.Math.max;",
          "import java.util.stream.*;");

  @TempDir private Path folder;

  @AfterEach
  void close() {
    cells.close();
  }

  @Test
  void importsAreThereForTheFirstCellThatNeedsThem() {
    assertThat(cells.value("List.of(max(1, 2))")).isEqualTo(List.of(2));
    assertThat(cells.value("entry(1, TimeUnit.DAYS).getValue()").toString()).isEqualTo("DAYS");
    assertThat(cells.value("Entry.class")).isEqualTo(java.util.Map.Entry.class);
    assertThat(cells.value("Stream.of(1).count()")).isEqualTo(1L);
    assertThat(cells.shell.declarations()).as("of cells only").isEmpty();
  }

  @Test
  void foldersAndJarsCanBeAddedAtAnyTime() throws IOException {
    assertThat(cells.error("new lib.One()").kind()).isEqualTo(CellError.Kind.COMPILE);
    var classes = compile("lib", "One", "public String toString() { return \"one\"; }");
    cells.shell.addToClasspath(List.of(classes));
    assertThat(cells.value("new lib.One()")).hasToString("one");
    cells.ok("int kept = 3;");
    cells.shell.addToClasspath(List.of(jar(compile("lib.deep", "Two", ""), "lib/deep/Two.class")));
    assertThat(cells.value("new lib.deep.Two().getClass().getName()")).isEqualTo("lib.deep.Two");
    assertThat(cells.value("kept")).isEqualTo(3);
  }

  @Test
  void aLibraryCanBringMoreOfAPackageThatIsImported() throws IOException {
    cells.shell.addToClasspath(List.of(compile("lib", "One", "")));
    cells.ok("import lib.*;");
    assertThat(cells.value("new One().getClass().getSimpleName()")).isEqualTo("One");
    assertThat(cells.value("1 + 1")).isEqualTo(2);
    cells.shell.addToClasspath(List.of(compile("lib", "Two", "")));
    assertThat(cells.value("new Two().getClass().getSimpleName()")).isEqualTo("Two");
    assertThat(cells.value("new One().getClass().getSimpleName()")).isEqualTo("One");
  }

  @Test
  void theSourcesBesideAJarDocumentIt() throws IOException {
    var classes = compile("lib", "Three", "public static int three(int count) { return 3; }");
    var library = jar(classes, "lib/Three.class");
    var sources =
        library.resolveSibling(library.getFileName().toString().replace(".jar", "-sources.jar"));
    try (var out = new JarOutputStream(Files.newOutputStream(sources))) {
      out.putNextEntry(new JarEntry("lib/Three.java"));
      out.write(
          "package lib; public class Three { /** Always {@code 3}. */ public static int three(int count) { return 3; } }"
              .getBytes(StandardCharsets.UTF_8));
    }
    cells.shell.addToClasspath(List.of(library));
    assertThat(cells.shell.inspect("lib.Three.three(", 16, 0).orElseThrow().plain())
        .isEqualTo("int Three.three(int count)\n\nAlways 3.");
  }

  @Test
  void aClassThatCannotBeReadIsRefusedAsOftenAsItIsUsed() throws IOException {
    var classes = compile("lib", "Newer", "public static int count = 1;");
    var file = classes.resolve("lib/Newer.class");
    var code = Files.readAllBytes(file);
    code[7] = 99; // the major version
    Files.write(file, code);
    cells.shell.addToClasspath(List.of(classes));
    for (var cell :
        List.of(
            "new lib.Newer()",
            "lib.Newer.count",
            "var newer = new lib.Newer();",
            "lib.Newer.count = 2;",
            "new lib.Newer();",
            "for (int i = 0; i < 1; i++) { new lib.Newer(); }",
            "class Older extends lib.Newer {}",
            "int count() { return lib.Newer.count; }",
            "import lib.*;\nNewer newer = null;")) {
      var error = cells.error(cell);
      assertThat(String.join("\n", error.traceback()))
          .as(cell)
          .contains("/lib/Newer.class")
          .contains("class file has wrong version 99.0")
          .contains("hint: the library is for Java 55, and this kernel runs on Java ");
      assertThat(cells.value("1 + 1")).isEqualTo(2);
    }
    cells.ok("int count() { return 5; }\ncount();");
  }

  @Test
  void aLibraryThatLacksAPartIsRefusedAsOftenAsItIsUsed() throws IOException {
    var classes =
        compile(
            "lib",
            "Lacking",
            "public static class Part {} public static class Whole extends Part {}");
    Files.delete(classes.resolve("lib/Lacking$Part.class"));
    cells.shell.addToClasspath(List.of(classes));
    cells.ok("lib.Lacking.Whole none = null;");
    cells.ok("lib.Lacking.Whole make() { return null; }");
    for (var cell :
        List.of(
            "new lib.Lacking.Whole().hashCode()",
            "new lib.Lacking.Whole().hashCode();",
            "var whole = new lib.Lacking.Whole();",
            "none.hashCode()",
            "class More extends lib.Lacking.Whole {}")) {
      assertThat(cells.error(cell).traceback())
          .as(cell)
          .anyMatch(l -> l.contains("hint: a library uses lib.Lacking$Part, which is not on"));
      assertThat(cells.value("1 + 1")).isEqualTo(2);
    }
    assertThat(cells.shell.variables()).extracting(Variable::name).containsExactly("none");
  }

  @Test
  void aDamagedClassIsNamedWithItsPlace() throws IOException {
    var classes = compile("lib", "Broken", "");
    Files.writeString(classes.resolve("lib/Broken.class"), "no class");
    var library = jar(classes, "lib/Broken.class");
    cells.shell.addToClasspath(List.of(classes));
    assertDamaged(cells, classes.resolve("lib/Broken.class").toString());
    try (var others = new Cells()) {
      others.shell.addToClasspath(List.of(library));
      assertDamaged(others, library + "(/lib/Broken.class)");
    }
  }

  private static void assertDamaged(Cells cells, String file) {
    for (var cell : List.of("var b = new lib.Broken();", "new lib.Broken()")) {
      assertThat(cells.error(cell).traceback())
          .as(cell)
          .startsWith("error: cannot access lib.Broken", "  bad class file: " + file)
          .contains(
              "hint: the class file is damaged: build the library again, or fetch its jar anew")
          .noneMatch(line -> line.contains("correct subdirectory"));
    }
  }

  @Test
  void anEntryThatIsMissingDoesNoHarm() {
    cells.shell.addToClasspath(List.of(folder.resolve("none.jar")));
    assertThat(cells.value("1 + 1")).isEqualTo(2);
  }

  private Path compile(String packageName, String name, String body) throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes-" + name));
    var source = folder.resolve(name + ".java");
    Files.writeString(
        source, "package " + packageName + "; public class " + name + " { " + body + " }");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(status).isZero();
    return classes;
  }

  private Path jar(Path classes, String entry) throws IOException {
    var jar = folder.resolve("lib.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(classes.resolve(entry), out);
    }
    return jar;
  }
}
