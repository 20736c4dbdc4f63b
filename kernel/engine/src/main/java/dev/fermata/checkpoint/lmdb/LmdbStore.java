// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One open file: its environment, its writer, and the names it has learned. */
final class LmdbStore implements AutoCloseable {
  private final EnvGate gate;
  private final Names names = new Names();
  private final Committer committer;
  private final boolean newer;
  private final Optional<String> notice;

  private LmdbStore(EnvGate gate, Optional<String> notice) {
    this.gate = gate;
    this.notice = notice;
    newer = gate.read(Header::read).isNewer();
    committer = new Committer(gate, names);
  }

  static LmdbStore open(Path path) {
    StoreDoctor doctor = new StoreDoctor(path);
    try {
      Optional<String> notice = doctor.examine();
      doctor.opening();
      LmdbStore store = new LmdbStore(new EnvGate(path, false), notice);
      doctor.opened();
      return store;
    } catch (RuntimeException e) {
      throw StoreErrors.of(path, e);
    }
  }

  static LmdbStore openReadOnly(Path path) {
    try {
      new StoreDoctor(path).requireSound();
      return new LmdbStore(new EnvGate(path, true), Optional.empty());
    } catch (RuntimeException e) {
      throw StoreErrors.of(path, e);
    }
  }

  /** What was done to the file when it was opened. */
  Optional<String> notice() {
    return notice;
  }

  Names names() {
    return names;
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
    if (newer) {
      throw gate.read(Header::read).newer(gate.path().toString());
    }
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
