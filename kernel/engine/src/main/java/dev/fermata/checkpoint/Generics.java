// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts type arguments in the place of type variables. */
final class Generics {
  private Generics() {}

  /** A class with its arguments, made by substitution. */
  private record Bound(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(new Type[0]);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return raw.getDeclaringClass();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType type
          && raw == type.getRawType()
          && arguments.equals(List.of(type.getActualTypeArguments()));
    }

    @Override
    public int hashCode() {
      return arguments.hashCode() ^ raw.hashCode();
    }

    @Override
    public String toString() {
      return getTypeName();
    }

    @Override
    public String getTypeName() {
      return raw.getTypeName()
          + arguments.stream()
              .map(Type::getTypeName)
              .collect(java.util.stream.Collectors.joining(", ", "<", ">"));
    }
  }

  /** The class of a type. */
  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof GenericArrayType array) {
      return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    throw new IllegalArgumentException("unknown sort of type: " + type);
  }

  /** The argument of a type at an index; Object when it is raw. */
  static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  /** A component's type in terms of the declared type of its record. */
  static Type resolve(Type component, Type declared) {
    return substitute(component, bindings(declared));
  }

  private static Map<TypeVariable<?>, Type> bindings(Type declared) {
    Map<TypeVariable<?>, Type> bindings = new HashMap<>();
    if (declared instanceof ParameterizedType generic) {
      TypeVariable<?>[] variables = raw(generic).getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        bindings.put(variables[i], generic.getActualTypeArguments()[i]);
      }
    }
    return bindings;
  }

  private static Type substitute(Type type, Map<TypeVariable<?>, Type> bindings) {
    if (type instanceof TypeVariable<?> variable) {
      Type bound = bindings.get(variable);
      return bound != null ? bound : raw(variable);
    }
    if (type instanceof ParameterizedType generic) {
      List<Type> arguments =
          Arrays.stream(generic.getActualTypeArguments())
              .map(argument -> substitute(argument, bindings))
              .toList();
      return new Bound(raw(generic), arguments);
    }
    if (type instanceof WildcardType wildcard) {
      return substitute(wildcard.getUpperBounds()[0], bindings);
    }
    if (type instanceof GenericArrayType array) {
      Type component = substitute(array.getGenericComponentType(), bindings);
      return component instanceof Class<?> plain
          ? plain.arrayType()
          : (GenericArrayType) () -> component;
    }
    return type;
  }

  /**
   * A permitted subclass with the arguments it must have as a case of the declared sealed type: for
   * {@code Approved<V> implements Decision<V>} and {@code Decision<Email>} that is {@code
   * Approved<Email>}.
   */
  static Type narrow(Class<?> leaf, Type declared) {
    TypeVariable<?>[] variables = leaf.getTypeParameters();
    if (variables.length == 0) {
      return leaf;
    }
    Map<TypeVariable<?>, Type> bindings = new HashMap<>();
    Type parent = parentOf(leaf, raw(declared));
    if (parent instanceof ParameterizedType generic
        && declared instanceof ParameterizedType actual) {
      for (int i = 0; i < generic.getActualTypeArguments().length; i++) {
        if (generic.getActualTypeArguments()[i] instanceof TypeVariable<?> variable) {
          bindings.put(variable, actual.getActualTypeArguments()[i]);
        }
      }
    }
    List<Type> arguments = Arrays.stream(variables).map(v -> substitute(v, bindings)).toList();
    return new Bound(leaf, arguments);
  }

  /** The type, in the leaf's variables, under which a leaf extends a sealed ancestor. */
  private static @Nullable Type parentOf(Class<?> leaf, Class<?> ancestor) {
    for (Type each : leaf.getGenericInterfaces()) {
      if (raw(each) == ancestor) {
        return each;
      }
      Type above = parentOf(raw(each), ancestor);
      if (above != null) {
        return resolve(above, each);
      }
    }
    return null;
  }
}
