// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fermata doctor}. */
@Command(
    name = "doctor",
    description =
        "Looks at everything a notebook needs, and says what to do about what is missing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Where where = new Where();

  @Override
  public Integer call() {
    JupyterDirs dirs = JupyterDirs.ofThisMachine();
    Doctor doctor =
        new Doctor(
            dirs, where.dataDir(dirs), where.name(), where.words(), Path.of("").toAbsolutePath());
    List<Finding> findings = doctor.examine(Jdk.ofThisProcess());
    findings.forEach(finding -> System.out.println(finding.text()));
    boolean sound = findings.stream().noneMatch(f -> f instanceof Finding.Wrong w && w.fatal());
    System.out.println(
        sound
            ? "Notebooks can run on this kernel."
            : "Mend what is marked broken and run doctor again.");
    return sound ? 0 : 1;
  }
}
