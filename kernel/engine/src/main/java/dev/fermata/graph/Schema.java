// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state record as channels: names, types, reducers, first values. */
final class Schema<S extends Record> {
  private final Class<S> type;
  private final RecordShape shape;
  private final @Nullable Reducer<Object>[] reducers;
  private View inputs;
  private View outputs;

  Schema(Class<S> type) {
    this(type, RecordShape.of(record(type)), reducers(type.getRecordComponents().length));
    for (int i = 0; i < shape.size(); i++) {
      if (mentionsVariable(shape.type(i))) {
        throw new GraphException.InvalidGraph(
            "generic-state",
            "component \"%s\" of %s has the type %s, which is unknown at run time; declare the"
                    .formatted(shape.name(i), type.getSimpleName(), shape.type(i).getTypeName())
                + " state record without type parameters");
      }
    }
  }

  private Schema(Class<S> type, RecordShape shape, @Nullable Reducer<Object>[] reducers) {
    this.type = type;
    this.shape = shape;
    this.reducers = reducers;
    this.inputs = View.all(shape.size());
    this.outputs = inputs;
  }

  private static Class<?> record(Class<?> type) {
    if (!type.isRecord()) {
      throw new GraphException.InvalidGraph(
          "not-a-record",
          "the state " + type.getName() + " is not a record; declare it as record Name(…) {}");
    }
    return type;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Reducer<Object>[] reducers(int size) {
    return new Reducer[size];
  }

  private static boolean mentionsVariable(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      for (Type argument : parameterized.getActualTypeArguments()) {
        if (mentionsVariable(argument)) {
          return true;
        }
      }
      return false;
    }
    if (type instanceof WildcardType wildcard) {
      return mentionsVariable(wildcard.getUpperBounds()[0]);
    }
    return type instanceof TypeVariable<?>
        || (type instanceof GenericArrayType array
            && mentionsVariable(array.getGenericComponentType()));
  }

  Schema<S> copy() {
    Schema<S> copy = new Schema<>(type, shape, reducers.clone());
    copy.inputs = inputs;
    copy.outputs = outputs;
    return copy;
  }

  /** The channels an input may write. */
  View inputs() {
    return inputs;
  }

  /** The channels an output shows. */
  View outputs() {
    return outputs;
  }

  void takes(Class<? extends Record> view) {
    inputs = View.of(this, view);
  }

  void gives(Class<? extends Record> view) {
    outputs = View.of(this, view);
  }

  /** What an output shows of a state: the other channels as if nothing had been written. */
  S shown(S state) {
    if (outputs.type() == null) {
      return state;
    }
    @Nullable Object[] values = initial();
    @Nullable Object[] whole = read(state);
    outputs.channels().stream().forEach(channel -> values[channel] = whole[channel]);
    return build(values);
  }

  @SuppressWarnings("unchecked")
  void reduce(ChannelRef channel, Reducer<?> reducer) {
    reducers[index(channel)] = (Reducer<Object>) reducer;
  }

  Class<S> type() {
    return type;
  }

  int size() {
    return shape.size();
  }

  String name(int channel) {
    return shape.name(channel);
  }

  List<String> names() {
    return shape.names();
  }

  Type type(int channel) {
    return shape.type(channel);
  }

  Class<?> rawType(int channel) {
    return shape.rawType(channel);
  }

  @Nullable Reducer<Object> reducer(int channel) {
    return reducers[channel];
  }

  /** The place of a channel by name, or -1. */
  int indexOf(String name) {
    return shape.indexOf(name);
  }

  int index(ChannelRef channel) {
    int index = shape.indexOf(channel.name());
    if (index < 0 || !channel.owner().equals(type.getName())) {
      throw new GraphException.InvalidUpdate(
          "unknown-channel",
          "%s::%s is not a component of the state %s; components: %s"
              .formatted(
                  simple(channel.owner()),
                  channel.name(),
                  type.getSimpleName(),
                  Names.listed(names())));
    }
    return index;
  }

  private static String simple(String owner) {
    return owner.substring(Math.max(owner.lastIndexOf('.'), owner.lastIndexOf('$')) + 1);
  }

  /** The values before anything is written. */
  @Nullable Object[] initial() {
    @Nullable Object[] values = new @Nullable Object[size()];
    for (int i = 0; i < values.length; i++) {
      Reducer<Object> reducer = reducers[i];
      Object identity = reducer == null ? null : reducer.identity();
      values[i] = identity != null ? Frozen.of(identity) : zero(rawType(i));
    }
    return values;
  }

  private static @Nullable Object zero(Class<?> type) {
    return type.isPrimitive()
        ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
        : null;
  }

  @Nullable Object[] read(S state) {
    return shape.read(state);
  }

  /** A state for a node; arrays, which nothing can freeze, are its own copies. */
  S build(@Nullable Object[] values) {
    @Nullable Object[] own = values;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && rawType(i).isArray()) {
        own = own == values ? values.clone() : own;
        own[i] = Frozen.of(values[i]);
      }
    }
    return type.cast(shape.build(own));
  }

  /** Refuses what Java would refuse later with less words. */
  void check(int channel, @Nullable Object value) {
    Class<?> raw = rawType(channel);
    if (value == null && raw.isPrimitive()) {
      throw new GraphException.InvalidUpdate(
          "null-primitive",
          "channel \"%s\" of %s is the primitive %s and cannot be null; declare it as %s"
              .formatted(
                  name(channel),
                  type.getSimpleName(),
                  raw,
                  java.lang.invoke.MethodType.methodType(raw).wrap().returnType().getSimpleName()));
    }
  }
}
