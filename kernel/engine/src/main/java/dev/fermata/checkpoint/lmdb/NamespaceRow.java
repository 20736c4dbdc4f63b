// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.lmdb.ThreadRow.Chain;

/**
 * The record of a namespace other than "".
 *
 * @param name the namespace
 * @param number stands for the name in the keys of this thread; 1 or more
 * @param chain its checkpoints
 */
record NamespaceRow(String name, long number, Chain chain) {
  Fields fields() {
    Fields out = new Fields().text(name).number(number);
    chain.write(out);
    return out;
  }

  static NamespaceRow read(Fields.Reader in) {
    return new NamespaceRow(in.text(), in.number(), Chain.read(in));
  }
}
