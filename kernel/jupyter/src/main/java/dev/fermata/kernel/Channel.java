// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A socket with a thread of its own. Only that thread touches the socket; others queue what is to
 * be sent and wake it. It waits without a time-out, and nothing that arrives can end it: what the
 * receiver cannot use is logged and dropped. The base library's sockets do neither, and start a
 * JSON library of their own while somebody waits for the kernel.
 */
final class Channel extends ZMQ.Socket {
  private static final System.Logger LOG = System.getLogger(Channel.class.getName());

  private final ZMQ.Context context;
  private final String name;
  private final Consumer<List<byte[]>> receiver;
  private final Queue<List<byte[]>> outgoing = new ConcurrentLinkedQueue<>();
  private final Waker waker;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * A channel, not yet bound.
   *
   * @param receiver gets the frames of each message, on the channel's thread
   */
  Channel(
      ZMQ.Context context,
      SocketType type,
      String name,
      Executor wakers,
      Consumer<List<byte[]>> receiver) {
    super(context, type);
    this.context = context;
    this.name = name;
    this.receiver = receiver;
    waker = new Waker(wakers);
    thread = new KernelThread(this::loop, "jupyter-" + name);
    setLinger(200);
    setHWM(0); // a queue that is full would drop output without a word
  }

  void start(String address) {
    bind(address);
    thread.start();
  }

  /** Sends from any thread, in the order of the calls of one thread. */
  void sendLater(List<byte[]> frames) {
    outgoing.add(frames);
    waker.wake();
  }

  /** Sends what is queued, closes the socket and ends the thread. */
  void stop() throws InterruptedException {
    stopping = true;
    waker.wake();
    thread.join(1000);
  }

  private void loop() {
    try (var poller = context.poller(2)) {
      poller.register(this, ZMQ.Poller.POLLIN);
      poller.register(waker.polled(), ZMQ.Poller.POLLIN);
      while (!stopping) {
        poller.poll(-1);
        turn();
      }
      sendQueued();
    } finally {
      close();
    }
  }

  // the border of the channel: it must survive everything
  private void turn() {
    try {
      waker.rest();
      sendQueued();
      for (var frames = receive(); frames != null; frames = receive()) {
        receiver.accept(frames);
        sendQueued();
      }
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "a message on " + name + " was dropped", e);
    }
  }

  private void sendQueued() {
    for (var frames = outgoing.poll(); frames != null; frames = outgoing.poll()) {
      for (var i = 0; i < frames.size(); i++) {
        send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
      }
    }
  }

  /** The frames of one whole message; null when none waits. */
  private @Nullable List<byte[]> receive() {
    var frame = recv(ZMQ.DONTWAIT);
    if (frame == null) {
      return null;
    }
    var frames = new ArrayList<byte[]>();
    frames.add(frame);
    while (hasReceiveMore()) {
      frames.add(recv());
    }
    return frames;
  }
}
