// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One open file: its environment, its writer, and the names it has learned. */
final class LmdbStore implements AutoCloseable {
  private final EnvGate gate;
  private final Names names = new Names();
  private final Lives lives = new Lives();
  private final Committer committer;
  private final Optional<String> notice;

  private LmdbStore(EnvGate gate, Optional<String> notice) {
    this.gate = gate;
    this.notice = notice;
    committer = new Committer(gate, names, lives);
  }

  static LmdbStore open(Path path) {
    StoreDoctor doctor = new StoreDoctor(path);
    try {
      Optional<String> mended = doctor.examine();
      doctor.opening();
      LmdbStore store = over(new EnvGate(path, false), mended);
      doctor.opened();
      return store;
    } catch (RuntimeException e) {
      throw StoreErrors.of(path, e);
    }
  }

  static LmdbStore openReadOnly(Path path) {
    try {
      new StoreDoctor(path).requireSound();
      return over(new EnvGate(path, true), Optional.empty());
    } catch (RuntimeException e) {
      throw StoreErrors.of(path, e);
    }
  }

  private static LmdbStore over(EnvGate gate, Optional<String> mended) {
    try {
      Header header = gate.read(Header::read);
      Optional<String> version =
          header.isNewer()
              ? Optional.ofNullable(header.newer(gate.path().toString()).getMessage())
              : gate.isReadOnly() ? Optional.empty() : Migration.run(gate, Migration.RELEASED);
      String notice =
          Stream.of(mended, version).flatMap(Optional::stream).collect(Collectors.joining(" "));
      return new LmdbStore(gate, Optional.of(notice).filter(text -> !text.isEmpty()));
    } catch (RuntimeException e) {
      gate.close();
      throw e;
    }
  }

  /** What was done to the file when it was opened. */
  Optional<String> notice() {
    return notice;
  }

  Names names() {
    return names;
  }

  Lives lives() {
    return lives;
  }

  EnvGate gate() {
    return gate;
  }

  <T> T read(Function<Rows, T> reader) {
    try {
      return gate.read(reader);
    } catch (RuntimeException e) {
      throw StoreErrors.of(gate.path(), e);
    }
  }

  <T> CompletableFuture<T> write(Function<Rows, T> writer, boolean waits) {
    if (gate.isReadOnly()) {
      throw new CheckpointException(
          "store-read-only", gate.path() + " was opened for reading; nothing was saved");
    }
    return committer.submit(writer, waits);
  }

  @Override
  public void close() {
    committer.close();
    gate.close();
  }
}
