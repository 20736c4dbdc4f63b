// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * The little of a Jupyter front end that a training run needs: requests on the shell channel of a
 * kernel on this machine, one at a time, each waited for.
 */
final class TrainingClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Of no secret: its only use is that signing is among what the archive has. */
  private static final String KEY = "training";

  private static final int LIMIT_MILLIS = 30_000;
  private static final List<String> CHANNELS = List.of("shell", "iopub", "stdin", "control", "hb");

  private final ZContext context = new ZContext();
  private final ZMQ.Socket shell;

  /** What is published counts only when somebody listens; nobody reads it. */
  private final ZMQ.Socket iopub;

  private final String session = UUID.randomUUID().toString();

  private TrainingClient(int shellPort, int iopubPort) {
    shell = context.createSocket(SocketType.DEALER);
    shell.setReceiveTimeOut(LIMIT_MILLIS);
    shell.connect("tcp://127.0.0.1:" + shellPort);
    iopub = context.createSocket(SocketType.SUB);
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    iopub.connect("tcp://127.0.0.1:" + iopubPort);
  }

  /** Writes the connection file of a kernel that is about to be started, and waits for nothing. */
  static TrainingClient preparing(Path connectionFile) throws IOException {
    ObjectNode connection = JSON.createObjectNode();
    connection.put("transport", "tcp").put("ip", "127.0.0.1");
    connection.put("signature_scheme", "hmac-sha256").put("key", KEY);
    List<Integer> ports = freePorts(CHANNELS.size());
    for (int i = 0; i < ports.size(); i++) {
      connection.put(CHANNELS.get(i) + "_port", ports.get(i));
    }
    Files.writeString(connectionFile, JSON.writeValueAsString(connection));
    return new TrainingClient(ports.get(0), ports.get(1));
  }

  /** Runs a cell to its end, whatever its outcome. */
  void execute(String code) throws IOException {
    ObjectNode content = JSON.createObjectNode();
    content.put("code", code).put("silent", false).put("store_history", true);
    content.put("allow_stdin", true).put("stop_on_error", false).putObject("user_expressions");
    request("execute_request", content);
  }

  /** Asks something about a piece of code, the cursor at its end. */
  void ask(String type, String code) throws IOException {
    ObjectNode content = JSON.createObjectNode();
    content.put("code", code).put("cursor_pos", code.length()).put("detail_level", 0);
    request(type, content);
  }

  private void request(String type, JsonNode content) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    header.put("msg_id", UUID.randomUUID().toString()).put("session", session);
    header.put("username", "install").put("date", Instant.now().toString());
    header.put("msg_type", type).put("version", "5.4");
    byte[] empty = {'{', '}'};
    List<byte[]> parts =
        List.of(JSON.writeValueAsBytes(header), empty, empty, JSON.writeValueAsBytes(content));
    ZMsg message = new ZMsg();
    message.add("<IDS|MSG>");
    message.add(signature(parts));
    parts.forEach(message::add);
    message.send(shell);
    ZMsg reply = ZMsg.recvMsg(shell);
    if (reply == null) {
      throw new IOException("no reply to " + type + " within " + LIMIT_MILLIS + " ms");
    }
    reply.destroy();
  }

  private static String signature(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(US_ASCII), "HmacSHA256"));
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
