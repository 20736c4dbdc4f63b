// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of channels and metadata entries, stored once and referred to by number. Names are only
 * ever added, so what was committed is remembered for good. Thread-safe for reading; one thread
 * writes.
 */
final class Names {
  private final Map<String, Long> numbers = new ConcurrentHashMap<>();
  private final Map<Long, String> names = new ConcurrentHashMap<>();
  private final Map<String, Long> uncommitted = new HashMap<>();

  /** The number of a name; stores the name when it is new. */
  long number(Rows rows, String name) {
    Long known = numbers.get(name);
    if (known == null) {
      known = uncommitted.get(name);
    }
    if (known != null) {
      return known;
    }
    Fields.Reader stored = rows.get(Keys.nameNumber(name));
    long number = stored == null ? add(rows, name) : stored.number();
    uncommitted.put(name, number);
    return number;
  }

  private static long add(Rows rows, String name) {
    Header header = Header.read(rows).oneMoreName();
    header.write(rows);
    rows.put(Keys.nameNumber(name), new Fields().number(header.names()));
    rows.put(Keys.name(header.names()), new Fields().text(name));
    return header.names();
  }

  /** The name of a number, within a write transaction. */
  String nameInWriter(Rows rows, long number) {
    String known = names.get(number);
    return known == null ? read(rows, number) : known;
  }

  /** The name of a number, within a snapshot of what is committed. */
  String name(Rows rows, long number) {
    return names.computeIfAbsent(number, n -> read(rows, n));
  }

  private static String read(Rows rows, long number) {
    Fields.Reader stored = rows.get(Keys.name(number));
    if (stored == null) {
      throw Damage.of("a name is missing (number " + number + ")");
    }
    return stored.text();
  }

  void committed() {
    numbers.putAll(uncommitted);
    uncommitted.forEach((name, number) -> names.put(number, name));
    uncommitted.clear();
  }

  void aborted() {
    uncommitted.clear();
  }
}
