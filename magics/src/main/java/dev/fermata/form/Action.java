// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

/**
 * One way to answer: a button.
 *
 * @param id unique in its form, for example "approve"
 * @param label on the button
 * @param style how much it stands out
 * @param answer what it answers
 */
public record Action(String id, String label, Style style, Template answer) {
  /** How much a button stands out. */
  public enum Style {
    /** The expected one. */
    PRIMARY,
    /** Says no, or cannot be taken back. */
    DANGER,
    /** Any other. */
    PLAIN
  }

  /**
   * The expected action.
   *
   * @param id unique in its form
   * @param label on the button
   * @param answer what it answers
   * @return the action
   */
  public static Action primary(String id, String label, Template answer) {
    return new Action(id, label, Style.PRIMARY, answer);
  }

  /**
   * An action that says no.
   *
   * @param id unique in its form
   * @param label on the button
   * @param answer what it answers
   * @return the action
   */
  public static Action danger(String id, String label, Template answer) {
    return new Action(id, label, Style.DANGER, answer);
  }

  /**
   * Any other action.
   *
   * @param id unique in its form
   * @param label on the button
   * @param answer what it answers
   * @return the action
   */
  public static Action plain(String id, String label, Template answer) {
    return new Action(id, label, Style.PLAIN, answer);
  }
}
