// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.magic.MagicProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ServiceLoader;

/** Starts the kernel as Jupyter does: with the path of a connection file as the only argument. */
public final class KernelMain {
  private static final int GRACE_MILLIS = 300;

  private KernelMain() {}

  /**
   * Runs a kernel until it is shut down.
   *
   * @param arguments the path of the connection file
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.println("usage: java dev.fermata.kernel.KernelMain CONNECTION_FILE");
      System.exit(2);
    }
    var providers = new ArrayList<MagicProvider>();
    ServiceLoader.load(MagicProvider.class).forEach(providers::add);
    var java = JavaStart.with(providers);
    Logging.quiet();
    try {
      run(ConnectionFile.read(Path.of(arguments[0])), java);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(ConnectionFile file, JavaStart java) throws InterruptedException {
    var kernel = JavaKernel.start(file, java, Settings.of(System.getenv()));
    Parent.whenGone(System.getenv("JPY_PARENT_PID"), kernel::requestShutdown);
    Sigint.handle(kernel::interrupt);
    kernel.awaitShutdown();
    new KernelThread(KernelMain::haltSoon, "jupyter-exit").start();
    kernel.close();
    System.exit(0);
  }

  /** Threads, shutdown hooks and locks that cells left behind must not keep the process alive. */
  private static void haltSoon() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
