// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.form.Visible;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code %fork}: goes on from an earlier checkpoint, on the same thread or on a copy of it. */
final class ForkMagic implements Magic {
  private final Function<Notebook, Session> session;

  ForkMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    List<Option> options = new ArrayList<>();
    options.add(StateMagic.THREAD);
    options.add(StateMagic.CHECKPOINT);
    options.add(
        Option.value("--to", "ID", "copies the thread first and leaves the first as it is"));
    options.add(
        Option.value(
            ResumeMagic.UPDATE, "JSON", "changes the state there, as its last node would"));
    options.addAll(Outcomes.OPTIONS);
    return new MagicSpec(
        "fork",
        "Goes on from an earlier checkpoint, on the same thread or on a copy",
        MagicSpec.Kind.LINE,
        options,
        List.of(),
        null,
        """
        Questions behind the checkpoint are asked anew. What was stored stays in the history.

          %fork --thread approval-123 --checkpoint 1
          %fork --thread approval-123 --checkpoint 1 --to approval-124
          %fork --checkpoint 2 --update '{"actionDetails": "Transfer $50"}'""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private @Nullable Object execute(MagicCall call) throws Exception {
    var here = session.apply(call.notebook());
    var info = new ThreadPick(here).latest(call.option("--thread"));
    var graph = here.graphs().ofThread(info);
    var outcomes = new Outcomes(here);
    var thread = copied(call, here, info, outcomes);
    var there = Configs.at(thread, call.option("--checkpoint"), call.notebook().interactive());
    var config =
        call.option(ResumeMagic.UPDATE).map(j -> updated(graph.graph(), j, there)).orElse(there);
    var output =
        new LiveRun(here, graph, here.stops().applied(graph.name(), call, config)).onwards();
    return new Asking(here, outcomes).show(call, graph, output);
  }

  /** The new head of the thread, after its state was changed at a checkpoint. */
  private static <S extends Record> RunnableConfig updated(
      CompiledGraph<S> graph, String json, RunnableConfig there) {
    graph.updateState(there, graph.setJson(json));
    return there.withCheckpoint(null);
  }

  private static String copied(MagicCall call, Session here, ThreadInfo info, Outcomes outcomes) {
    var to = call.option("--to");
    to.ifPresent(
        id -> {
          here.store().get().copyThread(info.thread(), id);
          outcomes.notice(
              "▶ thread %s, a copy of %s".formatted(Visible.line(id), Visible.line(info.thread())));
        });
    return to.orElse(info.thread());
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return "--thread".equals(at.option())
        ? Completions.threads(session.apply(at.notebook()))
        : List.of();
  }
}
