// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/**
 * The signal of Ctrl-C. The JVM has no public way to it; {@code sun.misc.Signal} is reached by
 * reflection, because the compiler warns of it and other JVMs may lack it.
 */
final class Sigint {
  private Sigint() {}

  static void handle(Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                new KernelThread(action, "jupyter-sigint").start();
                return null;
              });
      var interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, proxy);
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.getLogger(Sigint.class.getName())
          .log(Level.DEBUG, "Ctrl-C ends the kernel: signals cannot be handled here", e);
    }
  }
}
