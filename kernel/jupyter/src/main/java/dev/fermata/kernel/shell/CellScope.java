// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One executed cell, from the first of its code to the last thread it leaves behind. Threads that
 * its code starts belong to it, also after the cell has ended, so late output finds its way home.
 * Thread-safe.
 */
public final class CellScope implements AutoCloseable {
  private final String id;
  private final @Nullable Object attachment;
  private final JavaShell shell;
  private final Thread opener = Thread.currentThread();
  private final ScopeGroup group;
  private volatile boolean cancelled;
  private final List<PassingLoader> loaders = new ArrayList<>();
  private @Nullable CellThread thread;

  CellScope(JavaShell shell, ThreadGroup cells, String id, @Nullable Object attachment) {
    this.shell = shell;
    this.id = id;
    this.attachment = attachment;
    this.group = new ScopeGroup(cells, this);
  }

  /**
   * The scope the calling thread belongs to: by its thread group, and for threads of shared pools
   * and virtual threads by the cell code on their stack.
   *
   * @return empty outside cells
   */
  public static Optional<CellScope> current() {
    var byGroup = byGroup(Thread.currentThread());
    return byGroup != null ? Optional.of(byGroup) : CellLoader.scopeOnStack();
  }

  /**
   * Whether the calling thread runs its code; not the one that opened it, which was there before.
   */
  boolean isCurrent() {
    return Thread.currentThread() != opener && current().filter(s -> s == this).isPresent();
  }

  /**
   * The name its maker gave it, shown in stack traces as the place of its lines.
   *
   * @return for example {@code In [3]}
   */
  public String id() {
    return id;
  }

  /**
   * What its maker attached.
   *
   * @param <T> the type
   * @param type the type wanted
   * @return empty when nothing of that type was attached
   */
  public <T> Optional<T> attachment(Class<T> type) {
    return type.isInstance(attachment) ? Optional.of(type.cast(attachment)) : Optional.empty();
  }

  /**
   * Whether it was interrupted. Stays true.
   *
   * @return true from the interrupt on
   */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * The threads its code has started that are still alive, and its own.
   *
   * @return a snapshot
   */
  public List<Thread> threads() {
    var found = new Thread[group.activeCount() + 8];
    int count = group.enumerate(found, true);
    return new ArrayList<>(Arrays.asList(found).subList(0, count));
  }

  /** Ends the cell: its own thread goes, the threads its code started stay. */
  @Override
  public void close() {
    shell.ended(this);
    synchronized (this) {
      loaders.clear();
      if (thread != null) {
        thread.end();
        thread = null;
      }
    }
  }

  /** Throws when the calling thread is to be stopped. */
  static void leaveIfCancelled() {
    var scope = byGroup(Thread.currentThread());
    if (scope != null && !scope.cancelled && Thread.currentThread() instanceof CellThread) {
      return;
    }
    if ((scope != null && scope.cancelled) || CellLoader.cancelledOnStack()) {
      throw new CellInterrupted();
    }
  }

  /** Holds a loader of its code until it ends. */
  synchronized void keep(PassingLoader loader) {
    loaders.add(loader);
  }

  void cancel() {
    cancelled = true;
  }

  /** The thread that runs this cell's code; made when first needed. */
  synchronized CellThread thread(ClassLoader loader) {
    if (thread == null) {
      thread = new CellThread(group, id, loader);
      thread.start();
    }
    return thread;
  }

  /** Gives up a thread that cannot be stopped. */
  synchronized void abandonThread() {
    if (thread != null) {
      thread.abandon();
      thread = null;
    }
  }

  private static @Nullable CellScope byGroup(Thread thread) {
    for (var group = thread.getThreadGroup(); group != null; group = group.getParent()) {
      if (group instanceof ScopeGroup scoped) {
        return scoped.scope.get();
      }
    }
    return null;
  }

  /** Whether threads of it go on. */
  boolean hasThreads() {
    return group.activeCount() > 0;
  }

  /**
   * Marks threads as a cell's. Held for ever by its parent up to Java 18, so it must not hold the
   * cell and its messages: whoever keeps the cell is its code, and the session while threads go on.
   */
  private static final class ScopeGroup extends ThreadGroup {
    private final WeakReference<CellScope> scope;

    ScopeGroup(ThreadGroup parent, CellScope scope) {
      super(parent, "cell " + scope.id);
      this.scope = new WeakReference<>(scope);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
      var owner = scope.get();
      if (owner == null) {
        super.uncaughtException(thread, thrown);
      } else if (!(thrown instanceof CellInterrupted)) {
        var lines = owner.shell.describe(thrown, owner).traceback();
        System.err.println(
            "Exception in thread \"" + thread.getName() + "\" " + String.join("\n", lines));
      }
    }
  }
}
