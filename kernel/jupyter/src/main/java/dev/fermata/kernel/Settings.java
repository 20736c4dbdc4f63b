// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says to the kernel.
 *
 * @param outputLimit bytes one cell may print
 * @param historyFile where cells are remembered from session to session; null for nowhere
 */
record Settings(long outputLimit, @Nullable Path historyFile) {
  private static final long DEFAULT_MIB = 16;

  static Settings of(Map<String, String> environment) {
    var mib = environment.get("FERMATA_OUTPUT_LIMIT");
    return new Settings(
        (mib == null ? DEFAULT_MIB : parse(mib)) * 1024 * 1024, historyFile(environment));
  }

  private static long parse(String mib) {
    try {
      return Math.max(1, Long.parseLong(mib.strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_MIB;
    }
  }

  /** {@code FERMATA_HISTORY} (a file, or "off"), else beside other programs' data of the user. */
  private static @Nullable Path historyFile(Map<String, String> environment) {
    var chosen = environment.get("FERMATA_HISTORY");
    if (chosen != null && !chosen.isBlank()) {
      return chosen.equals("off") ? null : Path.of(chosen);
    }
    var folder = dataFolder(environment);
    return folder == null ? null : folder.resolve("fermata").resolve("history.jsonl");
  }

  private static @Nullable Path dataFolder(Map<String, String> environment) {
    for (var name : new String[] {"XDG_DATA_HOME", "APPDATA"}) {
      var folder = environment.get(name);
      if (folder != null && !folder.isBlank()) {
        return Path.of(folder);
      }
    }
    var home = environment.get("HOME");
    return home == null || home.isBlank() ? null : Path.of(home, ".local", "share");
  }
}
