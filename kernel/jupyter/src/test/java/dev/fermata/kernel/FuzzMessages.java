// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.TestClient.From;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Messages that no client should send. The same seed makes the same messages. */
final class FuzzMessages {
  /** What all clients may send; a shutdown is left out, since it is to be obeyed. */
  private static final Map<String, String> VALID =
      Map.ofEntries(
          Map.entry(
              "execute_request",
              """
              {"code": "1 + 1", "silent": false, "store_history": true, "stop_on_error": false,
               "allow_stdin": false, "user_expressions": {"a": "2"}}"""),
          Map.entry("complete_request", "{\"code\": \"Math.ma\", \"cursor_pos\": 7}"),
          Map.entry(
              "inspect_request",
              "{\"code\": \"Math.max\", \"cursor_pos\": 5, \"detail_level\": 0}"),
          Map.entry("is_complete_request", "{\"code\": \"int x = \"}"),
          Map.entry(
              "history_request",
              """
              {"output": true, "raw": true, "hist_access_type": "tail", "n": 3, "session": 0,
               "start": 0, "stop": 5, "pattern": "*", "unique": true}"""),
          Map.entry("kernel_info_request", "{}"),
          Map.entry("comm_info_request", "{\"target_name\": \"fuzz\"}"),
          Map.entry(
              "comm_open", "{\"comm_id\": \"c\", \"target_name\": \"fuzz\", \"data\": {\"a\": 1}}"),
          Map.entry("comm_msg", "{\"comm_id\": \"c\", \"data\": {\"a\": [1]}}"),
          Map.entry("comm_close", "{\"comm_id\": \"c\", \"data\": {}}"),
          Map.entry("interrupt_request", "{}"),
          Map.entry(
              "debug_request",
              """
              {"type": "request", "seq": 1, "command": "debugInfo", "arguments": {"a": {}}}"""),
          Map.entry("create_subshell_request", "{}"),
          Map.entry("delete_subshell_request", "{\"subshell_id\": \"x\"}"),
          Map.entry("list_subshell_request", "{}"),
          Map.entry("input_reply", "{\"value\": \"x\", \"status\": \"ok\"}"),
          Map.entry("no_such_request", "{\"a\": 1}"));

  private static final List<String> TYPES = VALID.keySet().stream().sorted().toList();
  private static final List<String> HEADER_FIELDS =
      List.of("msg_id", "msg_type", "session", "username", "date", "version", "subshell_id");
  private static final List<String> TEXTS =
      List.of(
          "", "1 + 1", "%", "%%", "%help", "%no", "\"", "/*", "😀.", "tail", "search", "*[", "\0");

  /**
   * What is to be sent.
   *
   * @param channel where
   * @param frames as sent
   * @param reply type of the reply that must come, and the id of the request
   */
  record Shot(From channel, List<byte[]> frames, Optional<Map.Entry<String, String>> reply) {}

  private final Random random;

  FuzzMessages(long seed) {
    random = new Random(seed);
  }

  /** The next message of shell, control or stdin. */
  Shot next(TestClient client) {
    var channel = pick(List.of(From.SHELL, From.CONTROL, From.STDIN));
    var type = pick(TYPES);
    return switch (random.nextInt(10)) {
      case 0 -> new Shot(channel, rewritten(client, type), Optional.empty());
      case 1 -> new Shot(channel, strangeHeader(client, type), Optional.empty());
      case 2 -> new Shot(channel, cut(client.frames(type, valid(type))), Optional.empty());
      case 3 -> new Shot(channel, flipped(client.frames(type, valid(type))), Optional.empty());
      case 4 -> new Shot(channel, noise(), Optional.empty());
      case 5 -> new Shot(channel, forged(client), Optional.empty());
      default -> nonsense(client, channel, type);
    };
  }

  /**
   * Frames for the sockets that carry no messages: iopub, where clients subscribe, and heartbeat.
   */
  List<byte[]> noise() {
    var frames = new ArrayList<byte[]>();
    for (var i = random.nextInt(9); i >= 0; i--) {
      var frame = new byte[random.nextInt(200)];
      random.nextBytes(frame);
      if (frame.length > 0 && random.nextBoolean()) {
        frame[0] = (byte) random.nextInt(3);
      }
      frames.add(frame);
    }
    return frames;
  }

