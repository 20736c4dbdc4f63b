// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
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
 * The little of a Jupyter front end that a training session needs: requests on the shell channel of
 * a kernel on this machine, one at a time, each waited for.
 */
final class TrainingClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LIMIT_MILLIS = 30_000;

  /** How soon the end of a kernel that does not answer is noticed. */
  private static final int SLICE_MILLIS = 100;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket shell;

  /** What is published counts only when somebody listens; nobody reads it. */
  private final ZMQ.Socket iopub;

  private final SecretKeySpec key;
  private final Process kernel;
  private final String session = UUID.randomUUID().toString();

  TrainingClient(TrainingConnection connection, Process kernel) {
    this.kernel = kernel;
    key = new SecretKeySpec(connection.key().getBytes(US_ASCII), ALGORITHM);
    shell = context.createSocket(SocketType.DEALER);
    shell.setReceiveTimeOut(SLICE_MILLIS);
    shell.connect(connection.shell());
    iopub = context.createSocket(SocketType.SUB);
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    iopub.connect(connection.iopub());
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
    awaitReply(type);
  }

  private void awaitReply(String type) throws IOException {
    for (int waited = 0; waited < LIMIT_MILLIS; waited += SLICE_MILLIS) {
      ZMsg reply = ZMsg.recvMsg(shell);
      if (reply != null) {
        reply.destroy();
        return;
      }
      if (!kernel.isAlive()) {
        throw new IOException("the kernel ended before its reply to " + type);
      }
    }
    throw new IOException("no reply to " + type + " within " + LIMIT_MILLIS + " ms");
  }

  private String signature(List<byte[]> parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      parts.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
