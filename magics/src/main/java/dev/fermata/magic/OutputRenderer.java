// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.StateSnapshot;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.display.Renderer;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Renders graphs as pictures, outcomes as forms or states, snapshots with their facts, and records
 * as tables.
 */
final class OutputRenderer implements Renderer {
  private final Supplier<Optional<Session>> session;

  OutputRenderer(Supplier<Optional<Session>> session) {
    this.session = session;
  }

  @Override
  public Optional<MimeBundle> render(Object value, boolean interactive) {
    if (value instanceof GraphOutput<?> output) {
      return Optional.of(outcome(output, interactive));
    } else if (value instanceof CompiledGraph<?> graph) {
      return Optional.of(GraphView.picture(graph.describe()));
    } else if (value instanceof StateSnapshot<?> snapshot) {
      return Optional.of(SnapshotView.of(snapshot));
    } else if (value instanceof Collection<?> elements) {
      return SnapshotView.ofAll(elements);
    } else if (value instanceof Record known && known.getClass().getRecordComponents().length > 0) {
      return Optional.of(RecordView.of(known));
    }
    return Optional.empty();
  }

  private MimeBundle outcome(GraphOutput<?> output, boolean interactive) {
    var thread = output.config().thread();
    if (thread != null && output.isInterrupted() && session.get().isPresent()) {
      var here = session.get().get();
      var graph = here.store().get().thread(thread).map(ThreadInfo::graph).orElse("");
      var pause = here.pause(graph, thread, output.interrupts());
      here.shown().remember(pause);
      return pause.bundle(here.shown().withForm(interactive));
    }
    return RecordView.of(output.value());
  }
}
