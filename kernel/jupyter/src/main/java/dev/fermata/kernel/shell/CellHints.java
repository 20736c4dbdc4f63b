// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.SourceCodeAnalysis;

/** What javac's messages mean in a cell. Used by the holder of the engine lock only. */
final class CellHints {
  private static final Pattern THIS_METHOD = Pattern.compile("\\bthis::(\\w+)");
  private static final Pattern NOT_APPLICABLE =
      Pattern.compile("(?:method|for) (\\w+)(?: in class|\\().*", Pattern.DOTALL);
  private static final Pattern STATIC_IMPORT =
      Pattern.compile("import\\s+static\\s+([\\w.]+)\\.(\\w+|\\*)\\s*;?");
  private static final Pattern COMMAND =
      Pattern.compile(
          "!\\s*(\\w[\\w./-]*(?:\\s.*)?)|((?:ls|cd|pip|cat|mkdir|git|mvn|curl)(?: [^=(;]*)?)");
  private static final Pattern OTHER_VERSION =
      Pattern.compile("class file has wrong version (\\d+)\\.");
  private static final Pattern NO_CLASS_FILE =
      Pattern.compile("class file for ([\\w.$]+) not found");

  /** A class file says 45 for Java 1. */
  private static final int BEFORE_JAVA = 44;

  private static final Pattern SIMPLE_NAME = Pattern.compile("\\w+");
  private static final int SHOWN = 3;

  /** Nearly every name is like one of two letters. */
  private static final int SHORTEST = 3;

  private static final Comparator<String> JDK_FIRST =
      Comparator.comparingInt(
          name -> name.startsWith("java.") ? 0 : name.startsWith("javax.") ? 1 : 2);

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final ShellConfig config;
  private final IndexGate index;
  private final ClassIndex classes;

  CellHints(JShell shell, ShellConfig config, IndexGate index, ClassIndex classes) {
    this.index = index;
    this.classes = classes;
    this.shell = shell;
    this.analysis = shell.sourceCodeAnalysis();
    this.config = config;
  }

  List<ErrorHint> all() {
    return List.of(
        CellHints::methodReference,
        CellHints::shellCommand,
        CellHints::unusableLibrary,
        this::hiddenImport,
        this::missingImport,
        this::mistyped);
  }

  /** A cell's methods are static, so {@code this::f} means nothing. */
  private static Optional<String> methodReference(CompileProblem problem) {
    var found = THIS_METHOD.matcher(problem.sourceLine());
    return problem.code().equals("compiler.err.non-static.cant.be.ref") && found.find()
        ? Optional.of(
            "a cell has no \"this\"; write x -> %s(x) in place of %s"
                .formatted(found.group(1), found.group()))
        : Optional.empty();
  }

  /** A method of a cell hides every overload of an imported one. */
  private Optional<String> hiddenImport(CompileProblem problem) {
    var found = NOT_APPLICABLE.matcher(problem.message());
    if (!problem.code().startsWith("compiler.err.cant.apply") || !found.find()) {
      return Optional.empty();
    }
    var name = found.group(1);
    return shell
        .methods()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .flatMap(method -> importedFrom(name).map(owner -> hides(method, owner)));
  }

  private static String hides(MethodSnippet method, String owner) {
    return "your %s(%s) hides the %s that every cell sees; write %s.%s(…) or rename yours"
        .formatted(method.name(), method.parameterTypes(), method.name(), owner, method.name());
  }

  /** The class whose static method of this name is imported. */
  private Optional<String> importedFrom(String name) {
    for (var statement : config.imports()) {
      var parts = STATIC_IMPORT.matcher(statement);
      if (parts.matches()
          && (parts.group(2).equals(name) || parts.group(2).equals("*"))
          && hasMethod(parts.group(1), name)) {
        var owner = parts.group(1);
        return Optional.of(owner.substring(owner.lastIndexOf('.') + 1));
      }
    }
    return Optional.empty();
  }

  private boolean hasMethod(String owner, String name) {
    try {
      return Arrays.stream(Class.forName(owner, false, config.parent()).getMethods())
          .map(Method::getName)
          .anyMatch(name::equals);
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }

  /** What other notebooks write to run a program. */
  private static Optional<String> shellCommand(CompileProblem problem) {
    var line = problem.sourceLine().strip();
    var command = COMMAND.matcher(line);
    return command.matches()
        ? Optional.of(
            "a cell is Java; for a program write %shell "
                + (command.group(1) == null ? command.group(2) : command.group(1)))
        : Optional.empty();
  }

  /** A library that was built for a newer Java, that lacks a part, or that is damaged. */
  private static Optional<String> unusableLibrary(CompileProblem problem) {
    var version = OTHER_VERSION.matcher(problem.message());
    if (version.find()) {
      return Optional.of(
          ("the library is for Java %d, and this kernel runs on Java %d: take an older version of"
                  + " the library, or install Fermata with a newer JDK")
              .formatted(
                  Integer.parseInt(version.group(1)) - BEFORE_JAVA, Runtime.version().feature()));
    }
    var missing = NO_CLASS_FILE.matcher(problem.message());
    if (missing.find()) {
      return Optional.of(
          "a library uses %s, which is not on the class path; add its jar with %%maven or %%classpath"
              .formatted(missing.group(1)));
    }
    return problem.message().contains("bad class file: ")
        ? Optional.of("the class file is damaged: build the library again, or fetch its jar anew")
        : Optional.empty();
  }

  /** A name that is nearly one that can stand there. */
  private Optional<String> mistyped(CompileProblem problem) {
    var offending = problem.offending();
    var name = offending.substring(offending.lastIndexOf('.') + 1);
    int begin = problem.column() - 1 + offending.length() - name.length();
    if (!problem.code().startsWith("compiler.err.cant.resolve")
        || name.length() < SHORTEST
        || !SIMPLE_NAME.matcher(name).matches()
        || begin > problem.sourceLine().length()) {
      return Optional.empty();
    }
    var before = problem.sourceLine().substring(0, begin) + name.charAt(0);
    var names =
        analysis.completionSuggestions(before, before.length(), new int[1]).stream()
            .map(suggestion -> suggestion.continuation().replaceAll("[(<].*", ""))
            .distinct()
            .filter(candidate -> !candidate.equals(name))
            .toList();
    var near = Nearest.of(name, names);
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean " + String.join(" or ", near) + "?");
  }

  /** A class that exists in some package of the JDK or the class path. */
  private Optional<String> missingImport(CompileProblem problem) {
    var name = problem.offending();
    return problem.code().startsWith("compiler.err.cant.resolve")
        ? imports(name)
        : Optional.empty();
  }

  /**
   * The imports that would bring a class.
   *
   * @param name simple
   * @return {@code import java.util.List; or import java.awt.List;}; empty when there is none
   */
  Optional<String> imports(String name) {
    if (!SIMPLE_NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    index.open();
    var found = analysis.listQualifiedNames(name, name.length());
    if (found.isResolvable()) {
      return Optional.empty();
    }
    var names = new TreeSet<>(found.getNames());
    classes.startingWith(name).stream().filter(n -> n.endsWith("." + name)).forEach(names::add);
    var imports =
        names.stream()
            .filter(n -> Symbols.isForCells(n, config.parent()))
            .sorted(JDK_FIRST)
            .limit(SHOWN)
            .map(n -> "import " + n + ";")
            .toList();
    return imports.isEmpty() ? Optional.empty() : Optional.of(String.join("  or  ", imports));
  }
}
