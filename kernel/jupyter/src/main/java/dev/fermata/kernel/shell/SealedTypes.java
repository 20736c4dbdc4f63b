// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;

/** Sealed types whose subtypes stand in other snippets. Used by the holder of the engine lock. */
final class SealedTypes {
  private static final Pattern PERMITS = Pattern.compile("\\bpermits\\s+([^{]+)");

  private final JShell shell;

  SealedTypes(JShell shell) {
    this.shell = shell;
  }

  /** Whether a sealed type was refused for subtypes that are still to come. */
  boolean isRefused(List<SnippetEvent> events) {
    return events.stream()
            .filter(event -> event.status() == Snippet.Status.REJECTED)
            .flatMap(event -> shell.diagnostics(event.snippet()))
            .anyMatch(problem -> "compiler.err.invalid.permits.clause".equals(problem.getCode()))
        && !existing(events.get(0).snippet().source()).isEmpty();
  }

  /** The types that a sealed type permits and that have been declared. */
  List<TypeDeclSnippet> existing(String source) {
    var permits = PERMITS.matcher(source);
    Set<String> names =
        permits.find()
            ? Arrays.stream(permits.group(1).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toSet())
            : Set.of();
    return shell
        .snippets()
        .filter(snippet -> shell.status(snippet).isActive())
        .flatMap(s -> s instanceof TypeDeclSnippet type ? List.of(type).stream() : null)
        .filter(type -> names.contains(type.name()))
        .toList();
  }
}
