// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where the native code is unpacked: a folder of ours for each process, because a killed JVM leaves
 * its copies behind. Folders of processes that are gone are swept.
 */
final class NativeLibrary {
  private static final String LMDB = "lmdbjava.extract.dir";
  private static final String JFFI = "jffi.extract.dir";

  private NativeLibrary() {}

  /** To be called before the library is used; does nothing when somebody has chosen a folder. */
  static void prepare() {
    if (System.getProperty(LMDB) != null) {
      return;
    }
    Path folder = folder();
    if (folder != null) {
      System.setProperty(LMDB, folder.toString());
      if (System.getProperty(JFFI) == null) {
        System.setProperty(JFFI, folder.toString());
      }
    }
  }

  /** Null when there is no place of ours; the library then uses the system's temporary folder. */
  private static @Nullable Path folder() {
    try {
      Path cache = cache().resolve("fermata").resolve("native");
      Files.createDirectories(cache);
      sweep(cache);
      Path own = cache.resolve(Long.toString(ProcessHandle.current().pid()));
      Files.createDirectories(own);
      if (Files.getFileStore(own).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
      }
      own.toFile().deleteOnExit();
      return own;
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    return given != null && !given.isBlank()
        ? Path.of(given)
        : Path.of(System.getProperty("user.home"), ".cache");
  }

  private static void sweep(Path cache) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache, "[0-9]*")) {
      for (Path folder : folders) {
        long pid = Long.parseLong(folder.getFileName().toString());
        if (ProcessHandle.of(pid).isEmpty()) {
          delete(folder);
        }
      }
    } catch (NumberFormatException e) {
      return; // something else lives there: leave it
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
