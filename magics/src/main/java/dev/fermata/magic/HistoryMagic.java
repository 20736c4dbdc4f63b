// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.StateSnapshot;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code %history}: the checkpoints of a thread, newest first. */
final class HistoryMagic implements Magic {
  private static final long DEFAULT_LIMIT = 20;

  private final Function<Notebook, Session> session;

  HistoryMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "history",
        "Lists the checkpoints of a thread, newest first",
        MagicSpec.Kind.LINE,
        List.of(StateMagic.THREAD, Option.value("--limit", "N", "at most so many rows; 20")),
        List.of(),
        null,
        """
        %state --checkpoint N shows one of them, %fork --checkpoint N goes on from it.

          %history --thread approval-123""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private Object execute(MagicCall call) {
    var here = session.apply(call.notebook());
    var info = new ThreadPick(here).latest(call.option("--thread"));
    var graph = here.graphs().ofThread(info);
    var limit = call.option("--limit").map(n -> Configs.number("--limit", n)).orElse(DEFAULT_LIMIT);
    var config = Configs.of(info.thread(), call.notebook().interactive());
    var snapshots = newest(graph.graph(), config, limit);
    if (snapshots.isEmpty()) {
      throw new MagicException(
          "unknown-thread", "thread \"" + Visible.line(info.thread()) + "\" has no checkpoints");
    }
    return SnapshotView.table(snapshots);
  }

  private static List<? extends StateSnapshot<?>> newest(
      CompiledGraph<?> graph, RunnableConfig config, long limit) {
    try (var history = graph.getStateHistory(config)) {
      return history.limit(limit).toList();
    }
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return "--thread".equals(at.option())
        ? Completions.threads(session.apply(at.notebook()))
        : List.of();
  }
}
