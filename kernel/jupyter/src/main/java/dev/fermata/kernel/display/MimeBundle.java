// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in several representations, as Jupyter's {@code display_data} carries it.
 *
 * @param data mime type → representation: a String, or for JSON mime types any tree of maps, lists,
 *     strings, numbers, booleans and nulls; must hold "text/plain"
 * @param metadata Jupyter's metadata of the bundle; usually empty
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
  /**
   * Copies both maps and keeps their order.
   *
   * @param data by mime type
   * @param metadata usually empty
   */
  public MimeBundle {
    if (!data.containsKey("text/plain")) {
      throw new IllegalArgumentException(
          "a mime bundle needs \"text/plain\"; it has " + data.keySet());
    }
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * A bundle of plain text only.
   *
   * @param text the text
   * @return the bundle
   */
  public static MimeBundle plain(String text) {
    return new MimeBundle(Map.of("text/plain", text), Map.of());
  }

  /**
   * A value that is already of a mime type, with its text beside it.
   *
   * @param mime for example {@code text/html}, {@code image/png}, {@code application/json}
   * @param value for a JSON type a String that holds JSON, or any tree; {@code byte[]} for binary
   *     types; else anything whose {@code toString} is the text
   * @return the bundle
   * @throws IllegalArgumentException when a String is given for a JSON type and is none
   */
  public static MimeBundle of(String mime, Object value) {
    if (value instanceof byte[] bytes) {
      return binary(mime, bytes, mime + ", " + bytes.length + " bytes");
    }
    boolean json = mime.endsWith("/json") || mime.endsWith("+json");
    return plain(value.toString()).with(mime, json ? Json.tree(value) : value.toString());
  }

  static MimeBundle binary(String mime, byte[] bytes, String text) {
    return plain(text).with(mime, Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * This bundle with one more representation.
   *
   * @param mime the mime type
   * @param value a String, or a JSON tree for JSON mime types
   * @return a new bundle
   */
  public MimeBundle with(String mime, Object value) {
    var more = new LinkedHashMap<>(data);
    more.put(mime, value);
    return new MimeBundle(more, metadata);
  }
}
