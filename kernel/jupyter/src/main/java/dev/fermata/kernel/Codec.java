// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** ZeroMQ frames ⇄ Jupyter messages, signed with the key of the connection file. Thread-safe. */
final class Codec {
  /** What this kernel speaks; kernel_info says the same. */
  static final String PROTOCOL = "5.4";

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

  private final Optional<Signer> signer;
  private final ReplayGuard replays = new ReplayGuard();
  private final String session = UUID.randomUUID().toString();
  private final String user = System.getProperty("user.name", "kernel");
  private final AtomicLong sent = new AtomicLong();

  /** The parent that was written last, and its JSON. */
  private volatile Map.Entry<ObjectNode, byte[]> lastParent =
      Map.entry(Jsons.object(), "{}".getBytes(US_ASCII));

  Codec(ConnectionFile file) {
    signer = file.signer();
  }

  Message decode(List<byte[]> frames) throws BadMessageException {
    var delimiter = indexOfDelimiter(frames);
    var parts = frames.subList(delimiter + 1, frames.size());
    if (parts.size() < 5) {
      throw new BadMessageException("only " + parts.size() + " frames after the delimiter");
    }
    checkSignature(parts);
    var header = object(parts.get(1), "header");
    if (!header.path("msg_id").isTextual() || !header.path("msg_type").isTextual()) {
      throw new BadMessageException("the header has no msg_id or no msg_type");
    }
    return new Message(
        List.copyOf(frames.subList(0, delimiter)),
        header,
        object(parts.get(2), "parent header"),
        object(parts.get(3), "metadata"),
        object(parts.get(4), "content"),
        List.copyOf(parts.subList(5, parts.size())));
  }

  private static int indexOfDelimiter(List<byte[]> frames) throws BadMessageException {
    for (var i = 0; i < frames.size(); i++) {
      if (Arrays.equals(frames.get(i), DELIMITER)) {
        return i;
      }
    }
    throw new BadMessageException("no <IDS|MSG> frame");
  }

  private void checkSignature(List<byte[]> parts) throws BadMessageException {
    if (signer.isEmpty()) {
      return;
    }
    var expected = signer.get().sign(parts.get(1), parts.get(2), parts.get(3), parts.get(4));
    // in constant time: how much of a forged signature is right must not be measurable
    if (!MessageDigest.isEqual(expected.getBytes(US_ASCII), parts.get(0))) {
      throw new BadMessageException("its signature is wrong");
    }
    if (!replays.firstTime(expected)) {
      throw new BadMessageException("its signature was seen before");
    }
  }

  private static ObjectNode object(byte[] json, String what) throws BadMessageException {
    try {
      return Jsons.readObject(json);
    } catch (IOException e) {
      throw new BadMessageException("the " + what + " is not a JSON object");
    }
  }

  /**
   * Makes the frames of a message.
   *
   * @param prefix the routing frames, or the topic on iopub
   */
  List<byte[]> encode(List<byte[]> prefix, Outgoing message) {
    return encode(prefix, header(message.type()), message);
  }

  /** Makes the frames of a message whose header is already made. */
  List<byte[]> encode(List<byte[]> prefix, ObjectNode headerTree, Outgoing message) {
    var header = Jsons.bytes(headerTree);
    var parent = parent(message.parent());
    var metadata = Jsons.bytes(message.metadata());
    var content = Jsons.bytes(message.content());
    var frames = new ArrayList<byte[]>(prefix);
    frames.add(DELIMITER);
    var signature = signer.map(by -> by.sign(header, parent, metadata, content)).orElse("");
    frames.add(signature.getBytes(US_ASCII));
    frames.addAll(List.of(header, parent, metadata, content));
    frames.addAll(message.buffers());
    return frames;
  }

  /** All messages about one request have the same parent, which nobody changes any more. */
  @SuppressWarnings("ReferenceEquality") // to compare what is in them takes as long as to write it
  private byte[] parent(ObjectNode tree) {
    var last = lastParent;
    if (last.getKey() != tree) {
      last = Map.entry(tree, Jsons.bytes(tree));
      lastParent = last;
    }
    return last.getValue();
  }

  /** A new header. */
  ObjectNode header(String type) {
    return Jsons.object()
        .put("msg_id", session + "_" + sent.incrementAndGet())
        .put("session", session)
        .put("username", user)
        .put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
        .put("msg_type", type)
        .put("version", PROTOCOL);
  }
}
