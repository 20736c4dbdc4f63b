// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the byte code of cells calls at every loop and method entry, and in place of {@code
 * System.exit}. Public only because cells have another class loader.
 *
 * <p>The flag is the target of a call site, which the JIT takes for a constant: a poll costs
 * compiled code nothing and hinders no optimisation. Raising the flag makes the JVM throw away what
 * it compiled on that assumption, also code that is running just then; a volatile flag would make
 * array loops, calls and recursion up to twice as slow.
 */
public final class Poll {
  private static final MethodHandle YES = answer("yes");
  private static final MethodHandle NO = answer("no");
  private static final MutableCallSite FLAG = new MutableCallSite(NO);
  private static final AtomicInteger INTERRUPTS = new AtomicInteger();

  private Poll() {}

  /** Not a constant of MethodHandles: for one of those the JVM makes classes, at every start. */
  private static MethodHandle answer(String name) {
    try {
      return MethodHandles.lookup()
          .findStatic(Poll.class, name, MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("it stands below", e);
    }
  }

  @SuppressWarnings("UnusedMethod") // by its name
  private static boolean yes() {
    return true;
  }

  @SuppressWarnings("UnusedMethod") // by its name
  private static boolean no() {
    return false;
  }

  /** Some cell is being stopped. */
  static void raise() {
    synchronized (FLAG) {
      if (INTERRUPTS.getAndIncrement() == 0) {
        set(YES);
      }
    }
  }

  /** The end of one {@link #raise()}. */
  static void lower() {
    synchronized (FLAG) {
      if (INTERRUPTS.decrementAndGet() == 0) {
        set(NO);
      }
    }
  }

  private static void set(MethodHandle target) {
    FLAG.setTarget(target);
    MutableCallSite.syncAll(new MutableCallSite[] {FLAG});
  }

  /**
   * A loop goes round, or a method is entered. Returns at once unless this cell is to stop.
   *
   * @throws Throwable an Error that ends the cell; the signature is that of a method handle's call
   */
  public static void check() throws Throwable {
    if ((boolean) FLAG.getTarget().invokeExact()) {
      CellScope.leaveIfCancelled();
    }
  }

  /**
   * Stands in for {@code System.exit}.
   *
   * @param status what the cell asked for
   */
  @SuppressWarnings("DoNotCallSuggester") // byte code calls it, never source
  public static void exit(int status) {
    throw new CellExit(status);
  }

  /**
   * Stands in for {@code Runtime.exit} and {@code Runtime.halt}.
   *
   * @param runtime not used
   * @param status what the cell asked for
   */
  @SuppressWarnings("DoNotCallSuggester") // byte code calls it, never source
  public static void exit(Runtime runtime, int status) {
    throw new CellExit(status);
  }
}
