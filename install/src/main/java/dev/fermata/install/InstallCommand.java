// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fermata install}. */
@Command(
    name = "install",
    description = "Puts the kernel and the JupyterLab extension where Jupyter looks for them.",
    mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();

  @Override
  public Integer call() {
    DataDir dir = where.dataDir(JupyterDirs.ofThisMachine());
    Jdk jdk = Jdk.ofThisProcess();
    new Installer(dir, where.name()).install(Bundled.jar(), jdk, FermataCommand.Version.current());
    System.out.printf(
        "Installed the kernel \"%s\" in %s%nIt runs on Java %d: %s%nOpen JupyterLab and choose"
            + " \"Java (Fermata)\"; if it is not offered there, run: java -jar fermata.jar doctor%n",
        where.name(), dir.kernel(where.name()), jdk.feature(), jdk.java());
    return 0;
  }
}
