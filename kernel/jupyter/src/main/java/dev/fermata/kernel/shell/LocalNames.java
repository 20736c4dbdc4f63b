// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * The variables and parameters that a cell itself declares, found by their look: JShell completes
 * only what an earlier cell has declared.
 */
final class LocalNames {
  /** A type, a name, and what may follow it. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?<![\\w.])([\\p{L}_$][\\w$.]*(?:<[^;(){}]*>)?(?:\\[\\])*)\\s+"
              + "([\\p{L}_$][\\w$]*)\\s*(?=[=;:,)])");

  /** A parameter of a lambda. */
  private static final Pattern PARAMETER = Pattern.compile("([\\p{L}_$][\\w$]*)\\s*->");

  /** Keywords that can stand where a type can, which is not so for others. */
  private static final Set<String> TYPES =
      Set.of("int", "long", "double", "float", "boolean", "char", "byte", "short");

  private LocalNames() {}

  /** Name → type as written; "" for what has none. */
  static Map<String, String> in(String source) {
    var found = new TreeMap<String, String>();
    PARAMETER
        .matcher(source)
        .results()
        .filter(m -> !SourceVersion.isKeyword(m.group(1)))
        .forEach(m -> found.put(m.group(1), ""));
    DECLARATION
        .matcher(source)
        .results()
        .filter(m -> TYPES.contains(m.group(1)) || !SourceVersion.isKeyword(m.group(1)))
        .filter(m -> !SourceVersion.isKeyword(m.group(2)))
        .forEach(m -> found.put(m.group(2), m.group(1).equals("var") ? "" : m.group(1)));
    return found;
  }
}
