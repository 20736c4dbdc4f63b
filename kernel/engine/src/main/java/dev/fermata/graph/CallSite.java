// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

/** Where in the user's source {@code interrupt} was called. */
final class CallSite {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /**
   * Of this package only the classes between the call and here: a user may test in this package.
   */
  private static final Set<String> OURS =
      Set.of(CallSite.class.getName(), Scratchpad.class.getName(), Fermata.class.getName());

  private CallSite() {}

  /**
   * Method and place in its byte code, without the numbers that a notebook's compiler puts into
   * names.
   */
  static String ofInterrupt() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !OURS.contains(frame.getClassName()))
                .findFirst()
                .map(CallSite::text)
                .orElse(""));
  }

  private static String text(StackFrame frame) {
    return frame.getMethodName().replaceAll("[0-9$]+", "") + ":" + frame.getByteCodeIndex();
  }
}
