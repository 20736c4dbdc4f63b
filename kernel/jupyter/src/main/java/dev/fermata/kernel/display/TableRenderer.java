// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collections and arrays of records, of maps, of lists or of arrays as tables, and maps as tables
 * of their entries.
 */
final class TableRenderer implements Renderer {
  /** As many as a notebook should have to carry. */
  private static final int ROWS = 1000;

  private static final int COLUMNS = 100;
  private static final int CELL_LENGTH = 120;

  @Override
  public Optional<MimeBundle> render(Object value, boolean interactive) {
    if (value instanceof Map<?, ?> map) {
      return entries(map).map(rows -> bundle(rows.table(), PlainText.of(value)));
    }
    if (value instanceof Object[] array) {
      return table(Arrays.asList(array), value);
    }
    return value instanceof Collection<?> elements ? table(elements, value) : Optional.empty();
  }

  private static Optional<MimeBundle> table(Collection<?> elements, Object value) {
    boolean named =
        elements.stream().limit(1).anyMatch(e -> e instanceof Record || e instanceof Map);
    return rows(elements)
        .map(Rows::table)
        .map(table -> bundle(table, named ? table.plain() : PlainText.of(value)));
  }

  private static MimeBundle bundle(Table table, String plain) {
    return MimeBundle.plain(plain).with(Table.MIME, table.json()).with("text/html", table.html());
  }

  /** Only when all that are shown are of the same sort. */
  private static Optional<Rows> rows(Collection<?> elements) {
    var rows = new Rows(elements.size());
    Object first = null;
    for (var element : elements) {
      if (rows.full()) {
        break;
      }
      first = first == null ? element : first;
      var row = row(element);
      if (row.isEmpty() || !alike(first, element)) {
        return Optional.empty();
      }
      rows.add(row);
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  /** Records of one kind of thing, or maps, or rows of the same length: not a mixture. */
  private static boolean alike(@Nullable Object first, @Nullable Object other) {
    return first instanceof Record == other instanceof Record
        && first instanceof Map<?, ?> == other instanceof Map<?, ?>;
  }

  private static Optional<Rows> entries(Map<?, ?> map) {
    var rows = new Rows(map.size());
    boolean records = map.values().stream().allMatch(value -> value instanceof Record);
    for (var entry : map.entrySet()) {
      if (rows.full()) {
        break;
      }
      var row = new LinkedHashMap<String, @Nullable Object>();
      row.put("key", entry.getKey());
      if (records) {
        row.putAll(row(entry.getValue()));
      } else {
        row.put("value", entry.getValue());
      }
      rows.add(row);
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  /** Column → value; empty for what has no columns. */
  private static Map<String, @Nullable Object> row(@Nullable Object element) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    if (element instanceof Record) {
      for (var component : element.getClass().getRecordComponents()) {
        row.put(component.getName(), read(component, element));
      }
    } else if (element instanceof Map<?, ?> map) {
      map.forEach((key, value) -> row.put(String.valueOf(key), value));
    } else if (element instanceof List<?> list && list.size() <= COLUMNS) {
      list.forEach(value -> row.put(String.valueOf(row.size()), value));
    } else if (element != null
        && element.getClass().isArray()
        && Array.getLength(element) <= COLUMNS) {
      for (var i = 0; i < Array.getLength(element); i++) {
        row.put(String.valueOf(i), Array.get(element, i));
      }
    }
    return row;
  }

  private static @Nullable Object read(RecordComponent component, Object from) {
    try {
      component.getAccessor().setAccessible(true); // records of cells are not public
      return component.getAccessor().invoke(from);
    } catch (InvocationTargetException e) {
      return "(throws " + e.getCause() + ")";
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Rows with their columns in the order they first appear. */
  private static final class Rows {
    private final int total;
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    private final LinkedHashSet<String> columns = new LinkedHashSet<>();

    Rows(int total) {
      this.total = total;
    }

    boolean isEmpty() {
      return rows.isEmpty();
    }

    boolean full() {
      return rows.size() == ROWS;
    }

    void add(Map<String, @Nullable Object> row) {
      rows.add(row);
      columns.addAll(row.keySet());
    }

    Table table() {
      var numeric = columns.stream().map(this::isNumeric).toList();
      var text = rows.stream().map(r -> columns.stream().map(c -> cell(r, c)).toList()).toList();
      return new Table(List.copyOf(columns), text, numeric, total);
    }

    private boolean isNumeric(String column) {
      return rows.stream()
          .filter(row -> row.containsKey(column))
          .allMatch(row -> row.get(column) instanceof Number);
    }

    private static String cell(Map<String, @Nullable Object> row, String column) {
      if (!row.containsKey(column)) {
        return "";
      }
      var value = row.get(column);
      var text = PlainText.of(value).replaceAll("\\R", "⏎");
      return text.length() <= CELL_LENGTH ? text : text.substring(0, CELL_LENGTH) + "…";
    }
  }
}
