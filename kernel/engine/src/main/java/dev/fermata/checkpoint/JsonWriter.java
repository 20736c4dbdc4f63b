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
  /** What a text is for. */
  enum Style {
    /** To be read back by the declared type. */
    TYPED,
    /** As TYPED, with the null components of records left out. */
    SPARSE,
    /**
     * To be read back as JSON's own types: any value may stand where {@code Object} is declared.
     */
    UNTYPED
  }

  private final JsonFactory factory;
  private final JsonPath path;
  private final int maxBytes;
  private final Style style;
  private JsonGenerator json;

  JsonWriter(JsonFactory factory, CappedBytes target, String root, JsonLimits limits, Style style)
      throws IOException {
    this.factory = factory;
    this.path = new JsonPath(root, limits.depth());
    this.maxBytes = target.max;
    this.style = style;
    this.json = factory.createGenerator(target);
  }

  JsonGenerator json() {
    return json;
  }

  JsonPath path() {
    return path;
  }

  boolean untyped() {
    return style == Style.UNTYPED;
  }

  boolean sparse() {
    return style == Style.SPARSE;
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
