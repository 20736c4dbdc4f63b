// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** Collects what a cell did beside its result. */
final class Notices {
  private static final Pattern MISSING_CLASS = Pattern.compile("class (\\w+)");

  private final JShell shell;
  private final CellHints hints;
  private final Map<String, String> reset = new LinkedHashMap<>();
  private final Set<DeclarationSnippet> declared = new LinkedHashSet<>();

  Notices(JShell shell, CellHints hints) {
    this.shell = shell;
    this.hints = hints;
  }

  void add(List<SnippetEvent> events) {
    for (var event : events) {
      var cause = event.causeSnippet();
      if (!(event.snippet() instanceof DeclarationSnippet snippet)) {
        continue;
      }
      if (cause == null) {
        declared.add(snippet);
        reset.remove(snippet.name());
      } else if (snippet.kind() != Kind.VAR && event.previousStatus() == Status.VALID) {
        declared.add(snippet); // it may no longer compile
      } else if (snippet.kind() == Kind.VAR
          && event.isSignatureChange()
          && event.status() != Status.OVERWRITTEN) {
        reset.put(snippet.name(), cause instanceof DeclarationSnippet c ? label(c) : "an import");
      }
    }
  }

  List<Notice> list() {
    var notices = new ArrayList<Notice>();
    if (!reset.isEmpty()) {
      var causes = new LinkedHashSet<>(reset.values());
      causes.removeAll(reset.keySet()); // a consequence itself
      notices.add(
          new Notice(
              Notice.Kind.RESET,
              List.copyOf(reset.keySet()),
              "%s lost %s, because %s changed; run the cells that set %s again."
                  .formatted(
                      String.join(", ", reset.keySet()),
                      reset.size() == 1 ? "its value" : "their values",
                      String.join(", ", causes),
                      reset.size() == 1 ? "it" : "them")));
    }
    for (var snippet : declared) {
      var status = shell.status(snippet);
      if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
        notices.add(
            new Notice(Notice.Kind.UNRESOLVED, List.of(snippet.name()), unresolved(snippet)));
      }
    }
    return notices;
  }

  /** The names of the variables that lost their value. */
  Set<String> reset() {
    return reset.keySet();
  }

  /** "f() cannot be used until method g() is declared." */
  String unresolved(DeclarationSnippet snippet) {
    var missing = shell.unresolvedDependencies(snippet).toList();
    if (missing.isEmpty()) {
      return "%s cannot be used any more: %s".formatted(label(snippet), problem(snippet));
    }
    var text =
        "%s cannot be used until %s %s declared."
            .formatted(
                label(snippet), String.join(" and ", missing), missing.size() == 1 ? "is" : "are");
    var imports =
        missing.stream()
            .map(MISSING_CLASS::matcher)
            .filter(Matcher::matches)
            .flatMap(name -> hints.imports(name.group(1)).stream())
            .toList();
    return imports.isEmpty() ? text : text + "\nhint: " + String.join("\nhint: ", imports);
  }

  private String problem(DeclarationSnippet snippet) {
    return shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(Reports::message)
        .findFirst()
        .orElse("something it uses has changed");
  }

  private static String label(DeclarationSnippet snippet) {
    return snippet instanceof MethodSnippet method
        ? method.name() + "(" + method.parameterTypes() + ")"
        : snippet.name();
  }
}
