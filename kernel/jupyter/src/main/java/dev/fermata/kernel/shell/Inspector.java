// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** What is known about a name. Used by the holder of the engine lock only. */
final class Inspector {
  private static final int SHOWN = 8;

  private final SourceCodeAnalysis analysis;
  private final Splitter splitter;

  Inspector(JShell shell) {
    this.analysis = shell.sourceCodeAnalysis();
    this.splitter = new Splitter(analysis);
  }

  Optional<Inspection> inspect(String code, int cursor, int detail) {
    int begin = splitter.startOfPieceAt(code, cursor);
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    var source = code.substring(begin, end);
    var found = documentation(source + "(");
    if (found.isEmpty()) {
      found = documentation(source);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var shown = found.stream().limit(detail > 0 ? Long.MAX_VALUE : SHOWN).toList();
    var signatures = shown.stream().map(Documentation::signature).collect(Collectors.joining("\n"));
    var text = documented(shown, detail);
    return Optional.of(
        new Inspection(
            (signatures + "\n\n" + text).strip(),
            ("```java\n" + signatures + "\n```\n\n" + text).strip()));
  }

  /** The documentation of the first signature that has one, or of all. */
  private static String documented(List<Documentation> found, int detail) {
    return found.stream()
        .map(Documentation::javadoc)
        .filter(text -> text != null && !text.isBlank())
        .limit(detail > 0 ? Long.MAX_VALUE : 1)
        .map(Inspector::plain)
        .collect(Collectors.joining("\n\n"));
  }

  private List<Documentation> documentation(String source) {
    return analysis.documentation(source, source.length(), true);
  }

  /** Javadoc without its markup. */
  private static String plain(String javadoc) {
    return javadoc
        .replaceAll("\\{@(?:code|literal|link|linkplain)\\s+([^}]*)}", "$1")
        .replaceAll("\\{@[a-zA-Z]+\\s*}", "")
        .replaceAll("(?i)</?(?:p|pre|ul|ol|blockquote|h[1-6])[^>]*>", "\n")
        .replaceAll("(?i)<li[^>]*>", "\n- ")
        .replaceAll("<[^>]+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replaceAll("[ \t]+\n", "\n")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }
}
