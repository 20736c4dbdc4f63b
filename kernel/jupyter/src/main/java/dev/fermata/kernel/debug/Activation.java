// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a cell that is running, as its probes have seen it. Used by its thread only. */
final class Activation {
  private final CellExecution thread;
  private final int depth;
  private @Nullable Site site;
  private List<@Nullable Object> values = List.of();

  Activation(CellExecution thread, int depth) {
    this.thread = thread;
    this.depth = depth;
  }

  CellExecution thread() {
    return thread;
  }

  /** How many other activations of the thread are below it. */
  int depth() {
    return depth;
  }

  void at(Site newSite, List<@Nullable Object> newValues) {
    site = newSite;
    values = newValues;
  }

  /** The last probe it came to. */
  @Nullable Site site() {
    return site;
  }

  /** Of the variables of its {@link #site()}, in their order. */
  List<@Nullable Object> values() {
    return values;
  }

  boolean isOf(StackWalker.StackFrame frame) {
    var place = site == null ? null : site.place();
    return place != null
        && place.className().equals(frame.getClassName())
        && place.method().equals(frame.getMethodName() + frame.getDescriptor());
  }
}
