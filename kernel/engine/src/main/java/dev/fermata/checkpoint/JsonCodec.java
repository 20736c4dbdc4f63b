// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.fermata.checkpoint.JsonWriter.CappedBytes;
import dev.fermata.checkpoint.JsonWriter.Style;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values to JSON and back, by declared type: an exact round trip without class names.
 *
 * <p>Records are objects of their components; enums their constant's name; a sealed interface of
 * records an object whose first key ({@code "type"}, else {@code "kind"} where a component has that
 * name) holds the permitted record's simple name; {@link java.util.Optional} the value or null;
 * {@code byte[]} base64; {@code java.time} ISO text with its zone; numbers exact, NaN and the
 * infinities refused. Where {@code Object} is declared only JSON's own types pass: String, Integer,
 * Long, BigInteger, Double, BigDecimal, Boolean, List, Map and null. A {@link Json} inside a value
 * stands there as it is. Collections read back are unmodifiable unless a mutable class was
 * declared, and may hold null. Sets and maps without an order are written sorted, so that equal
 * values have equal bytes in every JVM.
 *
 * <p>Thread-safe; keep one and share it, since it remembers what it learns of a type.
 */
public final class JsonCodec {
  private final JsonLimits limits;
  private final JsonFactory factory;
  private final ValueTypes types = new ValueTypes();
  private final ValueType members =
      new MapType(
          Map.class,
          new KeyType(String.class, name -> name),
          new RawType(),
          Collections::unmodifiableMap);
  private final UserJson userJson;

  /** A codec with {@link JsonLimits#DEFAULT}. */
  public JsonCodec() {
    this(JsonLimits.DEFAULT);
  }

  /**
   * A codec.
   *
   * @param limits what is refused as too large
   */
  public JsonCodec(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(1_001)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(1_001).build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    this.userJson = new UserJson(factory, limits);
  }

  /**
   * Writes a value by its declared type.
   *
   * @param value the value; may be null unless a primitive or an Optional is declared
   * @param declared for example a record component's generic type
   * @param path what the value is called in messages, for example {@code state.items}
   * @return the JSON, at most {@link JsonLimits#channelBytes()} long
   * @throws NotJsonException when a part of it has no JSON form; nothing is kept of it
   */
  public Json encode(@Nullable Object value, Type declared, String path) {
    return write(value, types.of(declared), path, limits.channelBytes(), Style.TYPED);
  }

  /**
   * Writes a value as {@link #encode} does, without the components of records that are null: an
   * absent component is read back as null.
   *
   * @param value the value; may be null
   * @param declared its declared type
   * @param path what the value is called in messages
   * @return the JSON
   * @throws NotJsonException when a part of it has no JSON form
   */
  public Json encodeSparse(@Nullable Object value, Type declared, String path) {
    return write(value, types.of(declared), path, limits.channelBytes(), Style.SPARSE);
  }

  /**
   * Writes a payload or an answer by the classes it is made of: as {@link #encode}, but where no
   * type is declared any value with a JSON form may stand, records and enums included.
   *
   * @param value the value; may be null
   * @param path what the value is called in messages
   * @return the JSON, at most {@link JsonLimits#payloadBytes()} long
   * @throws NotJsonException when a part of it has no JSON form
   */
  public Json encodeUntyped(@Nullable Object value, String path) {
    return write(value, types.any(), path, limits.payloadBytes(), Style.UNTYPED);
  }

  /**
   * Reads a value of a declared type.
   *
   * @param json the text
   * @param declared the type it is to have
   * @param path what the value is called in messages
   * @return the value; null for JSON null unless a primitive or an Optional is declared
   * @throws NotJsonException when the text does not fit the type: an unknown component or enum
   *     constant, a wrong sort of value, a number out of range, a constructor that refuses
   */
  public @Nullable Object decode(Json json, Type declared, String path) {
    return read(json, types.of(declared), path);
  }

  /**
   * Reads a value as JSON's own types.
   *
   * @param json the text
   * @return String, Integer, Long, BigInteger, Double, BigDecimal, Boolean, unmodifiable List or
   *     Map, or null; of several number classes the smallest that is exact
   */
  public @Nullable Object decodeUntyped(Json json) {
    return read(json, types.any(), "value");
  }

  /**
   * Parses a text that a person or a front end wrote: duplicate keys, NaN, comments, trailing text
   * and half surrogate pairs are refused.
   *
   * @param text one JSON value
   * @return its compact form, with numbers as they were written
   * @throws NotJsonException with line and column, or when it is larger or deeper than the limits
   */
  public Json parseUser(String text) {
    return userJson.parse(text);
  }

  /**
   * Cuts an array into the texts of its elements.
   *
   * @param array a JSON array
   * @return its elements in order; {@link #array} puts them together again
   * @throws NotJsonException when it is no array
   */
  public List<Json> elements(Json array) {
    return JsonSlices.elements(array);
  }

  /**
   * Makes an array of its elements' texts.
   *
   * @param elements in order
   * @return the array
   */
  public Json array(List<Json> elements) {
    return JsonSlices.array(elements);
  }

  /**
   * Cuts an object into the texts of its members.
   *
   * @param object a JSON object
   * @return the members in the order of the text; {@link #object} puts them together again
   * @throws NotJsonException when it is no object
   */
  @SuppressWarnings("unchecked") // the type reads nothing else
  public Map<String, Json> members(Json object) {
    return (Map<String, Json>) Objects.requireNonNullElse(read(object, members, "value"), Map.of());
  }

  /**
   * Makes an object of its members' texts.
   *
   * @param members in the order to write
   * @return the object
   */
  public Json object(Map<String, Json> members) {
    return write(members, this.members, "value", limits.channelBytes(), Style.TYPED);
  }

  private Json write(
      @Nullable Object value, ValueType type, String path, int maxBytes, Style style) {
    CappedBytes bytes = new CappedBytes(maxBytes, path);
    try {
      JsonWriter out = new JsonWriter(factory, bytes, path, limits, style);
      guarded(out, type, value);
      out.json().close();
    } catch (IOException e) {
      throw NotJsonException.failed(path, "cannot be written as JSON", e);
    }
    return Json.ofBytes(bytes.toByteArray());
  }

  /** The value's own code runs here (accessors, iterators): what it throws gets a path. */
  private static void guarded(JsonWriter out, ValueType type, @Nullable Object value)
      throws IOException {
    try {
      out.value(type, value);
    } catch (CheckpointException e) {
      throw e;
    } catch (RuntimeException e) {
      throw NotJsonException.failed(out.path().toString(), "cannot be read", e);
    }
  }

  private @Nullable Object read(Json json, ValueType type, String path) {
    try (JsonReader in = new JsonReader(factory, json, path, limits.depth())) {
      return in.value(type);
    } catch (IOException e) {
      throw NotJsonException.refused(path, "the text is not JSON: " + e.getMessage(), e);
    }
  }
}
