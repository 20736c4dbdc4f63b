// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import dev.fermata.kernel.KernelMain;
import java.util.Arrays;

/**
 * What {@code java -jar fermata.jar} runs. {@code kernel CONNECTION_FILE} goes straight to the
 * kernel, before the command line library is loaded: a notebook waits for that start.
 */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage. The
   * {@code kernel} command returns while the kernel's own threads go on.
   *
   * @param args the command and its options; none shows the help
   * @throws Exception what the kernel throws when it cannot start
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("kernel")) {
      ArchiveKeeper.start();
      KernelMain.main(Arrays.copyOfRange(args, 1, args.length));
    } else {
      System.exit(FermataCommand.run(args));
    }
  }
}
