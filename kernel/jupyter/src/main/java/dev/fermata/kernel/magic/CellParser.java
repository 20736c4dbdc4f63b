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
    var number = 0;
    for (var line : LINE_BREAK.split(source, -1)) {
      number++;
      var match = MAGIC.matcher(line);
      if (scanner.atTopLevel() && match.matches() && mayBeMagic(match.group(1))) {
        endJava(number + 1);
        parts.add(new CellPart.Use(match.group(1), match.group(2), null, number));
        scanner.reset();
      } else {
        java.append(line).append('\n');
        scanner.line(line);
      }
    }
    endJava(number + 1);
    return List.copyOf(parts);
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
