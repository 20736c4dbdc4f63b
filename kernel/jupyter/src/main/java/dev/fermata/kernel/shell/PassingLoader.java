// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Map;

/**
 * Loads the classes of one snippet that no later cell can name. They go with the loader, once no
 * thread runs them and no object of theirs is left.
 */
final class PassingLoader extends ClassLoader {
  private final CellScope scope;
  private final CellLoader cells;
  private final Map<String, byte[]> waiting;

  /**
   * A loader of classes.
   *
   * @param code byte code by binary name; what is loaded is removed
   */
  PassingLoader(CellLoader cells, CellScope scope, Map<String, byte[]> code) {
    super(cells.getName(), cells);
    this.cells = cells;
    this.scope = scope;
    this.waiting = code;
  }

  /** The cell its classes are of. */
  CellScope scope() {
    return scope;
  }

  CellLoader cells() {
    return cells;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      var code = waiting.remove(name);
      return code == null ? cells.loadClass(name) : defineClass(name, code, 0, code.length);
    }
  }
}
