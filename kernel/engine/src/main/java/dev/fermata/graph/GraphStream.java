// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run that tells what happens while it goes on. The run starts with the stream, on a thread that
 * inherits the caller's thread group; it waits when the reader falls far behind. Closing the stream
 * early interrupts the run; its checkpoint is kept. To be read by one thread, once.
 *
 * @param <S> the state record
 */
public final class GraphStream<S extends Record> implements Iterable<StreamEvent>, AutoCloseable {
  private static final int AHEAD = 1024;

  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile @Nullable GraphOutput<S> output;
  private volatile boolean closed;

  /** The last thing in the queue. */
  private record End(@Nullable Throwable failure) {}

  GraphStream(Set<StreamMode> modes, boolean subgraphs, Function<Emitter, GraphOutput<S>> run) {
    Emitter emitter =
        new Queueing(modes.isEmpty() ? EnumSet.of(StreamMode.UPDATES) : modes, subgraphs);
    this.thread = new Thread(() -> run(run, emitter), "fermata-stream");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Function<Emitter, GraphOutput<S>> run, Emitter emitter) {
    Throwable failure = null;
    try {
      output = run.apply(emitter);
    } catch (Throwable thrown) { // the task runner's border: the reader gets whatever it was
      failure = thrown;
    }
    put(new End(failure));
  }

  private void put(Object event) {
    boolean interrupted = false;
    while (!closed) {
      try {
        if (queue.offer(event, 1, TimeUnit.SECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The events in the order they happened.
   *
   * @return an iterator that waits for the next event, and throws what the run fails with
   */
  @Override
  public Iterator<StreamEvent> iterator() {
    return new Events();
  }

  /**
   * What the run came to.
   *
   * @return empty until the last event was read
   */
  public Optional<GraphOutput<S>> output() {
    return Optional.ofNullable(output);
  }

  /** Interrupts the run if it still goes on, and waits for it. */
  @Override
  public void close() {
    closed = true;
    queue.clear();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts events of the wanted modes into the queue. */
  private final class Queueing implements Emitter {
    private final Set<StreamMode> modes;
    private final boolean subgraphs;

    Queueing(Set<StreamMode> modes, boolean subgraphs) {
      this.modes = modes;
      this.subgraphs = subgraphs;
    }

    @Override
    public boolean wants(StreamMode mode) {
      return modes.contains(mode);
    }

    @Override
    public void emit(StreamMode mode, Supplier<StreamEvent> event) {
      if (!wants(mode)) {
        return;
      }
      StreamEvent made = event.get();
      if (subgraphs || made.namespace().isEmpty()) {
        put(made);
      }
    }
  }

  private final class Events implements Iterator<StreamEvent> {
    private @Nullable Object next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        try {
          next = closed ? new End(null) : queue.take();
        } catch (InterruptedException e) {
          close();
          Thread.currentThread().interrupt();
          throw new GraphException.RunInterrupted(
              "the reader of the stream was interrupted, so the run was stopped; its checkpoint is"
                  + " kept",
              e);
        }
      }
      if (next instanceof End end) {
        if (end.failure() != null) {
          throw Suspension.<RuntimeException>sneak(end.failure());
        }
        return false;
      }
      return true;
    }

    @Override
    public StreamEvent next() {
      if (!hasNext() || !(next instanceof StreamEvent event)) {
        throw new NoSuchElementException("the run has ended");
      }
      next = null;
      return event;
    }
  }
}
