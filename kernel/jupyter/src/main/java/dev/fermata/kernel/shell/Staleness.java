// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Finds the variables that kept their value while a cell changed what the value is made of: a list
 * that holds objects of a record's old shape, a lambda or a graph that calls a method as it was.
 * Hot swap renews what it can; this is about the rest. Used by the holder of {@link
 * CellControl#engine} only.
 */
final class Staleness {
  private static final Pattern NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

  private final JShell shell;
  private final Variables variables;
  private final Map<String, String> classes = new HashMap<>();
  private final Set<String> replacedClasses = new HashSet<>();
  private final Set<String> replacedNames = new LinkedHashSet<>();

  /** Variables that this cell itself has set. */
  private final Set<String> fresh = new HashSet<>();

  /** Variables whose code JShell has compiled anew: what it could not swap is in another class. */
  private final Set<String> renewed = new HashSet<>();

  Staleness(JShell shell, Variables variables) {
    this.shell = shell;
    this.variables = variables;
  }

  /** A cell begins: what was replaced before is known to the person. */
  void begin() {
    replacedClasses.clear();
    replacedNames.clear();
    fresh.clear();
    renewed.clear();
  }

  /** Notes a declaration that JShell has put into a new class, because its shape changed. */
  void note(SnippetEvent event) {
    if (!(event.snippet() instanceof DeclarationSnippet declared)
        || declared.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || !event.status().isActive()) {
      return;
    }
    var now = shell.sourceCodeAnalysis().wrapper(declared).fullClassName();
    var before = classes.put(declared.id(), now);
    boolean variable = declared instanceof VarSnippet;
    if (variable) {
      (event.causeSnippet() == null ? fresh : renewed).add(declared.name());
    }
    if (before != null && !before.equals(now) && (!variable || event.causeSnippet() != null)) {
      replacedClasses.add(before);
      if (!variable) {
        replacedNames.add(declared.name());
      }
    }
  }

  /**
   * Tells about variables.
   *
   * @param reset names of those that have lost their value, which are told about already
   */
  List<Notice> notices(Set<String> reset) {
    if (replacedNames.isEmpty()) {
      return List.of();
    }
    replacedClasses.removeAll(classes.values()); // JShell has come back to it
    var stale = new ArrayList<String>();
    for (var variable : variables.snippets()) {
      if (!reset.contains(variable.name())
          && !fresh.contains(variable.name())
          && isStale(variable)) {
        stale.add(variable.name());
      }
    }
    return stale.isEmpty() ? List.of() : List.of(notice(stale));
  }

  private boolean isStale(VarSnippet variable) {
    var own = classes.get(variable.id());
    boolean usesReplaced =
        !renewed.contains(variable.name())
            && NAME.matcher(variable.source())
                .results()
                .anyMatch(n -> replacedNames.contains(n.group()));
    Predicate<Class<?>> old =
        type ->
            type.getName().startsWith(Places.WRAPPER)
                && (replacedClasses.contains(cellClass(type))
                    || (usesReplaced && cellClass(type).equals(own)));
    return Reach.reaches(variables.value(variable), old);
  }

  private static String cellClass(Class<?> type) {
    return Places.outermost(type.getName());
  }

  private Notice notice(List<String> stale) {
    boolean one = stale.size() == 1;
    return new Notice(
        Notice.Kind.STALE,
        stale,
        "%s %s stale: what %s was made before %s changed; run the %s that %s %s again."
            .formatted(
                String.join(", ", stale),
                one ? "is" : "are",
                one ? "it holds" : "they hold",
                replacedNames.stream().collect(Collectors.joining(", ")),
                one ? "cell" : "cells",
                one ? "sets" : "set",
                one ? "it" : "them"));
  }
}
