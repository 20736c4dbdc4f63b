// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** What is known about a name. Used by the holder of the engine lock only. */
final class Inspector {
  private static final int SHOWN = 8;
  private static final Pattern VARIABLE = Pattern.compile("^(\\w+):(.+)$");
  private static final Pattern QUALIFIED = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
  private static final Pattern LAST_NAME = Pattern.compile("(\\w+)\\s*\\(?\\s*$");

  /** A name at the end that is no member of something. */
  private static final Pattern WHOLE_NAME = Pattern.compile("(?<![\\w$.])\\w+$");

  private static final Pattern COMMENT =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*$", Pattern.DOTALL);

  private final SourceCodeAnalysis analysis;
  private final Splitter splitter;
  private final Declarations declarations;
  private final Variables variables;

  Inspector(JShell shell, Declarations declarations, Variables variables) {
    this.variables = variables;
    this.analysis = shell.sourceCodeAnalysis();
    this.splitter = new Splitter(analysis);
    this.declarations = declarations;
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
    var signatures =
        shown.stream()
            .map(documented -> signature(documented) + value(documented, source))
            .collect(Collectors.joining("\n"));
    var text = documented(shown, detail);
    if (text.isEmpty()) {
      text = plain(commentOfCell(source));
    }
    return Optional.of(
        new Inspection(
            (signatures + "\n\n" + text).strip(),
            ("```java\n" + signatures + "\n```\n\n" + text).strip()));
  }

  /** A variable as it is declared, where JShell writes {@code name:Type}. */
  private static String signature(Documentation found) {
    var text = VARIABLE.matcher(found.signature()).replaceFirst("$2 $1");
    return text.matches("[\\w.]+") ? text : QUALIFIED.matcher(text).replaceAll("");
  }

  /** What a variable of the session holds now; "" for what a cell declares within. */
  private String value(Documentation found, String source) {
    var variable = VARIABLE.matcher(found.signature());
    if (!variable.matches() || !WHOLE_NAME.matcher(source).find()) {
      return "";
    }
    var name = variable.group(1);
    return LocalNames.in(source).containsKey(name)
        ? ""
        : variables.named(name).map(known -> " = " + Values.text(known.value())).orElse("");
  }

  /** The documentation comment above the declaration of the name that a source ends with. */
  private String commentOfCell(String source) {
    var name = LAST_NAME.matcher(source);
    if (!name.find()) {
      return "";
    }
    return declarations.list().stream()
        .filter(declared -> declared.name().equals(name.group(1)))
        .map(Inspector::comment)
        .filter(comment -> !comment.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String comment(Declaration declared) {
    var head = declared.source().strip().lines().findFirst().orElse("");
    int at = declared.cellSource().indexOf(head);
    var comment = COMMENT.matcher(declared.cellSource().substring(0, Math.max(0, at)));
    return comment.find() ? comment.group(1).replaceAll("(?m)^[ \t]*\\*? ?", "") : "";
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
