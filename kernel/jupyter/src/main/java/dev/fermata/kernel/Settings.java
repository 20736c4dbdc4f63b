// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.Map;

/**
 * What the environment says to the kernel.
 *
 * @param outputLimit bytes one cell may print
 */
record Settings(long outputLimit) {
  private static final long DEFAULT_MIB = 16;

  static Settings of(Map<String, String> environment) {
    var mib = environment.get("FERMATA_OUTPUT_LIMIT");
    return new Settings((mib == null ? DEFAULT_MIB : parse(mib)) * 1024 * 1024);
  }

  private static long parse(String mib) {
    try {
      return Math.max(1, Long.parseLong(mib.strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_MIB;
    }
  }
}
