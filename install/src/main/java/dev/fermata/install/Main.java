// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

/** What {@code java -jar fermata.jar} runs. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
   *
   * @param args the command and its options; none shows the help
   */
  public static void main(String[] args) {
    System.exit(FermataCommand.run(args));
  }
}
