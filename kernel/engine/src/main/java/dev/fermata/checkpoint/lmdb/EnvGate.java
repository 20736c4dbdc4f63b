// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * The way to the environment: opens it, lets operations share it, closes and resizes it alone.
 * Closing or resizing under a reader would end the process.
 */
final class EnvGate implements AutoCloseable {
  private static final long LARGE = 1L << 40;
  private static final long SMALL = 1L << 28;
  private static final int READERS = 1022;

  private final Path path;
  private final boolean readOnly;
  private Opened opened;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Semaphore readers = new Semaphore(READERS / 2);
  private boolean closed;

  /** The environment, its tree, and which file it is. Replaced as one, under the exclusive lock. */
  private record Opened(Env<byte[]> env, Dbi<byte[]> tree, @Nullable Object fileKey) {}

  EnvGate(Path path, boolean readOnly) {
    this(path, readOnly, initialSize(path));
  }

  /**
   * A way to the environment.
   *
   * @param mapSize how far the file may grow before the map is doubled, in bytes
   */
  EnvGate(Path path, boolean readOnly, long mapSize) {
    this.path = path;
    this.readOnly = readOnly;
    opened = open(path, readOnly, mapSize);
  }

  private static Opened open(Path path, boolean readOnly, long mapSize) {
    Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(mapSize)
            .setMaxReaders(READERS)
            .open(path.toFile(), 0600, flags(readOnly));
    try {
      env.readerCheck();
      return new Opened(env, readOnly ? openTree(env) : createTree(env), fileKey(path));
    } catch (RuntimeException e) {
      env.close();
      throw e;
    }
  }

  private static EnvFlags[] flags(boolean readOnly) {
    return readOnly
        ? new EnvFlags[] {EnvFlags.MDB_NOSUBDIR, EnvFlags.MDB_NOTLS, EnvFlags.MDB_RDONLY_ENV}
        : new EnvFlags[] {EnvFlags.MDB_NOSUBDIR, EnvFlags.MDB_NOTLS};
  }

  private static Dbi<byte[]> openTree(Env<byte[]> env) {
    return env.openDbi((byte[]) null);
  }

  private static Dbi<byte[]> createTree(Env<byte[]> env) {
    return env.openDbi((byte[]) null, DbiFlags.MDB_CREATE);
  }

  private static long initialSize(Path path) {
    boolean sparse = !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("win");
    boolean wide = !"32".equals(System.getProperty("sun.arch.data.model"));
    if (sparse && wide) {
      return LARGE;
    }
    long size = SMALL;
    long needed = path.toFile().length() * 2;
    while (size < needed) {
      size *= 2;
    }
    return size;
  }

  Path path() {
    return path;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /** Reads within one snapshot. */
  <T> T read(Function<Rows, T> reader) {
    readers.acquireUninterruptibly();
    try {
      return shared(
          () -> {
            try (Txn<byte[]> txn = snapshot(opened.env());
                Rows rows = new Rows(opened.tree(), txn)) {
              return reader.apply(rows);
            }
          });
    } finally {
      readers.release();
    }
  }

  /**
   * Begins a reader of what was committed last. LMDB first notes which commit a reader reads and
   * then copies where its tree begins, out of a page that the second commit after that one writes
   * over before it is published and on the disk; a reader that stood still in between would see a
   * commit that may still be lost, and its next read could see an older one.
   */
  private static Txn<byte[]> snapshot(Env<byte[]> env) {
    while (true) {
      Txn<byte[]> txn = env.txnRead();
      if (env.info().lastTransactionId <= txn.getId() + 1) {
        return txn;
      }
      txn.close();
    }
  }

  /** Writes and commits; whatever is thrown aborts. Called by one thread only. */
  <T> T write(Function<Rows, T> writer) {
    return shared(
        () -> {
          requireSameFile();
          try (Txn<byte[]> txn = opened.env().txnWrite()) {
            T result;
            try (Rows rows = new Rows(opened.tree(), txn)) {
              result = writer.apply(rows);
            }
            txn.commit();
            return result;
          }
        });
  }

  /** Copies the store, as it stands, into a new file, without the pages that are free. */
  void copyTo(Path target) {
    shared(
        () -> {
          opened.env().copy(target.toFile(), CopyFlags.MDB_CP_COMPACT);
          return true;
        });
    StoreFile.makePrivate(target);
    try {
      StoreFile.sync(target);
    } catch (IOException e) {
      throw new CheckpointException("store-unreachable", "cannot write " + target + ": " + e, e);
    }
  }

  /**
   * Puts a copy without free pages in the place of the file. Readers and the writer wait meanwhile.
   *
   * @throws CheckpointException {@code store-in-use} while another process has it open: it would go
   *     on in a file that nobody finds any more
   */
  void compact() {
    lock.writeLock().lock();
    try {
      requireOpen();
      requireSameFile();
      opened.env().close();
      try {
        Compaction.of(path);
      } finally {
        opened = open(path, readOnly, initialSize(path));
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private interface Operation<T> {
    T run();
  }

  private <T> T shared(Operation<T> operation) {
    try {
      return locked(operation);
    } catch (Dbi.MapResizedException | Env.MapFullException e) {
      resize(e instanceof Dbi.MapResizedException);
    } catch (Env.ReadersFullException e) {
      locked(() -> opened.env().readerCheck());
    }
    return locked(operation);
  }

  private <T> T locked(Operation<T> operation) {
    lock.readLock().lock();
    try {
      requireOpen();
      return operation.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Follows another process, or doubles a map that is full. */
  private void resize(boolean follow) {
    lock.writeLock().lock();
    try {
      requireOpen();
      long size = opened.env().info().mapSize;
      // a size is refused beforehand: after a failed call only close would be safe
      if (!follow && size >= LARGE) {
        throw new CheckpointException(
            "store-full", path + " has reached its largest size; prune or delete threads");
      }
      opened.env().setMapSize(follow ? 0 : size * 2);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new CheckpointException("store-closed", path + " is closed; open it again");
    }
  }

  /** A deleted or replaced file would take writes that nobody can ever read. */
  private void requireSameFile() {
    Object known = opened.fileKey();
    if (known != null && !Objects.equals(known, fileKey(path))) {
      throw new CheckpointException(
          "store-gone",
          path + " was deleted or replaced while it was open; nothing was saved. Open it again");
    }
  }

  private static @Nullable Object fileKey(Path path) {
    try {
      return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
          .fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        opened.env().close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
