// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What makes the kernel start in a fraction of the time: the loaded and linked classes of one
 * training session, kept in a file that the JVM maps. An AOT cache (JEP 514) from Java 25 on, an
 * AppCDS archive before. The JVM itself checks that Java and jar are those of the training; when
 * they are not, or the file is gone, it starts as if there were none.
 *
 * @param folder the kernel's folder
 * @param feature the feature version of the Java that will map it
 */
record StartupArchive(Path folder, int feature) {
  private static final int FIRST_WITH_AOT_CACHE = 25;
  private static final int LIMIT_SECONDS = 180;
  private static final String USE_AOT = "-XX:AOTCache=";
  private static final String USE_CDS = "-XX:SharedArchiveFile=";
  private static final String MAKE_AOT = "-XX:AOTCacheOutput=";
  private static final String MAKE_CDS = "-XX:ArchiveClassesAtExit=";

  Path file() {
    return folder.resolve(aot() ? "startup.aot" : "startup.jsa");
  }

  /** The options of a JVM that uses the archive. */
  List<String> use() {
    return List.of(option(USE_AOT, USE_CDS, file()));
  }

  /**
   * Runs the training session and writes the file: some seconds. The file gets its name only when
   * it is whole and a JVM has started with it: Java 17 dies of a truncated one.
   *
   * @param java the launcher the kernel will run on
   * @param flags the flags it will have
   * @param jar the jar it will run
   * @throws IOException with the last of what the session printed, when no archive came of it; the
   *     kernel works without
   */
  void train(Path java, List<String> flags, Path jar) throws IOException {
    Files.deleteIfExists(file());
    Path scratch = Files.createTempDirectory("fermata-training");
    Path fresh = folder.resolve("new-" + file().getFileName());
    try {
      String connection = scratch.resolve("connection.json").toString();
      run(
          java,
          flags,
          option(MAKE_AOT, MAKE_CDS, fresh),
          jar,
          List.of("train", connection),
          scratch);
      run(java, flags, option(USE_AOT, USE_CDS, fresh), jar, List.of("--version"), scratch);
      Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
      Trees.delete(scratch);
    }
  }

  private static void run(
      Path java, List<String> flags, String option, Path jar, List<String> args, Path scratch)
      throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(java.toString());
    argv.addAll(flags);
    argv.add(option);
    argv.addAll(List.of("-jar", jar.toString()));
    argv.addAll(args);
    Path log = scratch.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(argv).directory(scratch.toFile());
    builder.environment().put("FERMATA_STORE", scratch.resolve("checkpoints.mdb").toString());
    await(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  private static void await(Process session, Path log) throws IOException {
    try {
      if (!session.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the training session took longer than " + LIMIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      session.destroyForcibly();
    }
    if (session.exitValue() != 0) {
      List<String> lines = Files.readAllLines(log);
      String last = String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
      throw new IOException("exit " + session.exitValue() + ": " + last);
    }
  }

  private String option(String aotCache, String archive, Path file) {
    return (aot() ? aotCache : archive) + file;
  }

  private boolean aot() {
    return feature >= FIRST_WITH_AOT_CACHE;
  }
}
