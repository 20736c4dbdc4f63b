// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import dev.fermata.kernel.shell.CellNames;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Values as text. */
final class PlainText {
  /** As many elements as IPython shows. */
  private static final int ELEMENTS = 1000;

  /** Of an array of arrays. */
  private static final int ROWS = 100;

  private static final int LINE = 80;
  private static final int DEEPEST = 20;

  private PlainText() {}

  /**
   * Arrays and collections by their elements, not more than a person reads; what has no text of its
   * own by what it is; everything else by its {@code toString}.
   */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      return array(value, 0);
    }
    if (value instanceof BaseStream<?, ?>) {
      return "a stream, not shown because that would use it up; collect it, for example with .toList()";
    }
    if (value instanceof Collection<?> elements && isLong(value, elements.size())) {
      return shortened(elements, elements.size(), "[", "]");
    }
    if (value instanceof Map<?, ?> map && isLong(value, map.size())) {
      return shortened(map.entrySet(), map.size(), "{", "}");
    }
    if (value.getClass().isHidden() && value.getClass().getInterfaces().length == 1) {
      return "a lambda, " + value.getClass().getInterfaces()[0].getSimpleName();
    }
    return CellNames.readable(String.valueOf(value.toString()));
  }

  /** Only of the JDK's: what others write in their toString is theirs to decide. */
  private static boolean isLong(Object container, int size) {
    return size > ELEMENTS && container.getClass().getName().startsWith("java.");
  }

  private static String shortened(Iterable<?> elements, int size, String open, String close) {
    var text = new StringJoiner(", ", open, close);
    var shown = 0;
    for (var element : elements) {
      if (shown == ELEMENTS) {
        break;
      }
      text.add(of(element));
      shown++;
    }
    return text.add(more(size - shown)).toString();
  }

  private static String more(int left) {
    return "… " + left + " more";
  }

  private static String array(Object array, int depth) {
    if (depth == DEEPEST) {
      return "[…]";
    }
    boolean rows = array instanceof Object[] && array.getClass().getComponentType().isArray();
    var limit = rows || depth > 0 ? ROWS : ELEMENTS;
    var parts = new ArrayList<String>();
    for (var i = 0; i < Math.min(Array.getLength(array), limit); i++) {
      var element = Array.get(array, i);
      boolean deeper = element != null && element.getClass().isArray();
      parts.add(deeper ? array(element, depth + 1) : of(element));
    }
    if (Array.getLength(array) > limit) {
      parts.add(more(Array.getLength(array) - limit));
    }
    var line = "[" + String.join(", ", parts) + "]";
    return rows && line.length() > LINE ? "[" + String.join(",\n ", parts) + "]" : line;
  }
}
