// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.display.MimeBundle;

/** Rendered values. */
final class Bundles {
  private Bundles() {}

  /** The bundle a renderer has made. */
  static MimeBundle of(CellEnd rendered) {
    if (rendered instanceof CellEnd.Value value && value.value() instanceof MimeBundle bundle) {
      return bundle;
    }
    throw new IllegalStateException("not rendered: " + rendered);
  }
}
