// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers by which a front end asks for what a value consists of. An object keeps its number, so
 * that what is unfolded on the screen stays so; what was shown is not kept alive. Used by one
 * thread.
 */
final class References {
  private static final int MOST = 20_000;

  /** A weak reference that finds its object's number. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object) {
      super(object);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other || (other instanceof Key key && get() != null && key.refersTo(get()));
    }
  }

  /** A range belongs to nothing that lives on, so it is kept itself. */
  private final Map<Integer, Object> objects = new LinkedHashMap<>();

  private final Map<Key, Integer> numbers = new LinkedHashMap<>();
  private int last;

  /** The number of a value; 0 when it has no parts. */
  int of(Object value) {
    if (value instanceof Children.Range) {
      return put(value);
    }
    var key = new Key(value);
    var known = numbers.get(key);
    if (known != null) {
      return known;
    }
    int number = put(key);
    numbers.put(key, number);
    return number;
  }

  private int put(Object object) {
    objects.put(++last, object);
    if (objects.size() > MOST) {
      forgetOldest();
    }
    return last;
  }

  private void forgetOldest() {
    Iterator<Object> oldest = objects.values().iterator();
    if (oldest.next() instanceof Key key) {
      numbers.remove(key);
    }
    oldest.remove();
  }

  /** Empty for a number that was never given, or whose value is gone. */
  Optional<Object> get(int number) {
    var object = objects.get(number);
    return Optional.ofNullable(object instanceof Key key ? key.get() : object);
  }
}
