// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One open file: its environment, its writer, and the names it has learned. */
final class LmdbStore implements AutoCloseable {
  private final EnvGate gate;
  private final Names names = new Names();
  private final Committer committer;
  private final boolean newer;

  LmdbStore(Path path, boolean readOnly) {
    gate = new EnvGate(path, readOnly);
    newer = gate.read(Header::read).isNewer();
    committer = new Committer(gate, names);
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
