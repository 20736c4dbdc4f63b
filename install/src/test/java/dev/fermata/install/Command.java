// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process to run to its end.
 *
 * @param argv program and arguments
 * @param folder its working directory
 * @param env variables set on top of the build's own; an empty value removes the variable
 * @param limit after it the process and its children are killed and the run fails
 */
public record Command(List<String> argv, Path folder, Map<String, String> env, Duration limit) {
  /**
   * What a process left behind.
   *
   * @param exit its exit code
   * @param out standard output
   * @param err standard error
   */
  public record Outcome(int exit, String out, String err) {
    /**
     * Both streams, for messages of failing tests.
     *
     * @return readable text
     */
    public String text() {
      return "exit " + exit + "\n" + out + "\n" + err;
    }
  }

  public Command {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
  }

  /**
   * A command in the checkout with five minutes to end.
   *
   * @param argv program and arguments
   * @return without variables of its own
   */
  public static Command of(String... argv) {
    return new Command(List.of(argv), Checkout.root(), Map.of(), Duration.ofMinutes(5));
  }

  public Command in(Path dir) {
    return new Command(argv, dir, env, limit);
  }

  public Command within(Duration time) {
    return new Command(argv, folder, env, time);
  }

  /**
   * Adds a variable.
   *
   * @param name its name
   * @param value empty removes it
   * @return a new command
   */
  public Command with(String name, String value) {
    Map<String, String> more = new HashMap<>(env);
    more.put(name, value);
    return new Command(argv, folder, more, limit);
  }

  /**
   * Starts without waiting: the caller ends the process.
   *
   * @param out where standard output and error go
   * @return the running process
   */
  public Process start(Path out) {
    try {
      return builder().redirectErrorStream(true).redirectOutput(out.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(argv.toString(), e);
    }
  }

  /**
   * Runs to the end.
   *
   * @return exit code and output, whatever the exit code
   */
  public Outcome run() {
    try {
      Path out = Files.createTempFile("fermata", ".out");
      Path err = Files.createTempFile("fermata", ".err");
      try {
        Process process =
            builder().redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        await(process, out, err);
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(argv.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs to the end and fails with everything that was printed unless the exit code is 0.
   *
   * @return the output
   */
  public Outcome runOk() {
    Outcome outcome = run();
    if (outcome.exit() != 0) {
      throw new AssertionError(String.join(" ", argv) + "\n" + outcome.text());
    }
    return outcome;
  }

  private void await(Process process, Path out, Path err) throws InterruptedException, IOException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          String.join(" ", argv)
              + " took longer than "
              + limit
              + "\n"
              + Files.readString(out)
              + Files.readString(err));
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    env.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return builder;
  }
}
