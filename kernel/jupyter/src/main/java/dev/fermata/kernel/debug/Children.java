// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.Values;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a value consists of: fields, elements, entries. */
final class Children {
  /** So many at once are shown; the rest is behind a range. */
  private static final int AT_ONCE = 100;

  private Children() {}

  /**
   * A part of a value.
   *
   * @param name of a field, an index, a key
   * @param value may be null
   */
  record Child(String name, @Nullable Object value) {}

  /**
   * Some elements of a long array, list or map.
   *
   * @param owner held weakly, as the debugger holds everything it has shown
   * @param from the first
   * @param to behind the last
   */
  record Range(WeakReference<Object> owner, int from, int to) {}

  /** Whether there are any, or may be. */
  static boolean any(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Class<?>) {
      return false;
    }
    if (value instanceof Range) {
      return true;
    }
    if (value.getClass().isArray() || Values.isOfTheJdk(value)) {
      return value instanceof Map.Entry<?, ?>
          || value instanceof Throwable
          || (value instanceof Optional<?> optional && optional.isPresent())
          || size(value) > 0;
    }
    return !(value instanceof Enum<?>) && !Values.fields(value).isEmpty();
  }

  /** In the value's order. */
  static List<Child> of(Object value) {
    try {
      if (value instanceof Range range) {
        var owner = range.owner().get();
        return owner == null ? List.of() : elements(owner, range.from(), range.to());
      }
      int size = size(value);
      return size >= 0 ? elements(value, 0, size) : fields(value);
    } catch (ConcurrentModificationException e) {
      return List.of(new Child("(changed while it was read)", null));
    }
  }

  /** -1 for what has no elements. */
  private static int size(Object value) {
    if (value.getClass().isArray()) {
      return Array.getLength(value);
    }
    if (Values.isOfTheJdk(value) && value instanceof Collection<?> elements) {
      return elements.size();
    }
    return Values.isOfTheJdk(value) && value instanceof Map<?, ?> map ? map.size() : -1;
  }

  private static List<Child> elements(Object owner, int from, int to) {
    int step = 1;
    while ((long) step * AT_ONCE < to - from) {
      step *= AT_ONCE;
    }
    return step == 1 ? elementsAtOnce(owner, from, to) : ranges(owner, from, to, step);
  }

  private static List<Child> ranges(Object owner, int from, int to, int step) {
    var ranges = new ArrayList<Child>();
    for (int start = from; start < to; start += step) {
      int end = Math.min(start + step, to);
      var range = new Range(new WeakReference<>(owner), start, end);
      ranges.add(new Child("[" + start + " … " + (end - 1) + "]", range));
    }
    return ranges;
  }

  private static List<Child> elementsAtOnce(Object owner, int from, int to) {
    if (owner instanceof Map<?, ?> map) {
      return part(map.entrySet().stream(), from, to)
          .map(entry -> new Child(Values.text(entry.getKey()), entry.getValue()))
          .toList();
    }
    if (owner instanceof Collection<?> elements) {
      var index = IntStream.range(from, to).iterator();
      return part(elements.stream(), from, to)
          .map(element -> new Child("[" + index.next() + "]", element))
          .toList();
    }
    return IntStream.range(from, to)
        .mapToObj(i -> new Child("[" + i + "]", Array.get(owner, i)))
        .toList();
  }

  private static <T> Stream<T> part(Stream<T> all, int from, int to) {
    return all.skip(from).limit(to - from);
  }

  private static List<Child> fields(Object value) {
    var named = new LinkedHashMap<String, Child>();
    if (value instanceof Map.Entry<?, ?> entry) {
      named.put("key", new Child("key", entry.getKey()));
      named.put("value", new Child("value", entry.getValue()));
    }
    if (value instanceof Optional<?> optional) {
      named.put("value", new Child("value", optional.orElse(null)));
    }
    if (value instanceof Throwable thrown) {
      named.put("message", new Child("message", thrown.getMessage()));
      named.put("cause", new Child("cause", thrown.getCause()));
    }
    if (!Values.isOfTheJdk(value)) {
      Values.fields(value)
          .forEach(
              field ->
                  named.putIfAbsent(
                      field.getName(),
                      new Child(field.getName(), Values.value(field, value).orElse(null))));
    }
    return List.copyOf(named.values());
  }
}
