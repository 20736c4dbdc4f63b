// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

/**
 * An active declaration of the session.
 *
 * @param id the snippet's id, unique in the session and rising
 * @param kind what it declares
 * @param name the simple name it declares; an import's last name or {@code *}
 * @param source its Java source, as written
 * @param cell id of the scope that declared it
 * @param cellSource the Java around it: all of its cell, or of the part between magics
 */
public record Declaration(
    String id, Kind kind, String name, String source, String cell, String cellSource) {
  /** What can be declared. */
  public enum Kind {
    /** An import. */
    IMPORT,
    /** A class, record, interface, enum or annotation. */
    TYPE,
    /** A method. */
    METHOD,
    /** A variable. */
    VARIABLE
  }
}
