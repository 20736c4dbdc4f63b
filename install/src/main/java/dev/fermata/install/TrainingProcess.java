// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVMs that make an archive, each run to its end.
 *
 * @param java the launcher
 * @param jar what is run
 * @param scratch their working directory, which has their log and their store
 */
record TrainingProcess(Path java, Path jar, Path scratch) {
  private static final int LIMIT_SECONDS = 180;
  private static final int SHOWN_LINES = 5;

  /**
   * Asks the jar for its version.
   *
   * @param option one more option of the JVM
   * @throws IOException unless it ended well within the limit
   */
  void start(String option) throws IOException {
    await(begin(withFlags(List.of(option), "--version")));
  }

  /**
   * Writes an archive of what a training session loads. Not with all of the kernel's flags: only
   * with the G1 collector a JVM puts objects into an archive, and each collector can take them out.
   *
   * @param training the session
   * @param options more options of the JVM that writes
   * @param archive made
   * @throws IOException unless all ended well within the limit
   */
  void dump(Training training, List<String> options, Path archive) throws IOException {
    Path classes = scratch.resolve("classes");
    train(training, "-XX:DumpLoadedClassList=" + classes);
    List<String> argv = new ArrayList<>(List.of(java.toString(), "-XX:+UseG1GC"));
    argv.add(KernelSpec.NATIVE_ACCESS); // must be as it is when the archive is used
    argv.addAll(options);
    argv.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes));
    argv.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-cp", jar.toString()));
    await(begin(argv));
  }

  /**
   * Runs a kernel through a training session.
   *
   * @param training the session
   * @param options more options of the kernel's JVM
   * @throws IOException unless it ended well within the limit
   */
  void train(Training training, String... options) throws IOException {
    TrainingConnection connection = TrainingConnection.free();
    Path file = scratch.resolve("connection.json");
    connection.write(file);
    List<String> argv = withFlags(List.of(options), "kernel", file.toString());
    Process kernel = begin(argv);
    try (TrainingClient client = new TrainingClient(connection, kernel)) {
      training.run(client);
    } catch (IOException e) {
      if (!kernel.isAlive()) {
        await(kernel); // what it printed at its end says more
      }
      kernel.destroyForcibly();
      throw e;
    }
    await(kernel);
  }

  private List<String> withFlags(List<String> options, String... command) {
    List<String> argv = new ArrayList<>(List.of(java.toString()));
    argv.addAll(KernelSpec.FLAGS);
    argv.addAll(options);
    argv.addAll(List.of("-jar", jar.toString()));
    argv.addAll(List.of(command));
    return argv;
  }

  private Process begin(List<String> argv) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(scratch.toFile());
    builder.environment().put("FERMATA_STORE", scratch.resolve("checkpoints.mdb").toString());
    builder.environment().put("FERMATA_HISTORY", scratch.resolve("history.jsonl").toString());
    builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path log() {
    return scratch.resolve("log");
  }

  private void await(Process process) throws IOException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the training session took longer than " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the training session was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      List<String> lines = Files.readAllLines(log());
      int from = Math.max(0, lines.size() - SHOWN_LINES);
      String last = String.join(" / ", lines.subList(from, lines.size()));
      throw new IOException("exit " + process.exitValue() + ": " + last);
    }
  }
}
