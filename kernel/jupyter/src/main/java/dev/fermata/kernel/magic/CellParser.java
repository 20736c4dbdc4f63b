// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits a cell into Java and magics. */
final class CellParser {
  private static final Pattern MAGIC = Pattern.compile("\\s*%(%?[A-Za-z_][\\w.-]*)(.*)");
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private final Predicate<String> known;
  private final JavaScanner scanner = new JavaScanner();
  private final List<CellPart> parts = new ArrayList<>();
  private final StringBuilder java = new StringBuilder();
  private int javaStart = 1;

  private CellParser(Predicate<String> known) {
    this.known = known;
  }

  /**
   * Splits a cell.
   *
   * @param known whether a line magic of that name exists: after an expression without a semicolon,
   *     {@code %name} is a magic only when it does, else the remainder operator
   */
  static List<CellPart> split(String source, Predicate<String> known) {
    var cell = cellMagic(source);
    return cell != null ? List.of(cell) : new CellParser(known).lines(source);
  }

  private static CellPart.@Nullable Use cellMagic(String source) {
    var lines = LINE_BREAK.split(source, -1);
    var first = 0;
    while (first < lines.length && lines[first].isBlank()) {
      first++;
    }
    if (first == lines.length || !lines[first].stripLeading().startsWith("%%")) {
      return null;
    }
    var match = MAGIC.matcher(lines[first]);
    if (!match.matches()) {
      return null;
    }
    var body = String.join("\n", List.of(lines).subList(first + 1, lines.length));
    return new CellPart.Use(match.group(1).substring(1), match.group(2), body, first + 1);
  }

  private List<CellPart> lines(String source) {
    var lines = List.of(LINE_BREAK.split(source, -1));
    for (var i = 0; i < lines.size(); i++) {
      var match = MAGIC.matcher(lines.get(i));
      if (scanner.atTopLevel() && match.matches() && mayBeMagic(match.group(1))) {
        var end = endOfMagic(match.group(2), lines, i + 1);
        endJava(end + 1);
        var more = lines.subList(i + 1, end);
        var text =
            more.isEmpty() ? match.group(2) : match.group(2) + "\n" + String.join("\n", more);
        parts.add(new CellPart.Use(match.group(1), text, null, i + 1));
        scanner.reset();
        i = end - 1;
      } else {
        java.append(lines.get(i)).append('\n');
        scanner.line(lines.get(i));
      }
    }
    endJava(lines.size() + 1);
    return List.copyOf(parts);
  }

  /**
   * A line magic ends with its line, or, when its JSON or Java opens brackets there, with the line
   * that closes them. Brackets that nothing closes are left to the magic to complain about.
   */
  private static int endOfMagic(String text, List<String> lines, int next) {
    var brackets = new JavaScanner();
    brackets.line(text);
    var end = next;
    while (!brackets.atTopLevel() && end < lines.size()) {
      brackets.line(lines.get(end));
      end++;
    }
    return brackets.atTopLevel() ? end : next;
  }

  private boolean mayBeMagic(String name) {
    return scanner.afterStatement() || known.test(name);
  }

  private void endJava(int nextStart) {
    if (!java.toString().isBlank()) {
      java.setLength(java.length() - 1);
      parts.add(new CellPart.Java(java.toString(), javaStart));
    }
    java.setLength(0);
    javaStart = nextStart;
  }
}
