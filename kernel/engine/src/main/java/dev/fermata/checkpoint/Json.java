// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One JSON text as UTF-8 bytes: the only form in which values are stored.
 *
 * <p>Two values are equal when their bytes are; {@code JsonCodec} writes object keys in declaration
 * order and numbers in one way, so equal values of one declared type have equal bytes. The text has
 * no space before or after the value. Immutable: the array is copied neither in nor out, so callers
 * must not change it; instances are therefore made by {@code JsonCodec} and by checkpointers only.
 */
public final class Json {
  /** The JSON text {@code null}. */
  public static final Json NULL = new Json("null".getBytes(StandardCharsets.UTF_8));

  private final byte[] utf8;

  private Json(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * Wraps bytes that are known to be one valid JSON text.
   *
   * @param utf8 the text; owned by the result from now on
   * @return the value
   */
  public static Json ofBytes(byte[] utf8) {
    return new Json(utf8);
  }

  /**
   * Wraps a string that is known to be one valid JSON text.
   *
   * @param text the JSON text
   * @return the value
   */
  public static Json ofText(String text) {
    return new Json(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The bytes of the text; not to be changed.
   *
   * @return UTF-8 bytes
   */
  public byte[] bytes() {
    return utf8;
  }

  /**
   * The length of the text in bytes.
   *
   * @return bytes
   */
  public int size() {
    return utf8.length;
  }

  /**
   * This array with elements added at its end.
   *
   * @param items the added elements, each one JSON text
   * @return the longer array; JSON null counts as an empty one
   * @throws CheckpointException when this is neither an array nor null
   */
  public Json appended(List<Json> items) {
    if (!isArray() && !equals(NULL)) {
      throw new CheckpointException(
          "channel-not-a-list",
          "elements were appended to a channel that holds no list; replace its value instead");
    }
    Json tail = JsonSlices.array(items);
    if (items.isEmpty() || !isArray()) {
      return isArray() ? this : tail;
    }
    int end = utf8.length - 1; // the closing bracket
    boolean empty = JsonSlices.isEmptyArray(utf8);
    byte[] text = Arrays.copyOf(utf8, end + (empty ? 0 : 1) + tail.size() - 1);
    text[empty ? end : end++] = ',';
    System.arraycopy(tail.utf8, 1, text, end, tail.size() - 1);
    return new Json(text);
  }

  /**
   * Whether the text is an array.
   *
   * @return whether it starts with a bracket; texts made by {@code JsonCodec} have no leading space
   */
  public boolean isArray() {
    return utf8.length > 0 && utf8[0] == '[';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && Arrays.equals(utf8, json.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The JSON text itself. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
