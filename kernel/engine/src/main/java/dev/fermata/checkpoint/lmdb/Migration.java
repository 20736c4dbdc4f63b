// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings a store of an older format to the one that this package writes, after a backup. All steps
 * are one transaction: a store is of one format or of the other.
 */
final class Migration {
  /** The first leads from format 1 to format 2, and so on; released ones are never changed. */
  static final List<Step> RELEASED = List.of();

  private Migration() {}

  /** Rewrites what a new format has another layout for. */
  interface Step {
    void apply(Rows rows);
  }

  /** Migrates when need be; what was done, when something was. */
  static Optional<String> run(EnvGate gate, List<Step> steps) {
    long from = gate.read(Header::read).format();
    int to = 1 + steps.size();
    if (from >= to) {
      return Optional.empty();
    }
    Path path = gate.path();
    Path backup = StoreFile.unused(path, ".format-" + from + "-");
    gate.copyTo(backup);
    gate.write(rows -> apply(steps, rows));
    return Optional.of(
        "The store %s was brought from format %d to format %d. As it was before it is kept as %s."
            .formatted(path, from, to, backup.getFileName()));
  }

  private static boolean apply(List<Step> steps, Rows rows) {
    long format = Header.read(rows).format(); // another process may have been first
    for (Step step : steps.subList((int) Math.min(format - 1, steps.size()), steps.size())) {
      step.apply(rows);
    }
    Header.read(rows).withFormat(1 + steps.size()).write(rows);
    return true;
  }
}
