// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tasks need of the run they are part of. */
interface RunScope {
  /** Whether a changed question asks again or fails. */
  OnChangedQuestion changedQuestion();

  /** A hash of the graph's nodes, edges and channels, as recorded with each question. */
  @Nullable String structure();

  /** A hash of a node's code, as recorded with each question. */
  @Nullable String code(String node);

  /** Commits the result of a {@code once} of a task, and waits for it. */
  void commitOnce(String task, String key, Json value);

  /** The config the run was called with. */
  RunnableConfig config();

  /** Where the run stores; null when it keeps no checkpoints. */
  @Nullable Ledger ledger();

  /** How the superstep that runs now began. */
  First first();

  /** Graphs that were seen running inside nodes, by node. */
  Map<String, CompiledGraph<?>> children();

  /** Whoever listens to this run. */
  Emitter emitter();
}
