// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A Jupyter client over real sockets. For one thread. */
public final class TestClient implements AutoCloseable {
  /** The channels a client listens on. */
  public enum From {
    /** Requests. */
    SHELL,
    /** Requests that overtake. */
    CONTROL,
    /** Questions of the kernel. */
    STDIN,
    /** Broadcasts. */
    IOPUB
  }

  /** How long anything may take on a machine under load. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * A message that arrived.
   *
   * @param from its channel
   * @param message the message
   */
  record Received(From from, Message message) {
    boolean answers(String id) {
      return parent().equals(id);
    }

    String parent() {
      return message.parentHeader().path("msg_id").asText();
    }
  }

  private final ZContext context = new ZContext();
  private final Codec codec;
  private final HMACGenerator signer;
  private final Map<From, ZMQ.Socket> sockets = new EnumMap<>(From.class);
  private final ZMQ.Poller poller;
  private final Deque<Received> received = new ArrayDeque<>();

  TestClient(ConnectionFile file) {
    codec = new Codec(file);
    signer = signer(file);
    var ports = file.properties();
    var identity = UUID.randomUUID().toString().getBytes(UTF_8);
    connect(From.IOPUB, SocketType.SUB, file.address(ports.getIopubPort()), identity);
    sockets.get(From.IOPUB).subscribe(new byte[0]);
    connect(From.SHELL, SocketType.DEALER, file.address(ports.getShellPort()), identity);
    connect(From.CONTROL, SocketType.DEALER, file.address(ports.getControlPort()), identity);
    connect(From.STDIN, SocketType.DEALER, file.address(ports.getStdinPort()), identity);
    poller = context.createPoller(sockets.size());
    sockets.values().forEach(socket -> poller.register(socket, ZMQ.Poller.POLLIN));
    // the welcome says that iopub is connected: nothing is missed from here on
    await(r -> r.message().type().equals("iopub_welcome"));
  }

  /** The base library's: not by what the kernel checks with. */
  private static HMACGenerator signer(ConnectionFile file) {
    try {
      return file.properties().createHMACGenerator();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void connect(From from, SocketType type, String address, byte[] identity) {
    var socket = context.createSocket(type);
    socket.setIdentity(identity);
    socket.setHWM(0);
    socket.connect(address);
    sockets.put(from, socket);
  }

  /** Sends a message and gives its id. */
  String send(From channel, String type, ObjectNode content) {
    return send(channel, new Outgoing(type, Jsons.object(), content));
  }

  String send(From channel, Outgoing message) {
    var frames = codec.encode(List.of(), message);
    sendRaw(channel, frames);
    return messageId(frames.get(2));
  }

  /** Sends a request for a subshell. */
  String sendTo(String subshell, String type, ObjectNode content) {
    var header = codec.header(type).put("subshell_id", subshell);
    sendRaw(
        From.SHELL, codec.encode(List.of(), header, new Outgoing(type, Jsons.object(), content)));
    return header.path("msg_id").asText();
  }

  private static String messageId(byte[] header) {
    try {
      return Jsons.readObject(header).path("msg_id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Frames of a message that is not sent yet; they may be changed. */
  List<byte[]> frames(String type, ObjectNode content) {
    var frames = codec.encode(List.of(), new Outgoing(type, Jsons.object(), content));
    return new ArrayList<>(frames.stream().map(byte[]::clone).toList());
  }

  /** The same frames with a signature that is right. */
  List<byte[]> signed(List<byte[]> frames) {
    var signature =
        signer.calculateSignature(frames.get(2), frames.get(3), frames.get(4), frames.get(5));
    frames.set(1, signature.getBytes(UTF_8));
    return frames;
  }

  /** The id of a message made by {@link #frames}. */
  String idOf(List<byte[]> frames) {
    return messageId(frames.get(2));
  }

  void sendRaw(From channel, List<byte[]> frames) {
    var socket = sockets.get(channel);
    for (var i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  /** Takes the first message that fits out of what has arrived or arrives in time. */
  Received await(Predicate<Received> wanted) {
    var found = new ArrayList<Received>();
    pollUntil(
        () -> {
          received.stream().filter(wanted).findFirst().ifPresent(found::add);
          return !found.isEmpty();
        });
    received.remove(found.get(0));
    return found.get(0);
  }

  /** The reply to a request. */
  Message reply(String id) {
    return await(r -> r.answers(id) && r.from() != From.IOPUB).message();
  }

  /** Takes everything that belongs to a request, up to its idle; what comes later stays. */
  List<Message> broadcasts(String id) {
    var messages = new ArrayList<Message>();
    Message next;
    do {
      next = await(r -> r.answers(id) && r.from() == From.IOPUB).message();
      messages.add(next);
    } while (!next.content().path("execution_state").asText().equals("idle"));
    return messages;
  }

  /** Whether a message that fits has arrived. */
  boolean has(Predicate<Received> wanted) {
    poll(0);
    return received.stream().anyMatch(wanted);
  }

  /** Drops what has arrived and nobody has taken. */
  void forget() {
    poll(0);
    received.clear();
  }

  private void pollUntil(BooleanSupplier done) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain; what came instead: " + received);
      }
      poll(100);
    }
  }

  private void poll(long millis) {
    if (poller.poll(millis) > 0) {
      sockets.forEach(this::drain);
    }
  }

  private void drain(From from, ZMQ.Socket socket) {
    for (var frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
      var frames = new ArrayList<byte[]>();
      frames.add(frame);
      while (socket.hasReceiveMore()) {
        frames.add(socket.recv());
      }
      try {
        received.add(new Received(from, codec.decode(frames)));
      } catch (BadMessageException e) {
        throw new AssertionError("the kernel sent a message that is none", e);
      }
    }
  }

  @Override
  public void close() {
    poller.close();
    context.close();
  }
}
