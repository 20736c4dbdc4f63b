// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;

/**
 * The first record of a store. Every version of Fermata writes it in the first layout, so that
 * every other one can read it.
 *
 * @param format the version of the store
 * @param threads how many threads were ever made; numbers them
 * @param names how many names were ever made; numbers them
 */
record Header(long format, long threads, long names) {
  /** The version of the stores that this package writes. */
  static final int FORMAT = 1 + Migration.RELEASED.size();

  static Header read(Rows rows) {
    Fields.Reader in = rows.get(Keys.HEADER);
    return in == null ? new Header(FORMAT, 0, 0) : of(in);
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

  Header withFormat(int version) {
    return new Header(version, threads, names);
  }

  void write(Rows rows) {
    rows.put(Keys.HEADER, new Fields().number(format).number(threads).number(names));
  }

  boolean isNewer() {
    return format > FORMAT;
  }

  CheckpointException newer(String path) {
    return new CheckpointException(
        "store-newer",
        ("%s was written by a newer version of Fermata (format %d, this one knows %d); it can be read,"
                + " not changed: update Fermata")
            .formatted(path, format, FORMAT));
  }
}
