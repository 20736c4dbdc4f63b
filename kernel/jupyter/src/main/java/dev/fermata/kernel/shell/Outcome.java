// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the Java of a cell ended. */
public sealed interface Outcome {
  /**
   * What the person should know besides the result.
   *
   * @return in the order it came up; usually empty
   */
  List<Notice> notices();

  /**
   * The cell's last snippet was an expression with a value. A declaration, an assignment and a call
   * of a void method have none.
   *
   * @param value the object itself; null is a value too, shown as {@code null} as JShell does
   * @param terminated whether a semicolon followed the expression
   * @param notices see {@link Outcome#notices()}
   */
  record Value(@Nullable Object value, boolean terminated, List<Notice> notices)
      implements Outcome {}

  /**
   * All went well and there is nothing to show.
   *
   * @param notices see {@link Outcome#notices()}
   */
  record None(List<Notice> notices) implements Outcome {}

  /**
   * The cell failed. What ran before the failing snippet stays in effect; after a syntax error
   * nothing of the cell has run.
   *
   * @param error what happened
   * @param notices see {@link Outcome#notices()}
   */
  record Failed(CellError error, List<Notice> notices) implements Outcome {}
}
