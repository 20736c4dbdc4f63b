// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.JsonCodec;

/** The one codec of this package; immutable and thread-safe. */
final class Codec {
  static final JsonCodec JSON = new JsonCodec();

  private Codec() {}
}
