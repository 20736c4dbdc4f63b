// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Checkpointer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** What the place provides to one compiled graph; looked up at its first run. Thread-safe. */
final class Surroundings {
  private final @Nullable Checkpointer own;
  private volatile boolean looked;
  private volatile @Nullable DefaultCheckpointer found;

  Surroundings(@Nullable Checkpointer own) {
    this.own = own;
  }

  private Optional<DefaultCheckpointer> place() {
    if (!looked) {
      found =
          ServiceLoader.load(DefaultCheckpointer.class, DefaultCheckpointer.class.getClassLoader())
              .findFirst()
              .orElse(null);
      looked = true;
    }
    return Optional.ofNullable(found);
  }

  @Nullable Checkpointer checkpointer() {
    return own != null ? own : place().map(DefaultCheckpointer::checkpointer).orElse(null);
  }

  Map<String, String> labels(RunnableConfig config) {
    Map<String, String> labels =
        new HashMap<>(place().map(DefaultCheckpointer::labels).orElse(Map.of()));
    labels.putAll(config.labels());
    return Map.copyOf(labels);
  }

  OnChangedQuestion changedQuestion(RunnableConfig config) {
    OnChangedQuestion said = config.answers().changedQuestion();
    return said != null
        ? said
        : place().map(DefaultCheckpointer::onChangedQuestion).orElse(OnChangedQuestion.FAIL);
  }

  Optional<String> fingerprint(CompiledGraph<?> graph, String node) {
    return place().flatMap(place -> place.fingerprint(graph, node));
  }
}
