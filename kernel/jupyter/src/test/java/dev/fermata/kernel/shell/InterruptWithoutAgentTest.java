// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

class InterruptWithoutAgentTest extends InterruptContract {
  @Override
  JavaShell openShell(ShellConfig config) {
    return JavaShell.open(config, null);
  }
}
