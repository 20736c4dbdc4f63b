// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes the kernel start in a fraction of the time: the loaded classes of a training session,
 * kept in files that the JVM maps. Before 25 one archive in place of Java's own, which is mapped
 * sooner than one on top of it. Java 25 keeps classes linked (JEP 483), but then makes all of an
 * archive ready before the first line of the kernel runs; so there are two, one of what the first
 * results need, linked, and on top of it one of what a session needs later. The JVM itself checks
 * that Java and jar are those of the training; when they are not, or a file is gone, it starts
 * without, which takes about twice as long until the archive is renewed.
 *
 * @param jar the kernel's jar; the archive lies beside it
 * @param feature the feature version of the Java that maps it
 */
record StartupArchive(Path jar, int feature) {
  private static final int FIRST_THAT_LINKS = 25;

  /** In the order in which one lies on top of the other. */
  List<Path> files() {
    return linked()
        ? List.of(jar.resolveSibling("startup.jsa"), jar.resolveSibling("session.jsa"))
        : List.of(jar.resolveSibling("startup.jsa"));
  }

  /** The options of a JVM that uses the archive. */
  List<String> use() {
    return List.of(use(files()));
  }

  /** Whether there is one, of whatever origin. */
  boolean exists() {
    return files().stream().anyMatch(Files::exists);
  }

  /** Whether the archive was made by this very Java from this very jar. */
  boolean isFresh() throws IOException {
    return files().stream().allMatch(Files::exists)
        && Files.exists(stamp())
        && Files.readString(stamp()).equals(origin());
  }

  /**
   * Runs the training sessions unless the archive is fresh: some seconds. A file gets its name only
   * when it is whole and a JVM has started with it: Java 17 dies of a truncated one. Nothing
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
    Path scratch = Files.createTempDirectory("fermata-training");
    try {
      TrainingProcess process = new TrainingProcess(jdk.java(), jar, scratch);
      // the second remembers the place of the first, so that is there before
      for (Path file : files()) {
        make(file, process);
      }
      Files.writeString(stamp(), origin());
    } finally {
      Trees.delete(scratch);
    }
  }

  private void make(Path file, TrainingProcess process) throws IOException {
    Path fresh = file.resolveSibling("new-" + file.getFileName());
    List<Path> below = files().subList(0, files().indexOf(file));
    try {
      if (!below.isEmpty()) {
        process.train(Training.SESSION, use(below), "-XX:ArchiveClassesAtExit=" + fresh);
      } else if (linked()) {
        process.dump(Training.START, List.of("-XX:+AOTClassLinking"), fresh);
      } else {
        process.dump(Training.SESSION, List.of(), fresh);
      }
      List<Path> all = Stream.concat(below.stream(), Stream.of(fresh)).toList();
      process.start(use(all));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
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

  private static String use(List<Path> files) {
    return "-XX:SharedArchiveFile="
        + files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private Path stamp() {
    return jar.resolveSibling("startup.origin");
  }

  private boolean linked() {
    return feature >= FIRST_THAT_LINKS;
  }
}
