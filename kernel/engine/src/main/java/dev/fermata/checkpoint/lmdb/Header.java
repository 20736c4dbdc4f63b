// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;

/**
 * The first record of a store.
 *
 * @param format the version of the layout
 * @param threads how many threads were ever made; numbers them
 * @param names how many names were ever made; numbers them
 */
record Header(long format, long threads, long names) {
  static Header read(Rows rows) {
    Fields.Reader in = rows.get(Keys.HEADER);
    return in == null ? new Header(Frame.FORMAT, 0, 0) : of(in);
  }

  static Header of(Fields.Reader in) {
    return new Header(in.number(), in.number(), in.number());
  }

  Header oneMoreThread() {
    return new Header(format, threads + 1, names);
  }

  Header oneMoreName() {
    return new Header(format, threads, names + 1);
  }

  void write(Rows rows) {
    rows.put(Keys.HEADER, new Fields().number(format).number(threads).number(names));
  }

  boolean isNewer() {
    return format > Frame.FORMAT;
  }

  CheckpointException newer(String path) {
    return new CheckpointException(
        "store-newer",
        "%s was written by a newer version of Fermata (format %d, this one knows %d); it can be read, not changed: update Fermata"
            .formatted(path, format, Frame.FORMAT));
  }
}
