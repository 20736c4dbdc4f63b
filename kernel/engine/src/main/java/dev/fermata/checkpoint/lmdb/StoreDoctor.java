// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Looks at a file before it is mapped, because a damaged one would end the process. A small file is
 * read whole; a large one is when the last attempt to open it has not come to an end.
 */
final class StoreDoctor {
  private static final long SMALL = 32 << 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

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
    Files.deleteIfExists(salvaged);
    Files.deleteIfExists(lockOf(salvaged));
    String report = rebuild(records);
    Path kept = corrupt();
    move(path, kept);
    Files.deleteIfExists(lockOf(path));
    move(salvaged, path);
    Files.deleteIfExists(lockOf(salvaged));
    return "The store %s was damaged (%s). It is kept as %s. What could be read is in a new file: %s."
        .formatted(path, problem, kept.getFileName(), report);
  }

  private String rebuild(NavigableMap<byte[], byte[]> records) {
    try (EnvGate gate = new EnvGate(salvaged, false)) {
      return gate.write(rows -> Rebuild.into(rows, records));
    }
  }

  private Path corrupt() {
    Path kept = beside(".corrupt-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())));
    for (int i = 2; Files.exists(kept); i++) {
      kept = beside(".corrupt-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-" + i);
    }
    return kept;
  }

  private static Path lockOf(Path store) {
    return store.resolveSibling(store.getFileName() + "-lock");
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }
}
