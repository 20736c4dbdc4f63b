// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/**
 * When a run's checkpoints reach the disk. In every mode a question is committed before it is
 * shown, and an answer before its node runs again.
 */
public enum Durability {
  /** Each superstep is committed before the next begins. */
  SYNC,
  /**
   * Each superstep is handed to the checkpointer, which commits several at once; the default. Waits
   * before a question is shown, before an answer is applied, and at the end. After a crash the
   * supersteps since the last commit may run again.
   */
  ASYNC,
  /**
   * Stores only at pauses and at the end: no history between, and a crash repeats the whole run.
   */
  EXIT
}
