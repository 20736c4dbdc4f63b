// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Renders any value: as it says itself when it is {@link Displayable}, by what {@link #add} was
 * told, by the first {@link Renderer} that knows it, else as its text. Thread-safe.
 */
public final class Renderers {
  private final List<Renderer> renderers;
  private final Map<Class<?>, Function<Object, MimeBundle>> added = new ConcurrentHashMap<>();

  /**
   * Renderers in the order they are asked.
   *
   * @param renderers of the magic providers; the kernel's own come after them
   */
  public Renderers(List<Renderer> renderers) {
    var all = new ArrayList<>(renderers);
    all.addAll(List.of(new TableRenderer(), new ImageRenderer(), new JsonRenderer()));
    this.renderers = new CopyOnWriteArrayList<>(all);
  }

  /**
   * Adds renderers of a library that has come to the class path.
   *
   * @param more asked before those that are there
   */
  public void addFirst(List<Renderer> more) {
    renderers.addAll(0, more);
  }

  /**
   * Shows values of a type in a way of one's own from now on.
   *
   * @param <T> the type
   * @param type its subtypes are meant too, as long as they have no way of their own
   * @param renderer replaces an earlier one for the same type
   */
  public <T> void add(Class<T> type, Function<? super T, MimeBundle> renderer) {
    added.put(type, value -> renderer.apply(type.cast(value)));
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
    var own = ownWay(value);
    if (own.isPresent()) {
      return own.get();
    }
    for (var renderer : renderers) {
      var bundle = renderer.render(value, interactive);
      if (bundle.isPresent()) {
        return bundle.get();
      }
    }
    return MimeBundle.plain(PlainText.of(value));
  }

  /**
   * A value as text, as it would be shown where nothing else can be.
   *
   * @param value anything; its {@code toString} may fail
   * @return names of types as the cells wrote them; long values are cut
   */
  public static String text(@Nullable Object value) {
    return PlainText.of(value);
  }

  private Optional<MimeBundle> ownWay(Object value) {
    for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass()) {
      var renderer = added.get(c);
      if (renderer != null) {
        return Optional.of(renderer.apply(value));
      }
    }
    if (value instanceof Displayable displayable) {
      return Optional.of(displayable.toDisplay());
    }
    for (var entry : added.entrySet()) {
      if (entry.getKey().isInstance(value)) {
        return Optional.of(entry.getValue().apply(value));
      }
    }
    return Optional.empty();
  }
}
