// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * Finds the {@link ValueType} of a declared type. What is known of a class is kept with the class
 * itself, so that a class redefined in a notebook can be collected. Thread-safe.
 */
final class ValueTypes {
  private static final Map<Class<?>, CollectionType.Copy> COLLECTIONS = collections();
  private static final Map<Class<?>, MapType.Copy> MAPS = maps();

  private final Map<Class<?>, ValueType> scalars = new HashMap<>();
  private final AnyType any = new AnyType(this);
  private final ClassValue<ValueType> classes =
      new ClassValue<>() {
        @Override
        protected ValueType computeValue(Class<?> type) {
          return make(type, type);
        }
      };
  private final Map<Type, ValueType> generics = Collections.synchronizedMap(new WeakHashMap<>());

  ValueTypes() {
    scalars.putAll(NumberTypes.all());
    scalars.putAll(TextTypes.all());
    scalars.put(Json.class, new RawType());
  }

  AnyType any() {
    return any;
  }

  ValueType of(Type declared) {
    if (declared instanceof Class<?> plain) {
      return classes.get(plain);
    }
    if (declared instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0]);
    }
    if (declared instanceof TypeVariable<?> variable) {
      return of(Generics.raw(variable));
    }
    ValueType known = generics.get(declared);
    if (known == null) {
      known = make(Generics.raw(declared), declared);
      generics.put(declared, known);
    }
    return known;
  }

  private ValueType make(Class<?> raw, Type declared) {
    ValueType scalar = scalars.get(raw);
    if (scalar != null) {
      return scalar;
    }
    if (raw == Object.class) {
      return any;
    }
    if (raw.isRecord()) {
      return new RecordType(raw, copyOf(declared), this);
    }
    if (raw.isEnum()) {
      return new EnumType(raw);
    }
    if (raw.isArray()) {
      Type component =
          declared instanceof GenericArrayType array
              ? array.getGenericComponentType()
              : raw.getComponentType();
      return new ArrayType(raw.getComponentType(), of(component));
    }
    if (raw.isSealed() && raw.isInterface() && !raw.getName().startsWith("java.")) {
      return new SealedType(raw, copyOf(declared), this);
    }
    return container(raw, declared);
  }

  /** A copy that does not keep the weak key of the cache alive. */
  private static Type copyOf(Type declared) {
    return declared instanceof ParameterizedType ? Generics.resolve(declared, declared) : declared;
  }

  private ValueType container(Class<?> raw, Type declared) {
    CollectionType.Copy collection = COLLECTIONS.get(raw);
    if (collection != null) {
      return new CollectionType(raw, of(Generics.argument(declared, 0)), collection);
    }
    MapType.Copy map = MAPS.get(raw);
    if (map != null) {
      Type key = Generics.argument(declared, 0);
      KeyType keys = KeyType.of(Generics.raw(key));
      return keys == null
          ? new UnsupportedType(
              TypeNames.of(declared),
              "a map with keys of type %s; keys are strings, enum constants, whole numbers or UUIDs"
                  .formatted(TypeNames.of(key)))
          : new MapType(raw, keys, of(Generics.argument(declared, 1)), map);
    }
    if (raw == Optional.class) {
      return OptionalTypes.of(of(Generics.argument(declared, 0)));
    }
    if (raw == OptionalInt.class) {
      return OptionalTypes.ofInt(of(Integer.class));
    }
    if (raw == OptionalLong.class) {
      return OptionalTypes.ofLong(of(Long.class));
    }
    if (raw == OptionalDouble.class) {
      return OptionalTypes.ofDouble(of(Double.class));
    }
    return new UnsupportedType(TypeNames.of(declared), "");
  }

  private static Map<Class<?>, CollectionType.Copy> collections() {
    Map<Class<?>, CollectionType.Copy> copies = new HashMap<>();
    for (Class<?> type : List.of(Iterable.class, Collection.class, List.class)) {
      copies.put(type, Collections::unmodifiableList);
    }
    copies.put(Set.class, list -> Collections.unmodifiableSet(new LinkedHashSet<>(list)));
    for (Class<?> type : List.of(SortedSet.class, NavigableSet.class)) {
      copies.put(type, list -> Collections.unmodifiableNavigableSet(new TreeSet<>(list)));
    }
    for (Class<?> type : List.of(Queue.class, Deque.class, ArrayDeque.class)) {
      copies.put(type, ArrayDeque::new);
    }
    copies.put(ArrayList.class, ArrayList::new);
    copies.put(HashSet.class, HashSet::new);
    copies.put(LinkedHashSet.class, LinkedHashSet::new);
    copies.put(TreeSet.class, TreeSet::new);
    return Map.copyOf(copies);
  }

  private static Map<Class<?>, MapType.Copy> maps() {
    Map<Class<?>, MapType.Copy> copies = new HashMap<>();
    copies.put(Map.class, Collections::unmodifiableMap);
    for (Class<?> type : List.of(SortedMap.class, NavigableMap.class)) {
      copies.put(type, map -> Collections.unmodifiableNavigableMap(new TreeMap<>(map)));
    }
    copies.put(HashMap.class, HashMap::new);
    copies.put(LinkedHashMap.class, LinkedHashMap::new);
    copies.put(TreeMap.class, TreeMap::new);
    return Map.copyOf(copies);
  }
}
