// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.display.CellOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of cells by number; the oldest go when there are many. Thread-safe. */
final class Results implements CellOutput.Results {
  /** Enough to look back; a session of thousands of cells must not keep all it ever made. */
  private static final int KEPT = 200;

  private final Map<Integer, Object> values =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Object> eldest) {
          return size() > KEPT;
        }
      };

  private @Nullable Object last;
  private @Nullable Throwable lastThrown;

  synchronized void put(int number, @Nullable Object value) {
    last = value;
    if (value != null) {
      values.put(number, value);
    }
  }

  synchronized void thrown(Throwable thrown) {
    lastThrown = thrown;
  }

  synchronized Optional<Throwable> lastThrown() {
    return Optional.ofNullable(lastThrown);
  }

  synchronized void clear() {
    last = null;
    lastThrown = null;
    values.clear();
  }

  @Override
  public synchronized @Nullable Object last() {
    return last;
  }

  @Override
  public synchronized Optional<Object> of(int number) {
    return Optional.ofNullable(values.get(number));
  }
}
