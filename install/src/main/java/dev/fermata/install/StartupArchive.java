// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What makes the kernel start in a fraction of the time: the loaded and linked classes of one
 * training session, kept in a file that the JVM maps. An AOT cache (JEP 514) from Java 25 on, an
 * AppCDS archive before: one in place of Java's own, which is mapped sooner than one on top of it.
 * The JVM itself checks that Java and jar are those of the training; when they are not, or the file
 * is gone, it starts without, which takes about twice as long until the archive is renewed.
 *
 * @param jar the kernel's jar; the archive lies beside it
 * @param feature the feature version of the Java that maps it
 */
record StartupArchive(Path jar, int feature) {
  private static final int FIRST_WITH_AOT_CACHE = 25;

  Path file() {
    return jar.resolveSibling(aot() ? "startup.aot" : "startup.jsa");
  }

  /** The options of a JVM that uses the archive. */
  List<String> use() {
    return List.of(use(file()));
  }

  /** Whether the archive was made by this very Java from this very jar. */
  boolean isFresh() throws IOException {
    return Files.exists(file())
        && Files.exists(stamp())
        && Files.readString(stamp()).equals(origin());
  }

  /**
   * Runs the training session unless the archive is fresh: some seconds. The file gets its name
   * only when it is whole and a JVM has started with it: Java 17 dies of a truncated one. Nothing
   * happens while another process does the same.
   *
   * @param jdk the Java of this process, which the kernel runs on
   * @throws IOException with the last of what the session printed, when no archive came of it; the
   *     kernel works without
   */
  void renew(Jdk jdk) throws IOException {
    Path lock = jar.resolveSibling("startup.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held == null) {
        return;
      }
      try {
        if (!isFresh()) {
          train(jdk);
        }
      } finally {
        Files.deleteIfExists(lock);
      }
    }
  }

  private void train(Jdk jdk) throws IOException {
    Path fresh = jar.resolveSibling("new-" + file().getFileName());
    Path scratch = Files.createTempDirectory("fermata-training");
    try {
      TrainingProcess process = new TrainingProcess(jdk.java(), jar, scratch);
      Path connection = scratch.resolve("connection.json");
      if (aot()) {
        process.run("-XX:AOTCacheOutput=" + fresh, "train", connection.toString());
      } else {
        Path classes = scratch.resolve("classes");
        process.run("-XX:DumpLoadedClassList=" + classes, "train", connection.toString());
        process.dump(classes, fresh);
      }
      process.run(use(fresh), "--version");
      Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
      Files.writeString(stamp(), origin());
    } finally {
      Files.deleteIfExists(fresh);
      Trees.delete(scratch);
    }
  }

  private String origin() throws IOException {
    return String.join(
        "\n",
        System.getProperty("java.home"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Files.size(jar) + " " + Files.getLastModifiedTime(jar),
        String.join(" ", KernelSpec.FLAGS));
  }

  private String use(Path archive) {
    return (aot() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
  }

  private Path stamp() {
    return jar.resolveSibling("startup.origin");
  }

  private boolean aot() {
    return feature >= FIRST_WITH_AOT_CACHE;
  }
}
