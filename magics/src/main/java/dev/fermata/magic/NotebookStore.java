// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.DefaultCheckpointer;
import dev.fermata.graph.OnChangedQuestion;
import java.util.Map;
import java.util.Optional;

/**
 * Gives graphs that are compiled in a cell without a checkpointer the notebook's store. Found as a
 * service. Thread-safe.
 */
public final class NotebookStore implements DefaultCheckpointer {
  /** For the service loader. */
  public NotebookStore() {}

  @Override
  public Checkpointer checkpointer() {
    return StoreHome.current().get();
  }

  @Override
  public Map<String, String> labels() {
    return StoreHome.current().labels().all();
  }

  @Override
  public Optional<String> fingerprint(CompiledGraph<?> graph, String node) {
    return StoreHome.current().sources().fingerprint(graph.name(), node);
  }

  /** Asked anew where somebody looks; an error in batch. */
  @Override
  public OnChangedQuestion onChangedQuestion() {
    return StoreHome.current().interactive() ? OnChangedQuestion.ASK : OnChangedQuestion.FAIL;
  }
}
