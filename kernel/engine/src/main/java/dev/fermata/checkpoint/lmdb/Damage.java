// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;

/** Says that the store does not hold what it must hold. */
final class Damage {
  private Damage() {}

  static CheckpointException of(String what) {
    return new CheckpointException(
        "store-damaged",
        what
            + ": the store is damaged; close it and open it again, it is then checked and what can"
            + " be read is saved into a new file");
  }
}
