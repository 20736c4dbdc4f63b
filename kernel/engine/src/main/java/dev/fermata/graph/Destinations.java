// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;

/** Declared destinations. */
final class Destinations {
  private Destinations() {}

  /** Refuses to go where it was not declared; nothing declared allows everything. */
  static void check(String who, List<String> declared, Parts parts) {
    if (declared.isEmpty()) {
      return;
    }
    parts.goTo().forEach(to -> check(who, declared, to));
    parts.sends().forEach(send -> check(who, declared, send.node()));
  }

  private static void check(String who, List<String> declared, String to) {
    if (!declared.contains(to)) {
      throw new GraphException.InvalidUpdate(
          "undeclared-destination",
          "%s goes to \"%s\", which is not among its declared destinations: %s"
              .formatted(who, to, String.join(", ", declared)));
    }
  }
}
