// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The house rules that byte code can show: who may use whom, and what nobody does. */
class ArchitectureTest {
  private static final String ROOT = "dev.fermata";

  /** Package below the root → the packages it may use, besides itself and libraries. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("checkpoint", Set.of()),
          Map.entry("checkpoint.lmdb", Set.of("checkpoint")),
          Map.entry("graph", Set.of("checkpoint")),
          Map.entry("prompt", Set.of("graph", "checkpoint")),
          Map.entry(
              "kernel",
              Set.of(
                  "kernel.shell",
                  "kernel.magic",
                  "kernel.display",
                  "kernel.builtin",
                  "kernel.debug")),
          Map.entry("kernel.debug", Set.of("kernel.shell")),
          Map.entry("kernel.builtin", Set.of("kernel.shell", "kernel.magic", "kernel.display")),
          Map.entry("kernel.shell", Set.of()),
          // what somebody who mistyped a magic may have meant
          Map.entry("kernel.magic", Set.of("kernel.display", "kernel.shell")),
          // display() in a cell finds the cell it runs in
          Map.entry("kernel.display", Set.of("kernel.shell")),
          Map.entry("form", Set.of("graph", "prompt", "kernel.display")),
          Map.entry("picture", Set.of("graph")),
          Map.entry(
              "magic",
              Set.of(
                  "checkpoint",
                  "checkpoint.lmdb",
                  "graph",
                  "prompt",
                  "kernel",
                  "kernel.shell",
                  "kernel.magic",
                  "kernel.display",
                  "form",
                  "picture")),
          Map.entry("install", Set.of("kernel", "magic")));

  /**
   * The cell runner, the task runner, the thread of a stream (it hands what a run threw to the
   * reader), the channel loop: where anything a person wrote may arrive.
   */
  private static final Set<String> CATCHES_EVERYTHING =
      Set.of(
          "CellThread", "JavaShell", "Task", "GraphStream", "Channel", "Dispatcher", "JavaKernel");

  private static final Pattern CATCH_ALL =
      Pattern.compile("catch \\(([^)]*[ |])?(Throwable|Error) \\w+\\)");

  /**
   * The answers of the running node; the flag that a cell's loops poll; the agent, which the JVM
   * hands to a static method and nowhere else; the notebook's store, which the engine's service
   * loader asks for and to which nothing else leads.
   */
  private static final Set<String> STATIC_STATE =
      Set.of(
          ROOT + ".graph.Scratchpad.CURRENT",
          ROOT + ".kernel.shell.Poll.INTERRUPTS",
          ROOT + ".kernel.shell.ShellAgent.GIVEN",
          ROOT + ".magic.StoreHome.CURRENT");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("test-classes"))
          .importPackages(ROOT);

  @Test
  void everyPackageIsInTheTable() {
    Set<String> found = new TreeSet<>();
    OURS.forEach(type -> found.add(inner(type.getPackageName())));

    Assertions.assertThat(ARROWS.keySet()).containsAll(found);
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    Map<String, Set<String>> used = new TreeMap<>();
    OURS.forEach(
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                .filter(name -> name.startsWith(ROOT + ".") && !name.equals(type.getPackageName()))
                .forEach(
                    name ->
                        used.computeIfAbsent(inner(type.getPackageName()), k -> new TreeSet<>())
                            .add(inner(name))));
    List<String> forbidden = new ArrayList<>();
    used.forEach(
        (from, targets) ->
            targets.stream()
                .filter(to -> !ARROWS.getOrDefault(from, Set.of()).contains(to))
                .forEach(to -> forbidden.add(from + " → " + to)));

    Assertions.assertThat(forbidden).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void jupyterIsUnknownToTheEngineAndGsonToAllButTheWire() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".graph..", ROOT + ".checkpoint..", ROOT + ".prompt..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.github.spencerpark..", "org.zeromq..", "picocli.."))
        .check(OURS);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".kernel")
        .should()
        .dependOnClassesThat(resideInAnyPackage("com.google.gson..", "io.github.spencerpark.."))
        .check(OURS);
  }

  @Test
  void nothingIsKeptInStaticVariables() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and(notNamedIn(STATIC_STATE))
        .should()
        .beFinal()
        .andShould(notBeAMutableHolder())
        .check(OURS);
  }

  /** Read from the sources: in byte code every try-with-resources catches Throwable. */
  @Test
  void onlyTheBordersCatchEverything() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : mainSources()) {
      String type = source.getFileName().toString().replace(".java", "");
      if (!CATCHES_EVERYTHING.contains(type)
          && CATCH_ALL.matcher(Files.readString(source)).find()) {
        found.add(source.toString());
      }
    }

    Assertions.assertThat(found).isEmpty();
  }

  @Test
  void onlyTheTwoMainClassesEndTheProcess() {
    noClasses()
        .that(areNot(Set.of(ROOT + ".kernel.KernelMain", ROOT + ".install.Main")))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(OURS);
  }

  @Test
  void nothingIsDeserialisedAsJavaObjects() {
    noClasses()
        .should()
        .callConstructor(java.io.ObjectInputStream.class, java.io.InputStream.class)
        .check(OURS);
  }

  private static String inner(String packageName) {
    return packageName.equals(ROOT) ? "" : packageName.substring(ROOT.length() + 1);
  }

  private static List<Path> mainSources() throws IOException {
    try (Stream<Path> walk = Files.walk(Checkout.root())) {
      return walk.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> path.toString().replace('\\', '/').contains("/src/main/java/"))
          .toList();
    }
  }

  private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
    return DescribedPredicate.describe(
        "are not " + names, type -> !names.contains(type.getFullName()));
  }

  private static DescribedPredicate<JavaField> notNamedIn(Set<String> names) {
    return DescribedPredicate.describe(
        "are not " + names, field -> !names.contains(field.getFullName()));
  }

  /** Final is not enough: a static map, queue or holder is state all the same. */
  private static ArchCondition<JavaField> notBeAMutableHolder() {
    return new ArchCondition<>("not hold changing state") {
      private static final List<Class<?>> HOLDERS =
          List.of(
              ThreadLocal.class,
              java.util.concurrent.ConcurrentMap.class,
              java.util.Queue.class,
              java.util.concurrent.atomic.AtomicReference.class,
              java.util.concurrent.atomic.AtomicBoolean.class,
              java.util.concurrent.atomic.AtomicInteger.class,
              java.util.concurrent.atomic.AtomicLong.class,
              java.util.concurrent.Executor.class);

      @Override
      public void check(JavaField field, ConditionEvents events) {
        if (HOLDERS.stream().anyMatch(field.getRawType()::isAssignableTo)) {
          events.add(SimpleConditionEvent.violated(field, field.getDescription() + " holds state"));
        }
      }
    };
  }
}
