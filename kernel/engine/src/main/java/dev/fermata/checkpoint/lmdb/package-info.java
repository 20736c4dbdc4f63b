// SPDX-License-Identifier: Apache-2.0
/**
 * Checkpoints in one LMDB file.
 *
 * <p>Priorities, in order: what was acknowledged survives the death of the process and of the
 * machine; a damaged file never takes the process down; a step costs the size of its change, in
 * bytes and in time; then everything else.
 *
 * <p>One B-tree holds everything, ordered so that a running thread appends at its end: the header,
 * names, the index of threads by status, the rows of threads (by hash of their id), and then the
 * checkpoints with their pending writes by thread number, namespace and checkpoint id. Each record
 * is framed and carries a checksum over its key and content. Values are JSON texts, as the engine
 * made them.
 *
 * <p>All writes go through one platform thread, which commits what has queued up in one synced
 * transaction. Readers use snapshots of their own and wait for nobody.
 */
@NullMarked
package dev.fermata.checkpoint.lmdb;

import org.jspecify.annotations.NullMarked;
