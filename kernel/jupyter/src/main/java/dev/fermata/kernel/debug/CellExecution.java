// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread that runs code of cells, as its probes see it. Used by that thread only. */
final class CellExecution {
  private final Debugger debugger;
  private final int id;
  private final Thread thread = Thread.currentThread();
  private final List<Activation> stack = new ArrayList<>();
  private @Nullable Step step;
  private Step.@Nullable Kind ordered;
  private @Nullable Throwable leaving;
  private @Nullable List<Frame> whereThrown;
  private boolean muted;

  CellExecution(Debugger debugger, int id) {
    this.debugger = debugger;
    this.id = id;
  }

  int id() {
    return id;
  }

  String name() {
    return thread.getName();
  }

  /** From here on nothing stops. */
  void mute() {
    muted = true;
  }

  boolean isMuted() {
    return muted;
  }

  @Nullable Step step() {
    return step;
  }

  void step(@Nullable Step next) {
    step = next;
  }

  /** The step it was told to make when it was let go on; null for none. */
  Step.@Nullable Kind ordered() {
    return ordered;
  }

  void order(Step.@Nullable Kind kind) {
    ordered = kind;
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Outermost first. */
  List<Activation> stack() {
    return stack;
  }

  /** A probe was reached. Whatever lies above its activation has ended with an exception. */
  Activation reach(@Nullable Activation known, Site site, Object[] values) {
    var activation = known;
    if (activation == null || !isOnStack(activation)) {
      activation = new Activation(this, stack.size());
      stack.add(activation);
    } else {
      cut(activation.depth() + 1);
    }
    activation.at(site, Arrays.asList(values));
    return activation;
  }

  private boolean isOnStack(Activation activation) {
    return activation.depth() < stack.size() && stack.get(activation.depth()) == activation;
  }

  private void cut(int size) {
    if (size < stack.size()) {
      stack.subList(size, stack.size()).clear();
    }
  }

  void leave(Activation activation) {
    if (isOnStack(activation)) {
      cut(activation.depth());
    }
  }

  /** An exception passes; where it was thrown is kept for the case that nobody catches it. */
  void leave(Activation activation, Throwable thrown) throws Throwable {
    if (isOnStack(activation) && !muted && debugger.looksAt(thrown)) {
      cut(activation.depth() + 1);
      if (thrown != leaving) {
        leaving = thrown;
        whereThrown = debugger.frames(this);
      }
      var frames = whereThrown;
      if (activation.depth() == 0 && frames != null) {
        leaving = null;
        whereThrown = null;
        debugger.uncaught(this, thrown, frames);
      }
    }
    leave(activation);
  }
}