  /** Well signed, and a wrong value, a wrong type or a gap anywhere inside. */
  private Shot nonsense(TestClient client, From channel, String type) {
    var content = valid(type);
    for (var i = random.nextInt(4); i > 0; i--) {
      spoil(content);
    }
    var frames = client.frames(type, content);
    if (random.nextInt(5) == 0) {
      frames.addAll(noise());
    }
    var answered =
        channel != From.STDIN && type.endsWith("_request") && !type.equals("no_such_request");
    var reply = Map.entry(client.idOf(frames), type.replace("_request", "_reply"));
    return new Shot(channel, frames, answered ? Optional.of(reply) : Optional.empty());
  }

  private void spoil(ObjectNode tree) {
    var names = new ArrayList<String>();
    tree.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      tree.set("extra", value());
      return;
    }
    var name = pick(names);
    if (tree.get(name) instanceof ObjectNode inner && random.nextBoolean()) {
      spoil(inner);
    } else if (random.nextInt(4) == 0) {
      tree.remove(name);
    } else {
      tree.set(name, value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(12)) {
      case 0 -> Jsons.tree(random.nextInt());
      case 1 -> Jsons.tree(random.nextInt(9) - 4);
      case 2 -> Jsons.tree(random.nextBoolean());
      case 3 -> Jsons.tree(List.of(1, "two"));
      case 4 -> Jsons.tree(Map.of("a", Map.of("b", "c")));
      case 5 -> Jsons.tree((random.nextDouble() - 0.5) * 1e300);
      case 6 -> Jsons.tree(BigInteger.TEN.pow(80).negate());
      case 7 -> Jsons.object().nullNode();
      case 8 -> nested(random.nextInt(900));
      case 9 -> Jsons.tree("x".repeat(random.nextInt(50) == 0 ? 3_000_000 : 3000));
      default -> Jsons.tree(pick(TEXTS));
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode inner = Jsons.object();
    for (var i = 0; i < depth; i++) {
      inner = Jsons.object().set("a", inner);
    }
    return inner;
  }

  /** Bytes of one JSON part were changed before they were signed. */
  private List<byte[]> rewritten(TestClient client, String type) {
    var frames = client.frames(type, valid(type));
    var part = 2 + random.nextInt(4);
    var json = frames.get(part);
    var at = random.nextInt(json.length);
    var changed =
        switch (random.nextInt(4)) {
          case 0 -> Arrays.copyOf(json, at);
          case 1 -> joined(Arrays.copyOf(json, at), pick(TEXTS).getBytes(UTF_8));
          case 2 -> "[".repeat(random.nextInt(20_000)).getBytes(UTF_8);
          default -> joined(Arrays.copyOf(json, at), Arrays.copyOfRange(json, at / 2, json.length));
        };
    frames.set(part, changed);
    return client.signed(frames);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private List<byte[]> strangeHeader(TestClient client, String type) {
    var frames = client.frames(type, valid(type));
    var header = tree(frames.get(2));
    for (var i = random.nextInt(3); i >= 0; i--) {
      var field = pick(HEADER_FIELDS);
      if (random.nextBoolean()) {
        header.remove(field);
      } else {
        header.set(field, value());
      }
    }
    frames.set(2, Jsons.bytes(header));
    for (var part = 3; part <= 4; part++) {
      if (random.nextBoolean()) {
        frames.set(part, Jsons.bytes(value()));
      }
    }
    return client.signed(frames);
  }

  private List<byte[]> cut(List<byte[]> frames) {
    return switch (random.nextInt(4)) {
      case 0 -> List.copyOf(frames.subList(0, 1 + random.nextInt(frames.size())));
      case 1 -> List.copyOf(frames.subList(random.nextInt(frames.size()), frames.size()));
      case 2 -> {
        Collections.shuffle(frames, random);
        yield frames;
      }
      default -> {
        frames.addAll(random.nextInt(frames.size()), List.copyOf(frames));
        yield frames;
      }
    };
  }

  private List<byte[]> flipped(List<byte[]> frames) {
    var frame = pick(frames);
    if (frame.length > 0) {
      frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return frames;
  }

  /** What would hurt most, without the key. */
  private List<byte[]> forged(TestClient client) {
    var frames = client.frames("shutdown_request", Jsons.object().put("restart", false));
    frames.set(1, pick(List.of("", "0".repeat(64), "x", "\0")).getBytes(UTF_8));
    return frames;
  }

  private static ObjectNode valid(String type) {
    return tree(VALID.getOrDefault(type, "{}").getBytes(UTF_8));
  }

  private static ObjectNode tree(byte[] json) {
    try {
      return Jsons.readObject(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
