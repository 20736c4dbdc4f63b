// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who answers, for people. */
final class Who {
  private Who() {}

  static String of(Map<String, String> labels) {
    String user = either(labels.get("user"), System.getProperty("user.name"), "someone");
    String host = either(labels.get("host"), System.getenv("HOSTNAME"), "localhost");
    String kernel = labels.get("kernel");
    return user
        + "@"
        + host
        + (kernel == null
            ? " (process " + ProcessHandle.current().pid() + ")"
            : " (kernel " + kernel + ")");
  }

  private static String either(@Nullable String first, @Nullable String second, String third) {
    return first != null && !first.isBlank()
        ? first
        : second != null && !second.isBlank() ? second : third;
  }
}
