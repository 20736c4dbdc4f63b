// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.CheckpointTuple;
import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadLife;
import dev.fermata.checkpoint.WriteBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints in one LMDB file. What was acknowledged survives the death of the process and
 * of the machine. Any number of threads and processes may use a file at once; within a process all
 * checkpointers of a file share it.
 *
 * <p>A checkpoint stores what differs from its parent, so a step costs the size of its change. A
 * list that grows is read back from its pieces, one record a step.
 */
public final class LmdbCheckpointer implements Checkpointer {
  private final Path path;
  private final LmdbStore store;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LmdbCheckpointer(Path path, LmdbStore store) {
    this.path = path;
    this.store = store;
  }

  /**
   * Opens a store, and makes it when it does not exist (the file for its owner only, missing
   * folders too). The file is checked before it is used. A damaged one is renamed to {@code
   * NAME.corrupt-TIME}, what can be read is saved into a new file, and {@link #notice} says what
   * was lost.
   *
   * @param file the store's file; a second file, {@code NAME-lock}, appears beside it
   * @return the open store
   * @throws CheckpointException when the file cannot be a store: a folder, another program's file,
   *     on a read-only or network file system; the message says which
   */
  public static LmdbCheckpointer open(Path file) {
    return open(file, false);
  }

  /**
   * Opens an existing store for reading. It must be a sound one: it is not repaired. Another
   * process may write to it meanwhile.
   *
   * @param file the store's file
   * @return the open store; every change fails with {@code store-read-only}
   * @throws CheckpointException when the file is no store
   */
  public static LmdbCheckpointer openReadOnly(Path file) {
    return open(file, true);
  }

  private static LmdbCheckpointer open(Path file, boolean readOnly) {
    NativeLibrary.prepare();
    Path path = StoreFile.prepare(file, readOnly);
    LmdbStore store =
        OpenStores.open(path, () -> readOnly ? LmdbStore.openReadOnly(path) : LmdbStore.open(path));
    return new LmdbCheckpointer(path, store);
  }

  /**
   * Whether this process has a store open.
   *
   * @param file the store's file
   * @return false for a file that does not exist
   */
  public static boolean inUse(Path file) {
    return StoreFile.realPath(file).map(OpenStores::isOpen).orElse(false);
  }

  /**
   * What a person should know about how this store was opened.
   *
   * @return for example what was lost when a damaged file was repaired; mostly empty
   */
  public Optional<String> notice() {
    return store.notice();
  }

  @Override
  public CompletableFuture<Void> write(WriteBatch batch) {
    try {
      return submit(batch, false);
    } catch (CheckpointException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void commit(WriteBatch batch) {
    await(submit(batch, true));
  }

  private CompletableFuture<Void> submit(WriteBatch batch, boolean waits) {
    return change(
        rows -> {
          new ThreadWriter(rows, store.names(), store.lives(), batch.thread())
              .apply(batch.mutations());
          return null;
        },
        waits);
  }

  private <T> CompletableFuture<T> change(Function<Rows, T> work, boolean waits) {
    requireOpen();
    return store.write(work, waits);
  }

  private static <T> T await(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CheckpointException failure) {
        failure.addSuppressed(new CheckpointException(failure.code(), "waited for here"));
        throw failure;
      }
      throw e;
    }
  }

  @Override
  public Optional<CheckpointTuple> getTuple(CheckpointRef ref) {
    return read(
        rows ->
            ThreadReader.of(rows, store.names(), ref.thread())
                .flatMap(thread -> thread.tuple(ref)));
  }

  @Override
  public List<CheckpointTuple> list(
      String thread, String namespace, @Nullable CheckpointId before, int limit) {
    return read(
        rows ->
            ThreadReader.of(rows, store.names(), thread)
                .map(reader -> reader.list(namespace, before, limit))
                .orElse(List.of()));
  }

  @Override
  public List<String> namespaces(String thread) {
    return read(
        rows ->
            ThreadReader.of(rows, store.names(), thread)
                .map(ThreadReader::namespaces)
                .orElse(List.of()));
  }

  @Override
  public Optional<ThreadInfo> thread(String thread) {
    return read(
        rows ->
            ThreadReader.of(rows, store.names(), thread)
                .flatMap(reader -> Optional.ofNullable(reader.row().info())));
  }

  @Override
  public ThreadLife life(String thread) {
    return new ThreadLife(
        read(
            rows ->
                ThreadReader.of(rows, store.names(), thread)
                    .map(reader -> reader.row().number())
                    .orElse(0L)));
  }

  @Override
  public List<ThreadInfo> threads(ThreadInfo.@Nullable Status status) {
    return read(rows -> ThreadIndex.list(rows, status));
  }

  @Override
  public boolean deleteThread(String thread) {
    return await(change(rows -> new ThreadTools(rows).delete(thread), true));
  }

  @Override
  public void copyThread(String from, String to) {
    CheckpointRef target = CheckpointRef.latest(to); // refuses what is no thread id
    await(
        change(
            rows -> {
              new ThreadTools(rows).copy(from, target.thread());
              return true;
            },
            true));
  }

  @Override
  public int prune(String thread, int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be 1 or more, not " + keep);
    }
    return await(change(rows -> new ThreadTools(rows).prune(thread, keep), true));
  }

  /**
   * Copies the store, as it stands, into a new file without unused space. Others may go on writing.
   *
   * @param target a file that does not exist; it can be opened as a store
   * @throws CheckpointException when the target exists or cannot be written
   */
  public void backup(Path target) {
    requireOpen();
    Path file = StoreFile.requireNew(target);
    try {
      store.gate().copyTo(file);
    } catch (RuntimeException e) {
      throw StoreErrors.of(file, e);
    }
  }

  /**
   * Gives the space of what was deleted or pruned back to the disk: the file is rewritten, readers
   * and writers of this process wait meanwhile. What is stored stays the same.
   *
   * @return by how many bytes the file is smaller now; 0 when it could not be made smaller
   * @throws CheckpointException {@code store-in-use} while another process has the store open; also
   *     when the disk is full. The store is then as it was
   */
  public long compact() {
    requireOpen();
    try {
      long before = Files.size(path);
      store.gate().compact();
      return Math.max(0, before - Files.size(path));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (RuntimeException e) {
      throw StoreErrors.of(path, e);
    }
  }

  private CheckpointException unreachable(IOException e) {
    return new CheckpointException("store-unreachable", "cannot read " + path + ": " + e, e);
  }

  /**
   * Reads every page and record of the file.
   *
   * @return what is wrong with it, for people; empty when it is sound. A damaged store is mended
   *     when it is opened the next time, and what can be read is saved
   */
  public Optional<String> check() {
    requireOpen();
    try {
      return Optional.ofNullable(StoreCheck.problem(path, true));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      OpenStores.release(path);
    }
  }

  private <T> T read(Function<Rows, T> reader) {
    requireOpen();
    return store.read(reader);
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new CheckpointException("store-closed", path + " is closed; open it again");
    }
  }
}
