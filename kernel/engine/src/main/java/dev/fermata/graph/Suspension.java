// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/**
 * The pause on its way from {@code interrupt} out of the node. Not an {@link Exception}, so that
 * {@code catch (Exception e)} around a question does not eat it; stackless, because it is no error.
 */
final class Suspension extends Throwable {
  private static final long serialVersionUID = 1L;

  Suspension() {
    super("a question is pending: do not catch Throwable around interrupt", null, false, false);
  }

  /** Whether this pause is in a chain of causes: reflection and tool libraries wrap it. */
  boolean isCauseOf(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 50; depth++) {
      if (at == this) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  /** Throws without a declaration: the signature of {@code interrupt} stays clean. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
