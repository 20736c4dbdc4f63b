// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

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

/** Collections and arrays of records or of maps as tables. */
final class TableRenderer implements Renderer {
  private static final int ROWS = 60;
  private static final int CELL_LENGTH = 120;

  @Override
  public Optional<MimeBundle> render(Object value, boolean interactive) {
    return rows(value).map(TableRenderer::bundle);
  }

  private static MimeBundle bundle(Rows rows) {
    var table = rows.table();
    return MimeBundle.plain(table.plain()).with("text/html", table.html());
  }

  private static Optional<Rows> rows(Object value) {
    if (value instanceof Object[] array) {
      return ofElements(Arrays.asList(array));
    }
    return value instanceof Collection<?> collection ? ofElements(collection) : Optional.empty();
  }

  /** Only when all that are shown are of the same sort. */
  private static Optional<Rows> ofElements(Collection<?> elements) {
    var rows = new Rows(elements.size());
    for (var element : elements) {
      if (rows.full()) {
        break;
      }
      var row = row(element);
      if (row == null) {
        return Optional.empty();
      }
      rows.add(row);
    }
    return elements.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  private static @Nullable Map<String, @Nullable Object> row(@Nullable Object element) {
    if (element instanceof Record) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      for (var component : element.getClass().getRecordComponents()) {
        row.put(component.getName(), read(component, element));
      }
      return row.isEmpty() ? null : row;
    }
    if (element instanceof Map<?, ?> map) {
      var row = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((key, value) -> row.put(String.valueOf(key), value));
      return row;
    }
    return null;
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

    boolean full() {
      return rows.size() == ROWS;
    }

    void add(Map<String, @Nullable Object> row) {
      rows.add(row);
      columns.addAll(row.keySet());
    }

    Table table() {
      var numeric =
          columns.stream().map(c -> rows.stream().allMatch(r -> isNumber(r.get(c)))).toList();
      var text = rows.stream().map(r -> columns.stream().map(c -> cell(r, c)).toList()).toList();
      return new Table(List.copyOf(columns), text, numeric, total - rows.size());
    }

    private static boolean isNumber(@Nullable Object value) {
      return value instanceof Number;
    }

    private static String cell(Map<String, @Nullable Object> row, String column) {
      if (!row.containsKey(column)) {
        return "";
      }
      var value = row.get(column);
      var text = value == null ? "null" : PlainText.of(value).replaceAll("\\R", "⏎");
      return text.length() <= CELL_LENGTH ? text : text.substring(0, CELL_LENGTH) + "…";
    }
  }
}
