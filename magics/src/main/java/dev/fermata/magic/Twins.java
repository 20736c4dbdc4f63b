// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.form.Visible;
import java.text.Normalizer;
import java.util.Optional;
import java.util.stream.Stream;

/** Thread ids that look alike on the screen and are not the same text. */
final class Twins {
  private Twins() {}

  /**
   * What to tell about a new thread id when a thread exists whose id differs only in how letters
   * with accents are composed (Unicode's normal forms): it is most likely meant.
   */
  static Optional<String> notice(Checkpointer store, String thread) {
    if (store.thread(thread).isPresent()) {
      return Optional.empty();
    }
    return Stream.of(Normalizer.Form.NFC, Normalizer.Form.NFD)
        .map(form -> Normalizer.normalize(thread, form))
        .filter(twin -> !twin.equals(thread) && store.thread(twin).isPresent())
        .findFirst()
        .map(
            twin ->
                ("thread \"%s\" is new, and another thread looks the same: its accents are stored"
                        + " as %s characters. If you mean that one, copy its id from %%threads")
                    .formatted(
                        Visible.line(thread),
                        Normalizer.isNormalized(twin, Normalizer.Form.NFC)
                            ? "composed"
                            : "separate"));
  }
}
