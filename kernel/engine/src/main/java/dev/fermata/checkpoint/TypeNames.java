// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.lang.reflect.Type;
import java.util.regex.Pattern;

/**
 * Names of types as the user wrote them: without JShell's wrapper classes and {@code java.lang}.
 */
final class TypeNames {
  private static final Pattern NOISE =
      Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+?\\$|\\bjava\\.lang\\.(?=[A-Z]\\w*\\b(?!\\.))");

  private TypeNames() {}

  static String of(Type type) {
    return NOISE.matcher(type.getTypeName()).replaceAll("");
  }

  static String ofValue(Object value) {
    Class<?> type = value.getClass();
    return type.isHidden() || type.isSynthetic() ? "lambda" : of(type);
  }
}
