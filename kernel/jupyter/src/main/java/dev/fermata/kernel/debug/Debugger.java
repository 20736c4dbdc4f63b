// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import dev.fermata.kernel.shell.Poll;
import dev.fermata.kernel.shell.Values;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One debugging session: stops threads that run code of cells, one by one, and lets them go on. The
 * threads of the kernel are never stopped. Thread-safe.
 */
final class Debugger {
  /** Told what happens, on the thread that it happens to. */
  interface Listener {
    void stopped(Stop stop);

    void continued(Stop stop);
  }

  private final CellCode code;
  private final Listener listener;
  private final Probes probes;
  private final Stage stage = new Stage();
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger stops = new AtomicInteger();
  private final Set<CellExecution> stepping = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean pausing = new AtomicBoolean();
  private final ThreadLocal<CellExecution> executions =
      ThreadLocal.withInitial(() -> new CellExecution(this, threads.incrementAndGet()));
  private volatile boolean exceptions;
  private volatile boolean open = true;
  private volatile @Nullable Stop stop;

  private Debugger(CellCode code, CellFiles files, Listener listener) {
    this.code = code;
    this.listener = listener;
    this.probes = new Probes(code, files, reached());
  }

  /** Puts probes into all code of cells. */
  static Debugger start(CellCode code, CellFiles files, Listener listener) {
    var debugger = new Debugger(code, files, listener);
    code.watch(debugger, new ProbeInserter(debugger.probes::inserted));
    return debugger;
  }

  private MethodHandle reached() {
    try {
      var type = MethodType.methodType(Object.class, Site.class, Object.class, Object[].class);
      return MethodHandles.lookup().bind(this, "reached", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("it is below", e);
    }
  }

  Probes probes() {
    return probes;
  }

  /** Lets everything go on and takes the probes out. */
  void close() {
    open = false;
    probes.close();
    resume(null);
    code.unwatch();
  }

  /** Sets all breakpoints: path of the cell → lines, ascending. */
  void breakpoints(Map<String, List<Integer>> all) {
    probes.breakpoints(all);
  }

  /** Whether an exception that no cell catches stops its thread. */
  void exceptions(boolean wanted) {
    exceptions = wanted;
    watch();
  }

  /** The next thread that comes to a line stops. */
  void pause() {
    if (stop == null) {
      pausing.set(true);
      watch();
    }
  }

  /** The thread that stands still now; others may wait for their turn to be shown. */
  Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** Lets the thread that stands still go on. */
  void resume(Step.@Nullable Kind kind) {
    if (kind == null) {
      pausing.set(false);
      stepping.clear();
      watch();
    }
    var standing = stop;
    if (standing != null) {
      standing.order().complete(Optional.ofNullable(kind));
    }
  }

  private void watch() {
    probes.everyLine(exceptions || pausing.get() || !stepping.isEmpty());
  }

  /** A step that led out of the last code of a cell will not end. */
  void forgetEndedSteps() {
    stepping.removeIf(thread -> !thread.isAlive());
    watch();
  }

  /** Lets the calling thread run code for the debugger itself: it stops nowhere any more. */
  @Nullable Object muteThisThread() {
    executions.get().mute();
    return null;
  }

  /** What wanted probes call. */
  @SuppressWarnings("UnusedMethod") // by its method handle
  private Object reached(Site site, @Nullable Object known, Object[] values) throws Throwable {
    var thread = executions.get();
    var activation = thread.reach((Activation) known, site, values);
    boolean mayStop = site.isBreakpoint() || !stepping.isEmpty() || pausing.get();
    if (mayStop && open && !thread.isMuted()) {
      var line = probes.line(site);
      if (line.isPresent()) {
        var cause = cause(thread, activation, line.get().number());
        if (cause != null) {
          stop(thread, cause, frames(thread));
          moved(thread, activation, line.get().number());
        }
      }
    }
    return activation;
  }

  private Stop.@Nullable Cause cause(CellExecution thread, Activation activation, int line) {
    var step = stepping.contains(thread) ? thread.step() : null;
    if (step != null && step.endsAt(activation, line)) {
      return new Stop.Cause("step", "");
    }
    var site = activation.site();
    if (site != null && site.isBreakpoint()) {
      return new Stop.Cause("breakpoint", "");
    }
    return pausing.compareAndSet(true, false) ? new Stop.Cause("pause", "") : null;
  }

  /** The thread goes on; a step is counted from here. */
  private void moved(CellExecution thread, Activation activation, int line) {
    var kind = thread.ordered();
    if (kind != null) {
      thread.step(new Step(kind, activation, line));
      stepping.add(thread);
      watch();
    }
  }

  List<Frame> frames(CellExecution thread) {
    return new CallStack(code, probes, thread.stack()).frames();
  }

  /** A pause of a graph, an interrupt, an exit: what is thrown to get out is no mistake. */
  boolean looksAt(Throwable thrown) {
    return exceptions
        && (thrown instanceof Exception || thrown instanceof Error)
        && !thrown.getClass().getName().startsWith("dev.fermata.kernel.")
        && !thrown.getClass().getName().startsWith("jdk.jshell.");
  }

  /** An exception has left the outermost code of a cell on its thread. */
  void uncaught(CellExecution thread, Throwable thrown, List<Frame> frames) throws Throwable {
    if (open && exceptions) {
      stop(thread, new Stop.Cause("exception", Values.text(thrown)), frames);
    }
  }

  private void stop(CellExecution thread, Stop.Cause cause, List<Frame> frames) throws Throwable {
    stepping.remove(thread);
    thread.order(null);
    var standing =
        new Stop(stops.incrementAndGet(), thread, cause, frames, new CompletableFuture<>());
    boolean interrupted = await(() -> stage.enter(thread));
    try {
      stop = standing;
      if (open) {
        listener.stopped(standing);
        interrupted |= await(() -> thread.order(standing.order().get().orElse(null)));
      }
    } finally {
      stop = null;
      listener.continued(standing);
      stage.leave(thread, thread.ordered() != null);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Wait {
    void await() throws InterruptedException, ExecutionException;
  }

  /**
   * Waits through interrupts by other code.
   *
   * @return whether there was one
   * @throws Throwable when the cell is to stop
   */
  private static boolean await(Wait wait) throws Throwable {
    boolean interrupted = false;
    while (true) {
      try {
        wait.await();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        Poll.check();
      }
    }
  }
}
