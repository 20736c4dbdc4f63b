// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the byte code of cells calls while they are debugged. Public only for that. */
public final class Probe {
  private Probe() {}

  /**
   * Links the probe before a line.
   *
   * @param caller the class of a cell
   * @param name not used
   * @param type from what is known of the running method (null at first) and the values of its
   *     local variables to what is known of it then
   * @param method name and descriptor
   * @param ordinal the how manieth probe of the method it is
   * @param variables the local variables' names and types, as {@link LocalVariable#parse} reads
   *     them
   * @param calls 1 when other code of cells may be called before the next probe
   * @return a call that does nothing until it is wanted
   */
  public static CallSite line(
      Lookup caller,
      String name,
      MethodType type,
      String method,
      int ordinal,
      String variables,
      int calls) {
    return CellCode.watcher(caller.lookupClass(), Debugger.class)
        .<CallSite>map(
            debugger ->
                debugger
                    .probes()
                    .link(
                        new Site(
                            type,
                            new Site.Place(caller.lookupClass().getName(), method, ordinal),
                            LocalVariable.parse(variables),
                            calls == 1)))
        .orElseGet(() -> new ConstantCallSite(Site.idle(type)));
  }

  /**
   * A method returns.
   *
   * @param activation what is known of it; null when no probe was wanted
   */
  public static void leave(@Nullable Object activation) {
    if (activation instanceof Activation known) {
      known.thread().leave(known);
    }
  }

  /**
   * A method ends with an exception.
   *
   * @param activation what is known of it; null when no probe was wanted
   * @param thrown the exception
   * @throws Throwable when the thread is interrupted while the exception is looked at
   */
  public static void leave(@Nullable Object activation, Throwable thrown) throws Throwable {
    if (activation instanceof Activation known) {
      known.thread().leave(known, thrown);
    }
  }
}
