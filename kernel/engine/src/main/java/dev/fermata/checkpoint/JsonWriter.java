// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One value on its way to JSON: the generator, the path, the limits. Not thread-safe. */
final class JsonWriter {
  private final JsonFactory factory;
  private final JsonPath path;
  private final int maxBytes;
  private final boolean untyped;
  private JsonGenerator json;

  /**
   * Starts a text.
   *
   * @param untyped whether the text is only ever read back as JSON types, so that any value with a
   *     JSON form may stand where {@code Object} is declared
   */
  JsonWriter(
      JsonFactory factory, CappedBytes target, String root, JsonLimits limits, boolean untyped)
      throws IOException {
    this.factory = factory;
    this.path = new JsonPath(root, limits.depth());
    this.maxBytes = target.max;
    this.untyped = untyped;
    this.json = factory.createGenerator(target);
  }

  JsonGenerator json() {
    return json;
  }

  JsonPath path() {
    return path;
  }

  boolean untyped() {
    return untyped;
  }

  void value(ValueType type, @Nullable Object value) throws IOException {
    if (value == null) {
      type.writeNull(this);
    } else {
      type.write(this, value);
    }
  }

  void string(String text) throws IOException {
    requirePaired(text);
    json.writeString(text);
  }

  void name(String name) throws IOException {
    path.at(name);
    requirePaired(name);
    json.writeFieldName(name);
  }

  /** Writes one value apart from the running text and returns its bytes. */
  byte[] apart(ValueType type, @Nullable Object value) throws IOException {
    JsonGenerator outer = json;
    CappedBytes bytes = new CappedBytes(maxBytes, path);
    json = factory.createGenerator(bytes);
    try {
      value(type, value);
      json.close();
    } finally {
      json = outer;
    }
    return bytes.toByteArray();
  }

  /** Writes a text that {@link #apart} made. */
  void raw(byte[] text) throws IOException {
    json.writeRawValue(new String(text, StandardCharsets.UTF_8));
  }

  NotJsonException notJson(String problem) {
    return NotJsonException.value(path.toString(), problem);
  }

  NotJsonException wrongValue(Object value, String declared) {
    return notJson("a " + TypeNames.ofValue(value) + " where " + declared + " is declared");
  }

  private void requirePaired(String text) {
    int lone = Surrogates.firstLone(text);
    if (lone >= 0) {
      throw notJson(
          "half a surrogate pair (U+%04X at index %d) is not text"
              .formatted((int) text.charAt(lone), lone));
    }
  }

  /** Bytes up to a limit. */
  static final class CappedBytes extends ByteArrayOutputStream {
    private final int max;
    private final Object path;

    CappedBytes(int max, Object path) {
      super(256);
      this.max = max;
      this.path = path;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (length > max - count) {
        throw NotJsonException.limit(
            path.toString(), "larger than the limit of %,d bytes as JSON".formatted(max));
      }
      super.write(bytes, offset, length);
    }
  }
}
