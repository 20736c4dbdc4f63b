// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fermata install}. */
@Command(
    name = "install",
    description = "Puts the kernel and the JupyterLab extension where Jupyter looks for them.",
    mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();

  @Option(
      names = "--no-archive",
      description =
          "Leave out the start-up archive, which takes some seconds to make and up to 50 MB: the"
              + " kernel then starts two to three times as slowly.")
  private boolean noArchive;

  @Override
  public Integer call() {
    DataDir dir = where.dataDir(JupyterDirs.ofThisMachine());
    Jdk jdk = Jdk.ofThisProcess();
    Installer installer = new Installer(dir, where.name());
    installer.install(Bundled.jar(), jdk, FermataCommand.Version.current(), !noArchive);
    if (!noArchive) {
      train(installer, jdk);
    }
    System.out.printf(
        "Installed the kernel \"%s\" in %s%nIt runs on Java %d: %s%nOpen JupyterLab and choose"
            + " \"Java (Fermata)\"; if it is not offered there, run: java -jar fermata.jar doctor%n",
        where.name(), dir.kernel(where.name()), jdk.feature(), jdk.java());
    return 0;
  }

  private static void train(Installer installer, Jdk jdk) {
    try {
      installer.train(jdk);
    } catch (IOException e) {
      System.err.println(
          "The start-up archive could not be made, so the kernel starts slower. Install again to try"
              + " again, or with --no-archive to do without. "
              + e.getMessage());
    }
  }
}
