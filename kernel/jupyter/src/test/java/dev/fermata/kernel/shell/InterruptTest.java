// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

class InterruptTest extends InterruptContract {
  @Override
  JavaShell openShell(ShellConfig config) {
    return JavaShell.open(config, TestAgent.hotSwap());
  }
}
