// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/**
 * Whether a cell could be run as it is.
 *
 * @param status which
 * @param indent blanks to start the next line with, for an incomplete cell; else ""
 */
public record Completeness(Status status, String indent) {
  /** In Jupyter's words, lower case on the wire. */
  public enum Status {
    /** It can be run. */
    COMPLETE,
    /** More must follow. */
    INCOMPLETE,
    /** More cannot help. */
    INVALID,
    /** It cannot be told. */
    UNKNOWN
  }
}
