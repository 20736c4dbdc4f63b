// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Remembers recent signatures, so that a recorded message cannot be sent again. Thread-safe. */
final class ReplayGuard {
  /** As many as Jupyter's own kernels remember. */
  private static final int REMEMBERED = 1 << 16;

  private final Set<String> seen =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  /** Whether the signature is new; it is not from now on. */
  boolean firstTime(String signature) {
    return seen.add(signature);
  }
}
