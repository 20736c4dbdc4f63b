// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.ThreadLife;
import java.util.ArrayList;
import java.util.List;

/**
 * The lives that begin in the transaction that is being written; they have not begun when it is
 * aborted, and begin again when it is tried again. Used by the writer thread.
 */
final class Lives {
  private final List<ThreadLife> uncommitted = new ArrayList<>();

  void begin(ThreadLife life, long number) {
    life.begin(number);
    uncommitted.add(life);
  }

  void committed() {
    uncommitted.clear();
  }

  void aborted() {
    uncommitted.forEach(life -> life.begin(0));
    uncommitted.clear();
  }
}
