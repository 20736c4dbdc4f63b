// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that runs to its end: with the kernel's flags and a command of the jar, or to write an
 * archive.
 *
 * @param java the launcher
 * @param jar what is run
 * @param scratch its working directory, which has its log and its store
 */
record TrainingProcess(Path java, Path jar, Path scratch) {
  private static final int LIMIT_SECONDS = 180;
  private static final int SHOWN_LINES = 5;

  /**
   * Runs and waits.
   *
   * @param option one more option of the JVM
   * @param command the jar's command and its arguments
   * @throws IOException unless it ended well within the limit
   */
  void run(String option, String... command) throws IOException {
    List<String> argv = new ArrayList<>(List.of(java.toString()));
    argv.addAll(KernelSpec.FLAGS);
    argv.addAll(List.of(option, "-jar", jar.toString()));
    argv.addAll(List.of(command));
    run(argv);
  }

  /**
   * Writes an archive and waits. Not with the kernel's flags: only with the G1 collector a JVM puts
   * objects into an archive, and each collector can take them out.
   *
   * @param classes a list of classes, as {@code -XX:DumpLoadedClassList} makes it
   * @param archive made
   * @throws IOException unless it ended well within the limit
   */
  void dump(Path classes, Path archive) throws IOException {
    run(
        List.of(
            java.toString(),
            "-XX:+UseG1GC",
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + classes,
            "-XX:SharedArchiveFile=" + archive,
            "-cp",
            jar.toString()));
  }

  private void run(List<String> argv) throws IOException {
    Path log = scratch.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(argv).directory(scratch.toFile());
    builder.environment().put("FERMATA_STORE", scratch.resolve("checkpoints.mdb").toString());
    builder.environment().put("FERMATA_HISTORY", scratch.resolve("history.jsonl").toString());
    builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    await(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  private static void await(Process process, Path log) throws IOException {
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
      List<String> lines = Files.readAllLines(log);
      int from = Math.max(0, lines.size() - SHOWN_LINES);
      String last = String.join(" / ", lines.subList(from, lines.size()));
      throw new IOException("exit " + process.exitValue() + ": " + last);
    }
  }
}
