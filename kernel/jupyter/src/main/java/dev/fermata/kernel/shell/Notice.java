// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;

/**
 * Something a cell did beside its result.
 *
 * @param kind what sort of thing
 * @param names the variables or declarations it is about
 * @param text a whole sentence for the person
 */
public record Notice(Kind kind, List<String> names, String text) {
  /** The sorts of notices. */
  public enum Kind {
    /** Variables lost their value, because something they are made of changed its shape. */
    RESET,
    /** Variables kept a value that is made of something that has changed its shape. */
    STALE,
    /** Declarations that cannot be used until something else is declared. */
    UNRESOLVED
  }

  /**
   * Copies the names.
   *
   * @param kind what sort
   * @param names what it is about
   * @param text a sentence
   */
  public Notice {
    names = List.copyOf(names);
  }
}
