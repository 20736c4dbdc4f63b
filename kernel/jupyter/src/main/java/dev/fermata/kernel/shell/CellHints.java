// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
  private static final Pattern SIMPLE_NAME = Pattern.compile("\\w+");
  private static final int SHOWN = 3;

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final ShellConfig config;
  private final IndexGate index;

  CellHints(JShell shell, ShellConfig config, IndexGate index) {
    this.index = index;
    this.shell = shell;
    this.analysis = shell.sourceCodeAnalysis();
    this.config = config;
  }

  List<ErrorHint> all() {
    return List.of(CellHints::methodReference, this::hiddenImport, this::missingImport);
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

  /** A class that exists in some package of the JDK or the class path. */
  private Optional<String> missingImport(CompileProblem problem) {
    var name = problem.offending();
    if (!problem.code().startsWith("compiler.err.cant.resolve")
        || !SIMPLE_NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    index.open();
    var found = analysis.listQualifiedNames(name, name.length());
    if (found.isResolvable() || found.getNames().isEmpty()) {
      return Optional.empty();
    }
    var imports = found.getNames().stream().limit(SHOWN).map(n -> "import " + n + ";").toList();
    return Optional.of(String.join("  or  ", imports));
  }
}
