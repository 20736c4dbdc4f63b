// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.JShell;

/**
 * The imports every cell sees. JShell compiles something for each, which the first cell would have
 * to wait for; so an import is evaluated when a cell first uses a name it could bring, or while
 * nothing else is to be done. Used by the holder of the engine lock only.
 */
final class PendingImports {
  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(static\\s+)?([\\w.$]+)\\.([\\w$]+|\\*)\\s*;?\\s*");

  private final JShell shell;
  private final ClassLoader loader;
  private final ImportedNames names;
  private final Deque<String> pending;

  PendingImports(JShell shell, ClassLoader loader, ImportedNames names, List<String> imports) {
    this.shell = shell;
    this.loader = loader;
    this.names = names;
    this.pending = new ArrayDeque<>(imports);
  }

  /** Evaluates one. Returns whether there are more. */
  boolean evaluateNext() {
    var next = pending.poll();
    if (next != null) {
      shell.eval(next);
    }
    return !pending.isEmpty();
  }

  void evaluateAll() {
    pending.forEach(shell::eval);
    pending.clear();
  }

  /**
   * Evaluates those that a source may need. All of them when it declares something anew: with an
   * import JShell looks again at everything that did not compile, and variables that depend on it
   * would lose their values.
   */
  void evaluateFor(String source, List<Declaration> declared) {
    if (pending.isEmpty()) {
      return;
    }
    if (ImportedNames.mayHide(source) || declared.stream().anyMatch(d -> declaresAnew(source, d))) {
      evaluateAll();
      return;
    }
    var used = ImportedNames.in(source);
    for (var statement : new ArrayList<>(pending)) {
      if (brings(statement, used)) {
        pending.remove(statement);
        shell.eval(statement);
      }
    }
  }

  private static boolean declaresAnew(String source, Declaration declared) {
    return switch (declared.kind()) {
      case TYPE -> found("(class|record|interface|enum)\\s+%s\\b", source, declared.name());
      case METHOD -> found("[\\w>\\]]\\s+%s\\s*\\(", source, declared.name());
      case IMPORT, VARIABLE -> false;
    };
  }

  private static boolean found(String pattern, String source, String name) {
    return Pattern.compile(pattern.formatted(Pattern.quote(name))).matcher(source).find();
  }

  private boolean brings(String statement, Set<String> used) {
    var parts = IMPORT.matcher(statement);
    if (!parts.matches()) {
      return true;
    }
    var owner = parts.group(2);
    var name = parts.group(3);
    if (!name.equals("*")) {
      return used.contains(name);
    }
    var brought = parts.group(1) == null ? Set.<String>of() : names.members(owner);
    return used.stream().anyMatch(n -> brought.contains(n) || isClass(owner + "." + n));
  }

  private boolean isClass(String name) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }
}
