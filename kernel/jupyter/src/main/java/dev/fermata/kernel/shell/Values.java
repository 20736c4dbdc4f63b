// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values as a line of text, made without running code of cells or libraries: that might wait for
 * the very thread that stands still, or print, or change what is looked at. A collection that
 * another thread changes meanwhile is told as it is found.
 */
public final class Values {
  private static final int LONGEST = 200;
  private static final int ELEMENTS = 10;
  private static final int DEEPEST = 3;

  private Values() {}

  /**
   * One line, not very long.
   *
   * @param value anything
   * @return with a few elements of what has many
   */
  public static String text(@Nullable Object value) {
    return cut(text(value, 0));
  }

  /**
   * The class as a cell would write it.
   *
   * @param type any class
   * @return without its package
   */
  public static String typeName(Class<?> type) {
    if (type.isArray()) {
      return typeName(type.getComponentType()) + "[]";
    }
    if (type.isHidden() || type.isSynthetic()) {
      return "lambda";
    }
    var name = CellCode.nameOf(type.getName());
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * The class of a value; of the JDK's hidden ones, as {@code List.of} gives them, the interface.
   *
   * @param value anything
   * @return without its package
   */
  public static String typeName(Object value) {
    if (isOfTheJdk(value) && !Modifier.isPublic(value.getClass().getModifiers())) {
      var known = Stream.of(List.class, java.util.Set.class, Map.class, java.nio.file.Path.class);
      var shown = known.filter(type -> type.isInstance(value)).findFirst();
      return typeName(shown.<Class<?>>map(type -> type).orElse(value.getClass()));
    }
    return typeName(value.getClass());
  }

  /**
   * Whether its methods are the JDK's.
   *
   * @param value anything
   * @return false for classes of cells and libraries
   */
  public static boolean isOfTheJdk(Object value) {
    return value.getClass().getClassLoader() == null;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static String text(@Nullable Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String string) {
      return quoted(string);
    }
    if (value instanceof Character character) {
      return "'" + character + "'";
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Class<?> type) {
      return typeName(type) + ".class";
    }
    if (value instanceof Throwable thrown) {
      return typeName(value.getClass()) + ": " + thrown.getMessage();
    }
    if (value.getClass().isArray()) {
      return array(value, depth);
    }
    if (value.getClass().isRecord()) {
      return record(value, depth);
    }
    return isOfTheJdk(value) ? jdk(value, depth) : identity(value);
  }

  private static String quoted(String string) {
    var shown = cut(string).replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + shown.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"';
  }

  private static String identity(Object value) {
    var type = typeName(value.getClass());
    return type.equals("lambda")
        ? type
        : type + "@" + Integer.toHexString(System.identityHashCode(value));
  }

  private static String array(Object array, int depth) {
    int length = Array.getLength(array);
    var type = typeName(array.getClass().getComponentType());
    var elements = IntStream.range(0, length).mapToObj(i -> Array.get(array, i)).iterator();
    return type + "[" + length + "] " + list("{", elements, "}", depth);
  }

  private static String record(Object record, int depth) {
    var components = Stream.of(record.getClass().getRecordComponents()).map(c -> c.getName());
    var values = components.map(name -> name + "=" + text(field(record, name), depth + 1));
    return typeName(record.getClass()) + (depth >= DEEPEST ? "[…]" : values.toList().toString());
  }

  private static @Nullable Object field(Object owner, String name) {
    try {
      return value(owner.getClass().getDeclaredField(name), owner).orElse(null);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("every component has its field", e);
    }
  }

  private static String jdk(Object value, int depth) {
    if (value instanceof Collection<?> collection) {
      return sized(value, collection.size()) + list("[", collection.iterator(), "]", depth);
    }
    if (value instanceof Map<?, ?> map) {
      return sized(value, map.size()) + list("{", map.entrySet().iterator(), "}", depth);
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return text(entry.getKey(), depth + 1) + "=" + text(entry.getValue(), depth + 1);
    }
    if (value instanceof Optional<?> optional) {
      return "Optional" + optional.map(v -> "[" + text(v, depth + 1) + "]").orElse(".empty");
    }
    return isPlain(value) ? value.toString() : identity(value);
  }

  private static String sized(Object value, int size) {
    return typeName(value) + " (" + size + ") ";
  }

  /** Classes of the JDK that are values, and whose text says which. */
  private static boolean isPlain(Object value) {
    return value instanceof Number
        || value instanceof Boolean
        || value instanceof CharSequence
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount
        || value instanceof java.net.URI
        || value instanceof java.nio.file.Path
        || value instanceof java.util.UUID
        || value instanceof java.util.regex.Pattern;
  }

  private static String list(String open, Iterator<?> elements, String close, int depth) {
    if (!elements.hasNext()) {
      return open + close;
    }
    if (depth >= DEEPEST) {
      return open + "…" + close;
    }
    var texts = new ArrayList<String>();
    try {
      while (elements.hasNext() && texts.size() < ELEMENTS) {
        texts.add(text(elements.next(), depth + 1));
      }
      return open + String.join(", ", texts) + (elements.hasNext() ? ", …" : "") + close;
    } catch (ConcurrentModificationException e) {
      return open + String.join(", ", texts) + ", …" + close;
    }
  }

  /**
   * The fields of an object that can be read.
   *
   * @param value anything
   * @return those of its class before the inherited
   */
  public static List<Field> fields(Object value) {
    var fields = new ArrayList<Field>();
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && isReadable(field)) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static boolean isReadable(Field field) {
    try {
      field.setAccessible(true);
      return true;
    } catch (InaccessibleObjectException e) {
      return false;
    }
  }

  /**
   * What a field holds.
   *
   * @param field one of {@link #fields}
   * @param owner the object
   * @return empty for null
   */
  public static Optional<Object> value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(owner));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
  }
}
