// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel, in place of the base library's: each on its own thread, waiting
 * without polling intervals, deaf to what is forged, replayed or broken. Sending is thread-safe.
 */
final class Connection {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());

  /** Where requests come from, and their replies go to. */
  enum Source {
    SHELL,
    CONTROL
  }

  private final ConnectionFile file;
  private final Codec codec;
  private final ExecutorService wakers =
      Executors.newSingleThreadExecutor(task -> new KernelThread(task, "jupyter-waker"));
  private final ZMQ.Context context = ZMQ.context(1);
  private final Channel shell;
  private final Channel control;
  private final Channel stdin;
  private final Channel iopub;
  private final Channel heartbeat;

  /**
   * Sockets that do not listen yet.
   *
   * @param requests gets the messages of shell and control, on the thread of that channel
   * @param answers gets the messages of stdin, on the thread of that channel
   */
  Connection(ConnectionFile file, BiConsumer<Source, Message> requests, Consumer<Message> answers) {
    this.file = file;
    codec = new Codec(file);
    shell = channel(SocketType.ROUTER, "shell", decoded(m -> requests.accept(Source.SHELL, m)));
    control =
        channel(SocketType.ROUTER, "control", decoded(m -> requests.accept(Source.CONTROL, m)));
    stdin = channel(SocketType.ROUTER, "stdin", decoded(answers));
    iopub = channel(SocketType.XPUB, "iopub", this::welcome);
    heartbeat = channel(SocketType.ROUTER, "heartbeat", this::echo);
  }

  private Channel channel(SocketType type, String name, Consumer<List<byte[]>> receiver) {
    return new Channel(context, type, name, wakers, receiver);
  }

  private Consumer<List<byte[]>> decoded(Consumer<Message> receiver) {
    return frames -> {
      try {
        receiver.accept(codec.decode(frames));
      } catch (BadMessageException e) {
        LOG.log(Level.WARNING, "a message was dropped: " + e.getMessage());
      }
    };
  }

  /** Binds all five; iopub first, so that nothing said early is lost. */
  void open() {
    var ports = file.properties();
    iopub.setXpubVerbose(true); // each subscriber is welcomed, not only the first
    iopub.start(file.address(ports.getIopubPort()));
    heartbeat.start(file.address(ports.getHbPort()));
    stdin.start(file.address(ports.getStdinPort()));
    control.start(file.address(ports.getControlPort()));
    shell.start(file.address(ports.getShellPort()));
  }

  void reply(Source source, Message request, Outgoing reply) {
    var channel = source == Source.SHELL ? shell : control;
    channel.sendLater(codec.encode(request.identities(), reply));
  }

  /** Tells every client. */
  void publish(Outgoing message) {
    iopub.sendLater(codec.encode(List.of(message.type().getBytes(UTF_8)), message));
  }

  /** Asks the client that sent a request. */
  void ask(Sender asked, ObjectNode content) {
    var question = new Outgoing("input_request", asked.header(), content);
    stdin.sendLater(codec.encode(asked.identities(), question));
  }

  /** A frame that starts with 1 is a subscription: protocol 5.4 greets it, so clients know. */
  private void welcome(List<byte[]> frames) {
    var frame = frames.get(0);
    if (frame.length > 0 && frame[0] == 1) {
      var topic = new String(frame, 1, frame.length - 1, UTF_8);
      var content = Jsons.object().put("subscription", topic);
      var message = new Outgoing("iopub_welcome", Jsons.object(), content);
      iopub.sendLater(codec.encode(List.of(topic.getBytes(UTF_8)), message));
    }
  }

  private void echo(List<byte[]> frames) {
    heartbeat.sendLater(frames);
  }

  /** Sends what is queued and closes all sockets. */
  void close() throws InterruptedException {
    for (var channel : List.of(shell, control, stdin, iopub, heartbeat)) {
      channel.stop();
    }
    wakers.shutdown();
    context.term();
  }
}
