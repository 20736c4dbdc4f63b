// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.display.MimeBundle;
import java.util.LinkedHashMap;

/** Rendered values. */
final class Bundles {
  /** Of a text that is too long, enough to see what it is. */
  private static final int BEGINNING = 100_000;

  private Bundles() {}

  /** The bundle a renderer has made. */
  static MimeBundle of(CellEnd rendered) {
    if (rendered instanceof CellEnd.Value value && value.value() instanceof MimeBundle bundle) {
      return bundle;
    }
    throw new IllegalStateException("not rendered: " + rendered);
  }

  /**
   * The same bundle, or one without what would choke a front end.
   *
   * @param limit chars a representation may have
   */
  static MimeBundle within(MimeBundle bundle, long limit) {
    var data = new LinkedHashMap<String, Object>();
    bundle
        .data()
        .forEach(
            (mime, value) -> {
              boolean fits = !(value instanceof String text) || text.length() <= limit;
              if (fits) {
                data.put(mime, value);
              } else if (mime.equals("text/plain")) {
                data.put(mime, beginning((String) value));
              }
            });
    return data.equals(bundle.data()) ? bundle : new MimeBundle(data, bundle.metadata());
  }

  private static String beginning(String text) {
    return text.substring(0, BEGINNING)
        + "…\n[the text has "
        + text.length()
        + " characters; the rest is not shown. Show less, write it to a file, or start the kernel"
        + " with FERMATA_OUTPUT_LIMIT set to a larger number of MiB]";
  }
}
