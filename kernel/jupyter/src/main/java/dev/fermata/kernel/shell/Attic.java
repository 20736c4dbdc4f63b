// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static dev.fermata.kernel.shell.Opened.field;
import static dev.fermata.kernel.shell.Opened.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * What JShell keeps of snippets that are over. It never forgets an expression or a statement, and
 * javac goes through all of their classes for every later snippet: after a thousand cells {@code
 * 1+1} would take twice as long. JShell has no call for this, so the kernel's jar opens its package
 * (Add-Opens in the manifest); without that cells work as well, and get slower as JShell's do.
 */
final class Attic {
  private static final int TOLERATED = 16;

  /** After so many snippets compilation has become about a tenth slower. */
  private static final int COMPILATIONS = 800;

  private final JShell shell;
  private final SourceCodeAnalysis analysis;

  private final Opened<Insides> insides;
  private int over;
  private int compiled;

  Attic(JShell shell) {
    this.shell = shell;
    this.analysis = shell.sourceCodeAnalysis();
    this.insides = new Opened<>(() -> Insides.of(shell));
  }

  /**
   * What of JShell's own is cleared.
   *
   * @param byClass maps by the name of a class, with or without its package
   */
  private record Insides(
      List<Map<?, ?>> byClass,
      Map<?, ?> variableKeys,
      Set<?> snippets,
      List<?> byKey,
      Map<?, ? extends Set<?>> dependencies,
      Object compilers) {
    static Insides of(JShell shell) throws ReflectiveOperationException {
      var compilers = field(JShell.class, "taskFactory");
      var type = compilers.getType(); // ours is another one
      var taskFactory = compilers.get(shell);
      var maps = value(shell, "maps");
      return new Insides(
          List.of(
              (Map<?, ?>) value(field(type, "fileManager").get(taskFactory), "classObjects"),
              (Map<?, ?>) value(value(shell, "classTracker"), "map"),
              (Map<?, ?>) value(value(shell, "outerMap"), "classOuters")),
          (Map<?, ?>) value(value(shell, "keyMap"), "varMap"),
          (Set<?>) value(maps, "snippets"),
          (List<?>) value(maps, "keyIndexToSnippet"),
          Attic.dependencies(value(maps, "dependencies")),
          taskFactory);
    }

    void renewCompilers() {
      if (compilers instanceof Runnable renewing) { // as those of PieceCompiler are
        renewing.run();
      }
    }

    void forgetKeys(Set<Snippet> gone) {
      var indices = new HashSet<Integer>();
      for (int i = 0; i < byKey.size(); i++) {
        if (gone.contains(byKey.get(i))) {
          byKey.set(i, null);
          indices.add(i);
        }
      }
      dependencies.values().forEach(users -> users.removeAll(indices));
      dependencies.values().removeIf(Collection::isEmpty);
      gone.stream()
          .filter(Evaluator::isUnnamed)
          .forEach(snippet -> variableKeys.remove(((VarSnippet) snippet).name()));
    }
  }

  @SuppressWarnings("unchecked") // what JShell declares
  private static Map<?, ? extends Set<?>> dependencies(Object map) {
    return (Map<String, Set<Integer>>) map;
  }

  /** To be called after every snippet; clears up now and then. */
  void evaluated() {
    if (++over > TOLERATED) {
      over = 0;
      insides.get().ifPresent(this::clear);
    }
  }

  /** Whether it is time for {@link #renew()}; true once. */
  boolean isStale() {
    if (++compiled < COMPILATIONS) {
      return false;
    }
    compiled = 0;
    return true;
  }

  /** The compilers JShell uses over and over gather a little of every class they ever saw. */
  void renew() {
    insides.get().ifPresent(Insides::renewCompilers);
  }

  private void clear(Insides of) {
    var gone = of.snippets.stream().map(Snippet.class::cast).filter(this::isOver).toList();
    gone.forEach(of.snippets::remove);
    of.forgetKeys(new HashSet<>(gone));
    var kept =
        shell
            .snippets()
            .filter(snippet -> snippet.kind() != Kind.IMPORT && shell.status(snippet).isActive())
            .map(snippet -> analysis.wrapper(snippet).fullClassName())
            .collect(Collectors.toSet());
    of.byClass.forEach(map -> retain(map.keySet(), kept));
  }

  /** Nothing can refer to it: it was replaced, dropped or refused, or it never had a name. */
  private boolean isOver(Snippet snippet) {
    return !shell.status(snippet).isActive()
        || snippet.kind() == Kind.EXPRESSION
        || snippet.kind() == Kind.STATEMENT
        || snippet.kind() == Kind.ERRONEOUS
        || Evaluator.isUnnamed(snippet);
  }

  private static void retain(Set<?> classNames, Set<String> outermost) {
    classNames.removeIf(name -> !outermost.contains(Places.outermost(inPackage((String) name))));
  }

  private static String inPackage(String className) {
    return className.startsWith(Places.PACKAGE) ? className : Places.PACKAGE + className;
  }
}
