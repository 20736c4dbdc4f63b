// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fermata uninstall}. */
@Command(
    name = "uninstall",
    description = "Removes what install put there. Notebooks and their checkpoints stay.",
    mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();

  @Override
  public Integer call() {
    DataDir dir = where.dataDir(JupyterDirs.ofThisMachine());
    if (!new Installer(dir, where.name()).uninstall()) {
      throw new InstallException(
          "not-installed",
          "there is no kernel \""
              + where.name()
              + "\" in \""
              + dir.kernels()
              + "\". Name the place"
              + " it was installed to with --user, --prefix DIR or --sys-prefix; jupyter kernelspec"
              + " list shows it.");
    }
    System.out.printf("Removed the kernel \"%s\" from %s%n", where.name(), dir.path());
    return 0;
  }
}
