// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders any value: by the first {@link Renderer} that knows it, else as its text. */
public final class Renderers {
  private final List<Renderer> renderers;

  /**
   * Renderers in the order they are asked.
   *
   * @param renderers of the magic providers; the kernel's own come after them
   */
  public Renderers(List<Renderer> renderers) {
    var all = new ArrayList<>(renderers);
    all.addAll(List.of(new TableRenderer(), new ImageRenderer(), new JsonRenderer()));
    this.renderers = List.copyOf(all);
  }

  /**
   * Renders a value. Runs the value's own code ({@code toString}), which may fail or take its time.
   *
   * @param value anything; a {@link MimeBundle} is returned as it is
   * @param interactive whether widgets and buttons may be shown
   * @return what a front end shows
   */
  public MimeBundle render(@Nullable Object value, boolean interactive) {
    if (value == null) {
      return MimeBundle.plain("null");
    }
    if (value instanceof MimeBundle bundle) {
      return bundle;
    }
    for (var renderer : renderers) {
      var bundle = renderer.render(value, interactive);
      if (bundle.isPresent()) {
        return bundle.get();
      }
    }
    return MimeBundle.plain(PlainText.of(value));
  }
}
