// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the sets and maps of the JDK whose order means nothing and may differ between JVMs. */
final class Unordered {
  private Unordered() {}

  static boolean is(Object collection) {
    Class<?> type = collection.getClass();
    return (collection instanceof Set<?>
            && (type == HashSet.class
                || immutable(type)
                || type == ConcurrentHashMap.KeySetView.class))
        || (collection instanceof Map<?, ?>
            && (type == HashMap.class
                || immutable(type)
                || type == ConcurrentHashMap.class
                || type == IdentityHashMap.class));
  }

  /** The classes behind {@code Set.of} and {@code Map.of}, whose order is salted per JVM. */
  private static boolean immutable(Class<?> type) {
    return type.getName().startsWith("java.util.ImmutableCollections$");
  }
}
