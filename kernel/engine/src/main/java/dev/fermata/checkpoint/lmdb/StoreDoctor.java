// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file before it is mapped, because a damaged one would end the process. A small file is
 * read whole; a large one is when the last attempt to open it has not come to an end.
 */
final class StoreDoctor {
  private static final long SMALL = 128 << 20;

  private final Path path;
  private final Path marker;
  private final Path salvaged;

  StoreDoctor(Path path) {
    this.path = path;
    this.marker = beside(".opening");
    this.salvaged = beside(".salvaged");
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** Checks the file and mends it when need be; what was done, when something was. */
  Optional<String> examine() {
    try {
      if (!Files.exists(path) && Files.exists(salvaged)) {
        move(salvaged, path); // the process ended between the last two steps of a rescue
      }
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      boolean whole = Files.size(path) <= SMALL || Files.exists(marker);
      String problem = StoreCheck.problem(path, whole);
      if (problem != null && !whole) {
        problem = StoreCheck.problem(path, true);
      }
      return problem == null ? Optional.empty() : Optional.of(rescue(problem));
    } catch (IOException e) {
      throw new CheckpointException("store-unreachable", "cannot read " + path + ": " + e, e);
    }
  }

  /** Refuses a file that is not sound, without changing anything. */
  void requireSound() {
    try {
      String problem = StoreCheck.problem(path, Files.size(path) <= SMALL);
      if (problem != null) {
        throw new CheckpointException(
            "store-damaged",
            "%s is damaged (%s); open it for writing, what can be read is then saved into a new file"
                .formatted(path, problem));
      }
    } catch (IOException e) {
      throw new CheckpointException("store-unreachable", "cannot read " + path + ": " + e, e);
    }
  }

  /** To be called before the file is mapped. */
  void opening() {
    try {
      Files.writeString(marker, Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new CheckpointException(
          "store-read-only", "the folder of " + path + " cannot be written: " + e, e);
    }
  }

  /** To be called when the file has been mapped and read. */
  void opened() {
    try {
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      return; // the next one to open it looks more closely than needed
    }
  }

  private String rescue(String problem) throws IOException {
    NavigableMap<byte[], byte[]> records = Salvage.records(path);
    if (records.isEmpty()) {
      throw new CheckpointException(
          "store-foreign",
          "%s cannot be used (%s) and holds no record of Fermata; it was left as it is. Rename it, or name another file"
              .formatted(path, problem));
    }
    requireKnown(records.get(Keys.HEADER), problem);
    Files.deleteIfExists(salvaged);
    Files.deleteIfExists(StoreFile.lockOf(salvaged));
    String report = rebuild(records);
    Path kept = StoreFile.unused(path, ".corrupt-");
    move(path, kept);
    Files.deleteIfExists(StoreFile.lockOf(path));
    move(salvaged, path);
    Files.deleteIfExists(StoreFile.lockOf(salvaged));
    return "The store %s was damaged (%s). It is kept as %s. What could be read is in a new file: %s."
        .formatted(path, problem, kept.getFileName(), report);
  }

  /** What a newer version has written, only that one can mend without loss. */
  private void requireKnown(byte @Nullable [] header, String problem) {
    if (header != null && Header.of(Frame.unwrap(Keys.HEADER, header)).isNewer()) {
      throw new CheckpointException(
          "store-newer",
          "%s is damaged (%s) and was written by a newer version of Fermata; it was left as it is: open it with that one"
              .formatted(path, problem));
    }
  }

  private String rebuild(NavigableMap<byte[], byte[]> records) {
    try (EnvGate gate = new EnvGate(salvaged, false)) {
      return gate.write(rows -> Rebuild.into(rows, records));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }
}
