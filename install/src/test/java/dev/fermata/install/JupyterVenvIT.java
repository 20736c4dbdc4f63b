// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JupyterVenvIT {
  @Test
  void jupyterFindsTheInstalledKernelAndTheLabExtension() {
    JupyterVenv venv = JupyterVenv.prepared();

    assertThat(venv.python("-m", "jupyter", "kernelspec", "list").runOk().out())
        .contains(JupyterVenv.KERNEL)
        .contains(venv.prefix().toString());
    // labextension list prints what it finds to standard error
    assertThat(venv.python("-m", "jupyter", "labextension", "list").runOk().text())
        .containsPattern("fermata v\\S+ .*enabled.*OK");
  }
}
