// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.form.Words;
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

/** {@code %state}: a thread's state at its latest checkpoint, or at another. */
final class StateMagic implements Magic {
  static final Option THREAD =
      Option.value("--thread", "ID", "the thread; the latest one of this notebook");
  static final Option CHECKPOINT =
      Option.value("--checkpoint", "N", "a number from %history; the latest");

  private final Function<Notebook, Session> session;

  StateMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "state",
        "Shows the state of a thread at a checkpoint, and what is due next",
        MagicSpec.Kind.LINE,
        List.of(THREAD, CHECKPOINT, Option.value("--as", "NAME", "binds the snapshot")),
        List.of(),
        null,
        """
        The state is the result of the cell.

          %state --thread approval-123
          %state --thread approval-123 --checkpoint 2""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private Object execute(MagicCall call) {
    var here = session.apply(call.notebook());
    var info = new ThreadPick(here).latest(call.option("--thread"));
    var graph = here.graphs().ofThread(info);
    var config =
        Configs.at(info.thread(), call.option("--checkpoint"), call.notebook().interactive());
    var snapshot = graph.graph().getState(config);
    if (snapshot.step() == null) {
      throw new MagicException(
          "unknown-checkpoint",
          "thread \"%s\" has no checkpoint %s; %%history lists them"
              .formatted(Visible.line(info.thread()), call.option("--checkpoint").orElse("")),
          List.of("%history --thread " + Words.quoted(info.thread())));
    }
    call.option("--as")
        .ifPresent(name -> Outcomes.bind(here, name, graph.snapshotType(), snapshot));
    new Outcomes(here).notice(SnapshotView.facts(snapshot));
    return snapshot.values();
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return "--thread".equals(at.option())
        ? Completions.threads(session.apply(at.notebook()))
        : List.of();
  }
}
