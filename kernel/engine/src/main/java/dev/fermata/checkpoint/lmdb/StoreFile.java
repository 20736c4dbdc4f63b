// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be said of a file before it is opened as a store. */
final class StoreFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "afpfs",
          "sshfs",
          "fuse.sshfs",
          "9p",
          "afs",
          "webdav",
          "davfs",
          "fuse.davfs2");

  private StoreFile() {}

  /** The real path of a file that exists. */
  static Optional<Path> realPath(Path file) {
    try {
      return Optional.of(file.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Makes missing folders, refuses what can be no store, and returns the real path. */
  static Path prepare(Path file, boolean readOnly) {
    try {
      Path absolute = file.toAbsolutePath().normalize();
      Path folder = absolute.getParent();
      if (folder == null || Files.isDirectory(absolute)) {
        throw refused(
            "store-is-directory", absolute + " is a folder, not a store; name a file in it");
      }
      if (readOnly && !Files.exists(absolute)) {
        throw refused("store-missing", absolute + " does not exist; check the path");
      }
      makeFolder(folder);
      Path path =
          Files.exists(absolute)
              ? absolute.toRealPath()
              : folder.toRealPath().resolve(name(absolute));
      requireLocal(path.getParent() == null ? folder : path.getParent());
      requireWritable(path, readOnly);
      return path;
    } catch (IOException e) {
      throw new CheckpointException("store-unreachable", "cannot get to " + file + ": " + e, e);
    }
  }

  /** A file that is to be made; its folders are. */
  static Path requireNew(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (Files.exists(absolute) || folder == null) {
      throw refused("file-exists", absolute + " exists already; name another file");
    }
    try {
      makeFolder(folder);
      return absolute;
    } catch (IOException e) {
      throw new CheckpointException("store-unreachable", "cannot get to " + file + ": " + e, e);
    }
  }

  /** Lets nobody but its owner read a file, where the file system knows of owners. */
  static void makePrivate(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      throw new CheckpointException("store-unreachable", "cannot get to " + file + ": " + e, e);
    }
  }

  /** A name beside a file that nothing has yet: the file's, a suffix and the time. */
  static Path unused(Path file, String suffix) {
    String time = TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    String name = file.getFileName() + suffix + time;
    Path unused = file.resolveSibling(name);
    for (int i = 2; Files.exists(unused); i++) {
      unused = file.resolveSibling(name + "-" + i);
    }
    return unused;
  }

  /** The file through which the processes that use a store know of each other. */
  static Path lockOf(Path store) {
    return store.resolveSibling(store.getFileName() + "-lock");
  }

  /** Sees to it that a file which was written is on the disk. */
  static void sync(Path file) throws IOException {
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  private static Path name(Path path) {
    Path name = path.getFileName();
    return name == null ? path : name;
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<Set<PosixFilePermission>> mine =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      if (posix) {
        Files.createDirectories(folder, mine);
      } else {
        Files.createDirectories(folder);
      }
    }
  }

  private static void requireLocal(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    if (NETWORK.contains(store.type().toLowerCase(Locale.ROOT))) {
      throw refused(
          "store-on-network",
          "%s lies on a network file system (%s), where a store cannot be kept safe; choose a local folder, for example with FERMATA_STORE"
              .formatted(folder, store.type()));
    }
  }

  private static void requireWritable(Path path, boolean readOnly) throws IOException {
    if (!Files.exists(path)) {
      Path folder = path.getParent();
      if (folder != null && !Files.isWritable(folder)) {
        throw refused("store-read-only", "the folder of " + path + " cannot be written");
      }
      return;
    }
    if (!Files.isRegularFile(path)) {
      throw refused("store-foreign", path + " is not an ordinary file; name another");
    }
    if (!Files.isReadable(path)) {
      throw refused("store-unreadable", path + " cannot be read; check its permissions");
    }
    if (!readOnly && !Files.isWritable(path)) {
      throw refused(
          "store-read-only",
          path + " cannot be written; check its permissions, or open it for reading");
    }
    if (Files.size(path) == 0) {
      throw refused(
          "store-foreign",
          path + " is an empty file, which is no store; delete it or name another file");
    }
  }

  private static CheckpointException refused(String code, String message) {
    return new CheckpointException(code, message);
  }
}
