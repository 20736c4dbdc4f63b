// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder and the environment variables that magics and the commands they start have. A JVM can
 * change neither its own folder nor its own environment, so Java code keeps those it was started
 * with. Thread-safe.
 */
public final class Surroundings {
  private final Path start = Path.of("").toAbsolutePath();
  private final Map<String, String> added = new ConcurrentHashMap<>();
  private volatile Path folder = start;
  private volatile Path before = start;

  /**
   * Where relative paths of magics begin.
   *
   * @return absolute
   */
  public Path folder() {
    return folder;
  }

  /** The folder of Java's own relative paths. */
  Path start() {
    return start;
  }

  /** The folder before the latest change. */
  Path before() {
    return before;
  }

  synchronized void goTo(Path newFolder) {
    before = folder;
    folder = newFolder;
  }

  void set(String name, String value) {
    added.put(name, value);
  }

  /** Only those that were set since the start. */
  Map<String, String> added() {
    return Map.copyOf(added);
  }

  /** Those of the process too. */
  Map<String, String> variables() {
    var all = new TreeMap<>(System.getenv());
    all.putAll(added);
    return all;
  }
}
