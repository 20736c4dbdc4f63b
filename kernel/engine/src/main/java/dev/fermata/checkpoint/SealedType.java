// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sealed interface of records and enums: a JSON object whose first key tells which one, by the
 * simple name among the permitted ones. The name is data: it is compared, never looked up.
 */
final class SealedType implements ValueType {
  private static final List<String> DISCRIMINATORS = List.of("type", "kind", "_type", "__type__");
  private static final String CONSTANT = "constant";

  private final Class<?> type;
  private final Type declared;
  private final ValueTypes types;
  private volatile @Nullable Cases cases;

  SealedType(Class<?> type, Type declared, ValueTypes types) {
    this.type = type;
    this.declared = declared;
    this.types = types;
  }

  /** The permitted leaves by simple name, and the key that tells which. */
  private record Cases(String discriminator, Map<String, ValueType> byName) {}

  private Cases cases() {
    Cases known = cases;
    if (known == null) {
      Map<String, ValueType> byName = new LinkedHashMap<>();
      collect(type, byName);
      known = new Cases(freeName(byName), byName);
      cases = known;
    }
    return known;
  }

  private void collect(Class<?> parent, Map<String, ValueType> byName) {
    for (Class<?> permitted : parent.getPermittedSubclasses()) {
      if (permitted.isRecord() || permitted.isEnum()) {
        Type resolved = Generics.narrow(permitted, declared);
        ValueType leaf = types.of(resolved);
        if (byName.put(permitted.getSimpleName(), leaf) != null) {
          byName.put(
              permitted.getSimpleName(),
              new UnsupportedType(
                  TypeNames.of(type),
                  "two types that %s permits are called %s; rename one"
                      .formatted(TypeNames.of(type), permitted.getSimpleName())));
        }
      } else if (permitted.isSealed()) {
        collect(permitted, byName);
      } else {
        byName.put(permitted.getSimpleName(), types.of(permitted));
      }
    }
  }

  private static String freeName(Map<String, ValueType> byName) {
    return DISCRIMINATORS.stream()
        .filter(
            name ->
                byName.values().stream()
                    .noneMatch(leaf -> leaf instanceof RecordType r && r.hasComponent(name)))
        .findFirst()
        .orElse("\u0000type");
  }

  @Override
  public void write(JsonWriter out, Object value) throws IOException {
    if (!type.isInstance(value)) {
      throw out.wrongValue(value, TypeNames.of(type));
    }
    Class<?> own =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    ValueType leaf = cases().byName.get(own.getSimpleName());
    if (!(leaf instanceof RecordType) && !(leaf instanceof EnumType)) {
      if (leaf instanceof UnsupportedType unsupported) {
        unsupported.write(out, value);
      }
      throw out.notJson(TypeNames.of(own) + " is not JSON; make it a record");
    }
    out.path().enter(value);
    out.json().writeStartObject();
    out.json().writeStringField(cases().discriminator, own.getSimpleName());
    if (leaf instanceof RecordType record) {
      record.writeComponents(out, value);
    } else {
      out.json().writeStringField(CONSTANT, ((Enum<?>) value).name());
    }
    out.json().writeEndObject();
    out.path().leave();
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    if (!in.at(JsonToken.START_OBJECT)) {
      throw in.unexpected("an object with \"" + cases().discriminator + "\"");
    }
    long start = in.offset();
    boolean first =
        in.json().nextToken() == JsonToken.FIELD_NAME
            && in.json().currentName().equals(cases().discriminator);
    if (first) {
      in.json().nextToken();
      return readLeaf(in, in.json().getText());
    }
    String name = findName(in.json());
    return in.again(start, () -> readLeaf(in, name));
  }

  private @Nullable String findName(JsonParser json) throws IOException {
    String name = null;
    for (; json.currentToken() == JsonToken.FIELD_NAME; json.nextToken()) {
      boolean discriminator = json.currentName().equals(cases().discriminator);
      json.nextToken();
      if (discriminator) {
        name = json.getText();
      }
      json.skipChildren();
    }
    return name;
  }

  private Object readLeaf(JsonReader in, @Nullable String name) throws IOException {
    Cases known = cases();
    in.path().enter();
    in.path().at(known.discriminator);
    ValueType leaf = name == null ? null : known.byName.get(name);
    if (leaf == null) {
      String what = name == null ? "is missing" : '"' + name + "\" is not one of them";
      throw in.mismatch(
          "%s; %s is one of %s"
              .formatted(what, TypeNames.of(type), String.join(", ", known.byName.keySet())));
    }
    in.json().nextToken();
    Object value = readCase(in, leaf);
    in.path().leave();
    return value;
  }

  private Object readCase(JsonReader in, ValueType leaf) throws IOException {
    if (leaf instanceof RecordType record) {
      return record.readComponents(in, cases().discriminator);
    }
    Object constant = null;
    for (; in.at(JsonToken.FIELD_NAME); in.json().nextToken()) {
      String name = in.json().currentName();
      in.path().at(name);
      in.json().nextToken();
      if (name.equals(CONSTANT)) {
        constant = leaf.read(in);
      }
      in.json().skipChildren();
    }
    if (constant != null) {
      return constant;
    }
    throw in.mismatch("\"" + CONSTANT + "\" is missing");
  }
}
