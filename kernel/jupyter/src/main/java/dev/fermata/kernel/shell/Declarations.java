// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the cells have declared and not declared anew since. Kept beside JShell, whose own list
 * belongs to the thread that evaluates. Thread-safe.
 */
final class Declarations {
  private final Map<Snippet, Declaration> active = new LinkedHashMap<>();

  /** Notes what became of a snippet of a cell, or of one that it replaced. */
  synchronized void record(SnippetEvent event, Piece piece) {
    var snippet = event.snippet();
    if (!event.status().isActive()) {
      active.remove(snippet);
    } else if (event.causeSnippet() == null && snippet instanceof PersistentSnippet declared) {
      var kind = kind(snippet);
      if (kind != null) {
        active.remove(snippet);
        active.put(snippet, declaration(kind, declared, piece.cell()));
      }
    }
  }

  private static Declaration declaration(
      Declaration.Kind kind, PersistentSnippet declared, CellSource cell) {
    return new Declaration(
        declared.id(), kind, declared.name(), declared.source(), cell.cell(), cell.text());
  }

  private static Declaration.@Nullable Kind kind(Snippet snippet) {
    return switch (snippet.kind()) {
      case IMPORT -> Declaration.Kind.IMPORT;
      case TYPE_DECL -> Declaration.Kind.TYPE;
      case METHOD -> Declaration.Kind.METHOD;
      case VAR ->
          snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
              ? null
              : Declaration.Kind.VARIABLE;
      default -> null;
    };
  }

  synchronized void clear() {
    active.clear();
  }

  /** In the order declared. */
  synchronized List<Declaration> list() {
    return new ArrayList<>(active.values());
  }
}
