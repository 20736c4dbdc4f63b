// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line's root: shows its help when called without a command. */
@Command(
    name = "fermata",
    description = "A Jupyter kernel for Java in which programs pause for people.",
    mixinStandardHelpOptions = true,
    versionProvider = FermataCommand.Version.class,
    subcommands = {InstallCommand.class, UninstallCommand.class, DoctorCommand.class},
    footer = {
      "",
      "Jupyter starts the kernel itself:",
      "  java -jar fermata.jar kernel CONNECTION_FILE"
    })
final class FermataCommand implements Callable<Integer> {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  /** Runs the command line and returns the exit code of the process. */
  static int run(String... args) {
    return new CommandLine(new FermataCommand())
        .setExecutionExceptionHandler(FermataCommand::explain)
        .execute(args);
  }

  @Override
  public Integer call() {
    java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    return CommandLine.ExitCode.OK;
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof InstallException refused) {
      line.getErr().println(refused.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw e;
  }

  /** The jar's own version, from its manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Fermata " + current(), "Java " + Runtime.version()};
    }

    static String current() {
      String version = FermataCommand.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
