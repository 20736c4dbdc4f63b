// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.Notebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the notebook keeps its checkpoints: {@code .fermata/checkpoints.mdb} in its folder, unless
 * {@code FERMATA_STORE} or {@code %graph --store} says otherwise. Opened in the background as soon
 * as it is likely to be needed, and not before: a notebook without graphs leaves no file.
 * Thread-safe.
 */
final class StoreHome implements AutoCloseable {
  static final String VARIABLE = "FERMATA_STORE";

  private static final int PATIENCE_SECONDS = 10;

  private static final AtomicReference<CompletableFuture<StoreHome>> CURRENT =
      new AtomicReference<>(new CompletableFuture<>());

  private final Map<String, String> environment;
  private final Notebook notebook;
  private final Labels labels;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile NodeSources sources = new NodeSources(List.of());
  private Path path;
  private @Nullable CompletableFuture<Checkpointer> opening;

  StoreHome(Notebook notebook, Map<String, String> environment) {
    this.notebook = notebook;
    this.environment = environment;
    this.labels = new Labels(notebook);
    this.path = file(notebook.directory(), environment.getOrDefault(VARIABLE, ""));
  }

  /** Makes this the store of graphs that were compiled without one. */
  void install() {
    Objects.requireNonNull(CURRENT.getAndSet(CompletableFuture.completedFuture(this)))
        .complete(this);
  }

  /** The store of the running notebook; the first cell may be a little ahead of the magics. */
  static StoreHome current() {
    try {
      return Objects.requireNonNull(CURRENT.get()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MagicException("interrupted", "interrupted while the store was being found");
    } catch (ExecutionException | TimeoutException e) {
      throw new MagicException("no-notebook", "no notebook runs in this process");
    }
  }

  private static Path file(Path directory, String wished) {
    if (wished.isBlank()) {
      return directory.resolve(".fermata").resolve("checkpoints.mdb");
    }
    var path = directory.resolve(wished).normalize();
    return wished.endsWith("/") || Files.isDirectory(path) ? path.resolve("checkpoints.mdb") : path;
  }

  Labels labels() {
    return labels;
  }

  /** What the cells show of the sources of graphs; the same object until a cell declares more. */
  NodeSources sources() {
    var declared = notebook.declarations();
    var latest = sources;
    if (!latest.areOf(declared)) {
      latest = new NodeSources(declared);
      sources = latest;
    }
    return latest;
  }

  /** Whether a person looks at the running cell; a run outside a cell may be looked at too. */
  boolean interactive() {
    try {
      return notebook.interactive();
    } catch (IllegalStateException e) {
      return true;
    }
  }

  synchronized Path path() {
    return path;
  }

  /** Whether there is something to read, without opening or making anything. */
  synchronized boolean exists() {
    return opening != null || Files.exists(path);
  }

  /** Starts to open the store on a thread of its own; whoever needs it learns what went wrong. */
  void prepare() {
    var unused = opening();
  }

  private synchronized CompletableFuture<Checkpointer> opening() {
    var running = opening;
    if (running != null && !running.isCompletedExceptionally()) {
      return running;
    }
    var file = path;
    var future = new CompletableFuture<Checkpointer>();
    var thread =
        new Thread(
            () -> {
              try {
                future.complete(LmdbCheckpointer.open(file));
              } catch (RuntimeException | LinkageError e) {
                future.completeExceptionally(e);
              }
            },
            "fermata-store");
    thread.setDaemon(true);
    thread.start();
    opening = future;
    return future;
  }

  /** The open store; waits for it. A failure is told each time, and each time tried anew. */
  Checkpointer get() {
    try {
      return opening().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new MagicException(
          "store-unavailable",
          "the checkpoint store " + path() + " cannot be opened: " + e.getCause());
    }
  }

  /** What had to be repaired when the store was opened; told once. */
  Optional<String> takeNotice() {
    CompletableFuture<Checkpointer> open;
    synchronized (this) {
      open = opening;
    }
    var ready = open != null && open.isDone() && !open.isCompletedExceptionally();
    if (!ready || !(get() instanceof LmdbCheckpointer store) || store.notice().isEmpty()) {
      return Optional.empty();
    }
    return told.compareAndSet(false, true) ? store.notice() : Optional.empty();
  }

  /** Uses another file from now on. The one in use stays as it is and is closed. */
  synchronized void moveTo(String wished) {
    var next = file(notebook.directory(), wished);
    if (!next.equals(path)) {
      close();
      path = next;
      told.set(false);
    }
  }

  /** The value of a variable of the process's environment; "" when it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  @Override
  public synchronized void close() {
    var open = opening;
    opening = null;
    if (open != null) {
      var unused = open.thenAccept(Checkpointer::close);
    }
  }

  /** Ends this store's time as the current one. */
  void uninstall() {
    var installed = CURRENT.get();
    if (installed != null && installed.getNow(null) == this) {
      CURRENT.compareAndSet(installed, new CompletableFuture<>());
    }
    close();
  }
}
