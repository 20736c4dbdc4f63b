// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates of channels, one after the other: {@code
 * set(Email::to).to("…").set(Email::body).to("…")}. Immutable.
 *
 * @param <S> the state record
 */
public final class Update<S> implements Command<S> {
  private final Parts parts;

  Update(Parts parts) {
    this.parts = parts;
  }

  Parts parts() {
    return parts;
  }

  /**
   * Names the next channel to set.
   *
   * @param channel a method reference to a component of the state record
   * @param <T> the component's type
   * @return a half-finished update that wants its value
   */
  public <T> To<S, T> set(Channel<S, T> channel) {
    return new To<>(parts, ChannelRef.of(channel));
  }

  @Override
  public String toString() {
    return parts.toString();
  }

  /**
   * An update that has its channel and wants its value.
   *
   * @param <S> the state record
   * @param <T> the channel's type
   */
  public static final class To<S, T> {
    private final Parts before;
    private final ChannelRef channel;

    To(Parts before, ChannelRef channel) {
      this.before = before;
      this.channel = channel;
    }

    /**
     * Writes a value, through the channel's reducer if it has one.
     *
     * @param value the value; null is a value, but not for a primitive component
     * @return the update
     */
    public Update<S> to(@Nullable T value) {
      return with(Write.Kind.PUT, value);
    }

    /**
     * Writes a value past the channel's reducer: LangGraph's {@code Overwrite}.
     *
     * @param value what the channel is to hold
     * @return the update
     */
    public Update<S> overwrite(@Nullable T value) {
      return with(Write.Kind.OVERWRITE, value);
    }

    /**
     * Takes elements out of a channel that is reduced by {@link Fermata#appendById}: LangGraph's
     * {@code RemoveMessage}.
     *
     * @param ids the ids of elements; each must be there
     * @return the update
     */
    public Update<S> remove(String... ids) {
      return with(Write.Kind.REMOVE, List.of(ids));
    }

    private Update<S> with(Write.Kind kind, @Nullable Object value) {
      Parts write = Parts.write(new Write(channel, kind, Frozen.of(value)));
      return new Update<>(before.plus(write));
    }
  }
}
