// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;

/**
 * What a node returns, or a caller hands to {@code invoke}: updates of channels, destinations, an
 * answer. Made by the static methods of {@link Fermata}; immutable.
 *
 * @param <S> the state record
 */
public sealed interface Command<S> permits Instruction, Update {
  /**
   * This command and another in one, for example {@code resume("yes").and(set(Form::age).to(30))}.
   * In {@code invoke} updates apply before the answer, so the node that runs again sees them.
   *
   * @param other what else to do; its updates come after this one's
   * @param <T> the state record
   * @return both
   */
  default <T> Command<T> and(Command<T> other) {
    return new Instruction<>(Parts.of(this).plus(Parts.of(other)));
  }

  /**
   * The same command for the graph one level up: a node of a subgraph routes and updates there.
   *
   * @param <P> the state record of the parent graph
   * @return a command that ends the subgraph
   */
  default <P> Command<P> toParent() {
    return new Instruction<>(Parts.of(this).forParent());
  }

  /**
   * The same command going to these nodes as well.
   *
   * @param nodes where to go; static edges of the node still fire
   * @return updates and destinations
   */
  default Command<S> thenGoTo(String... nodes) {
    return new Instruction<>(Parts.of(this).plus(Parts.goTo(List.of(nodes))));
  }
}
