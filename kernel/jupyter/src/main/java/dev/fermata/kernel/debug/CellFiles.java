// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names of files by which front ends and the debugger mean cells: a hash of the cell between a
 * prefix and a suffix. No file is written. Thread-safe.
 */
final class CellFiles {
  /** Given to the front end, which hashes for itself. */
  static final int SEED = 0x5eed;

  static final String SUFFIX = ".java";

  private static final int KEPT = 1000;

  /** JupyterLab shows a path with "ipykernel_" in it as the cell that it stands for. */
  private final String prefix =
      System.getProperty("java.io.tmpdir")
          + File.separator
          + "fermata_ipykernel_"
          + ProcessHandle.current().pid()
          + File.separator;

  private final Map<String, String> sources =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  /** Another one for each process: after a restart the front end names its cells anew. */
  String prefix() {
    return prefix;
  }

  /** The path of a cell, which is remembered. */
  synchronized String path(String cell) {
    var path = prefix + Murmur2.hash(cell, SEED) + SUFFIX;
    sources.put(path, cell);
    return path;
  }

  synchronized Optional<String> source(String path) {
    return Optional.ofNullable(sources.get(path));
  }

  /** The first line with code on it at or behind a line; the line itself when there is none. */
  int lineWithCode(String path, int line) {
    var lines = source(path).map(source -> source.lines().toList());
    for (int i = line; lines.isPresent() && i >= 1 && i <= lines.get().size(); i++) {
      var text = lines.get().get(i - 1).strip();
      if (!text.isEmpty() && !text.startsWith("//")) {
        return i;
      }
    }
    return line;
  }
}
