// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The reducers that {@link Fermata} gives out and that the engine knows by their class. */
final class Reducers {
  private Reducers() {}

  /** Concatenates; the engine stores only what was appended. */
  static final class Append<T> implements Reducer<List<T>> {
    @Override
    public List<T> reduce(List<T> current, List<T> update) {
      return AppendList.of(current).plus(update);
    }

    @Override
    public List<T> identity() {
      return List.of();
    }

    @Override
    public String toString() {
      return "append";
    }
  }

  /** Appends, or replaces the element that has the same id in its place. */
  static final class AppendById<T> implements Reducer<List<T>> {
    private final Function<? super T, String> id;

    AppendById(Function<? super T, String> id) {
      this.id = id;
    }

    @Override
    public List<T> reduce(List<T> current, List<T> update) {
      Map<String, Integer> places = places(current);
      boolean replaces = update.stream().anyMatch(e -> places.containsKey(id.apply(e)));
      if (!replaces && places(update).size() == update.size()) {
        return AppendList.of(current).plus(update);
      }
      List<T> merged = new ArrayList<>(current);
      for (T element : update) {
        Integer at = places.putIfAbsent(id.apply(element), merged.size());
        if (at == null) {
          merged.add(element);
        } else {
          merged.set(at, element);
        }
      }
      return AppendList.of(merged);
    }

    List<T> remove(List<T> current, List<?> ids, String channel) {
      Map<String, Integer> places = places(current);
      for (Object gone : ids) {
        if (!places.containsKey(String.valueOf(gone))) {
          throw new GraphException.InvalidUpdate(
              "unknown-element",
              "channel \"%s\" has no element with the id \"%s\" to remove; ids: %s"
                  .formatted(channel, gone, Names.listed(places.keySet())));
        }
      }
      return AppendList.of(
          current.stream().filter(element -> !ids.contains(id.apply(element))).toList());
    }

    private Map<String, Integer> places(List<T> elements) {
      Map<String, Integer> places = new LinkedHashMap<>();
      for (int i = 0; i < elements.size(); i++) {
        places.put(id.apply(elements.get(i)), i);
      }
      return places;
    }

    @Override
    public List<T> identity() {
      return List.of();
    }

    @Override
    public String toString() {
      return "append by id";
    }
  }
}
