// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A graph as a node: channels of the same name go in, and come back through the reducers of the
 * graph above. A channel without a reducer that comes back as it went in is not written, so
 * subgraphs side by side may share it.
 */
final class SubgraphNode<S extends Record, C extends Record> implements ContextNode<S> {
  private final Schema<S> schema;
  private final CompiledGraph<C> child;

  SubgraphNode(Schema<S> schema, CompiledGraph<C> child) {
    this.schema = schema;
    this.child = child;
    boolean shared =
        schema.names().stream().anyMatch(n -> child.topology().schema().indexOf(n) >= 0);
    if (!shared) {
      throw new GraphException.InvalidGraph(
          "nothing-shared",
          "the subgraph's state %s shares no component with %s, so it could neither read nor write;"
                  .formatted(
                      child.topology().schema().type().getSimpleName(),
                      schema.type().getSimpleName())
              + " call it in a node instead: graph.invoke(…)");
    }
  }

  @Override
  public Command<S> run(S state, RunContext context) {
    @Nullable Object[] given = schema.read(state);
    C end = child.calls().runInside(Scratchpad.current("a subgraph"), input(given)).current();
    @Nullable Object[] came = child.topology().schema().read(end);
    List<Write> back = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      int there = child.topology().schema().indexOf(schema.name(i));
      if (there >= 0 && inside().outputs().has(there) && isNews(i, given[i], came[there])) {
        back.add(States.write(schema, i, came[there]));
      }
    }
    return new Update<>(new Parts(back, List.of(), List.of(), null, false));
  }

  private boolean isNews(int channel, @Nullable Object before, @Nullable Object now) {
    return schema.reducer(channel) == null ? !Objects.equals(before, now) : now != null;
  }

  private Schema<C> inside() {
    return child.topology().schema();
  }

  private List<Write> input(@Nullable Object[] given) {
    Schema<C> inside = inside();
    List<Write> input = new ArrayList<>();
    for (int i = 0; i < inside.size(); i++) {
      int here = schema.indexOf(inside.name(i));
      if (here >= 0 && given[here] != null && inside.inputs().has(i)) {
        input.add(States.write(inside, i, given[here]));
      }
    }
    return input;
  }
}
