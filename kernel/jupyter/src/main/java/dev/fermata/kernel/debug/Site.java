// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A probe in the byte code. While it is idle the JIT compiler sees a constant that does nothing;
 * changing the target makes the JVM compile anew what it compiled on that assumption.
 */
final class Site extends MutableCallSite {
  /**
   * Where a probe is.
   *
   * @param className binary name
   * @param method name and descriptor
   * @param ordinal counted from 0, in the order of the byte code
   */
  record Place(String className, String method, int ordinal) {}

  private final Place place;
  private final List<LocalVariable> variables;
  private final boolean calls;
  private volatile boolean breakpoint;
  private volatile CellCode.@Nullable Line line;

  Site(MethodType type, Place place, List<LocalVariable> variables, boolean calls) {
    super(type);
    this.place = place;
    this.variables = variables;
    this.calls = calls;
  }

  /** Gives back what it was given. */
  static MethodHandle idle(MethodType type) {
    var first = MethodHandles.identity(type.returnType());
    return MethodHandles.dropArguments(
        first, 1, type.parameterList().subList(1, type.parameterCount()));
  }

  Place place() {
    return place;
  }

  List<LocalVariable> variables() {
    return variables;
  }

  /** Whether code of cells may be called before the next probe. */
  boolean calls() {
    return calls;
  }

  /** Where it is in a cell; null as long as nobody has found out. */
  CellCode.@Nullable Line line() {
    return line;
  }

  void line(CellCode.Line found) {
    line = found;
  }

  /** Whether a thread that comes here stops. */
  boolean isBreakpoint() {
    return breakpoint;
  }

  void breakpoint(boolean stops) {
    breakpoint = stops;
  }

  /**
   * Sets what it does.
   *
   * @param call what is called with this, what is known of the activation, and the values
   * @param always whether that is called each time
   * @param wanted otherwise says each time whether it is called
   */
  void aim(MethodHandle call, boolean always, MethodHandle wanted) {
    var bound =
        MethodHandles.insertArguments(call, 0, this)
            .asCollector(1, Object[].class, type().parameterCount() - 1)
            .asType(type());
    setTarget(always ? bound : MethodHandles.guardWithTest(wanted, bound, idle(type())));
  }
}
