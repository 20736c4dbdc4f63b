// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a poll from another thread, through a pipe that is polled together with the socket. */
final class Waker {
  private static final System.Logger LOG = System.getLogger(Waker.class.getName());

  private final Pipe pipe;
  private final AtomicBoolean pending = new AtomicBoolean();
  private final Executor forCellThreads;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(16);

  Waker(Executor forCellThreads) {
    this.forCellThreads = forCellThreads;
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      pipe.sink().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Pipe.SourceChannel polled() {
    return pipe.source();
  }

  void wake() {
    if (pending.compareAndSet(false, true)) {
      if (KernelThread.isCurrent()) {
        write();
      } else {
        forCellThreads.execute(this::write);
      }
    }
  }

  private void write() {
    try {
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the channel is closed", e);
    }
  }

  /** To be called before looking at what the waking thread has left. */
  void rest() throws IOException {
    scratch.clear();
    var unused = pipe.source().read(scratch); // what is left wakes again
    pending.set(false);
  }

  void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }
}
