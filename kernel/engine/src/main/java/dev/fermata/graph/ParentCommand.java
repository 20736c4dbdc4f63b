// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/** A command for the graph above, on its way out of a subgraph that was called as a function. */
final class ParentCommand extends Throwable {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final Parts parts;

  ParentCommand(Parts parts) {
    super("a command to the parent graph", null, false, false);
    this.parts = parts;
  }

  Parts parts() {
    return parts;
  }
}
