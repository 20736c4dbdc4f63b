// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One JSON text on its way to a value: the parser and the path. Not thread-safe. */
final class JsonReader implements AutoCloseable {
  private final JsonFactory factory;
  private final JsonPath path;
  private byte[] bytes;
  private JsonParser json;

  JsonReader(JsonFactory factory, Json text, String root, int maxDepth) throws IOException {
    this.factory = factory;
    this.path = new JsonPath(root, maxDepth);
    this.bytes = text.bytes();
    this.json = factory.createParser(bytes);
    json.nextToken();
  }

  JsonParser json() {
    return json;
  }

  JsonPath path() {
    return path;
  }

  @Nullable Object value(ValueType type) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? type.readNull(this) : type.read(this);
  }

  boolean at(JsonToken token) {
    return json.currentToken() == token;
  }

  /** Requires a string here and returns it. */
  String string(String declared) throws IOException {
    if (!at(JsonToken.VALUE_STRING)) {
      throw unexpected(declared);
    }
    return json.getText();
  }

  /** Where the current token starts, for {@link #again}. */
  long offset() {
    return json.currentTokenLocation().getByteOffset();
  }

  /**
   * Reads what lies between an offset and the current position once more; starts behind its first
   * token.
   */
  <T> T again(long start, Read<T> read) throws IOException {
    int end = (int) json.currentLocation().getByteOffset();
    JsonParser outer = json;
    byte[] outerBytes = bytes;
    bytes = Arrays.copyOfRange(outerBytes, (int) start, end);
    json = factory.createParser(bytes);
    try {
      json.nextToken();
      return read.read();
    } finally {
      json.close();
      json = outer;
      bytes = outerBytes;
    }
  }

  /** The text of the value that starts at the current token; the position moves to its end. */
  Json slice() throws IOException {
    int start = (int) offset();
    if (json.currentToken().isScalarValue()) {
      json.finishToken();
    } else {
      json.skipChildren();
    }
    return Json.ofBytes(
        Arrays.copyOfRange(bytes, start, (int) json.currentLocation().getByteOffset()));
  }

  NotJsonException mismatch(String problem) {
    return NotJsonException.mismatch(path.toString(), problem);
  }

  NotJsonException unexpected(String declared) throws IOException {
    return mismatch("expected " + declared + ", got " + describeToken());
  }

  private String describeToken() throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> '"' + shortened(json.getText()) + '"';
      default -> shortened(json.getText());
    };
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 50) + "…";
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  /** Reads a value. */
  interface Read<T> {
    T read() throws IOException;
  }
}
