// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

/** What the doctor says about one thing it looked at. */
sealed interface Finding {
  /** The thing looked at, in a few words. */
  String what();

  /** As it should be. */
  record Fine(String what, String detail) implements Finding {}

  /**
   * Not as it should be.
   *
   * @param fatal whether notebooks cannot work until it is mended
   * @param cure what to do
   */
  record Wrong(String what, String detail, boolean fatal, String cure) implements Finding {}

  /** The line, or two, shown to the person; ASCII, since terminals differ. */
  default String text() {
    if (this instanceof Wrong wrong) {
      String mark = wrong.fatal() ? "broken " : "warning";
      return "%s %s: %s%n        %s".formatted(mark, wrong.what(), wrong.detail(), wrong.cure());
    }
    Fine fine = (Fine) this;
    return "ok      %s: %s".formatted(fine.what(), fine.detail());
  }
}
