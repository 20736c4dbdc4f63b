// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.PendingWrite;

/**
 * A pending write as it is stored.
 *
 * @param order where it stands among the thread's writes
 * @param write the write
 */
record StoredWrite(long order, PendingWrite write) {
  Fields fields() {
    return new Fields()
        .number(order)
        .id(write.task())
        .text(write.kind())
        .id(write.key())
        .json(write.value());
  }

  static StoredWrite read(Fields.Reader in) {
    return new StoredWrite(in.number(), new PendingWrite(in.id(), in.text(), in.id(), in.json()));
  }
}
