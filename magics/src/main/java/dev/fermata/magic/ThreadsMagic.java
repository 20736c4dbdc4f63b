// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code %threads}: every thread in the store. */
final class ThreadsMagic implements Magic {
  private final Function<Notebook, Session> session;

  ThreadsMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "threads",
        "Lists the threads in the checkpoint store, latest change first",
        MagicSpec.Kind.LINE,
        List.of(Option.flag("--paused", "only those that wait for an answer")),
        List.of(),
        null,
        """
        Each thread with its graph, its notebook, where it stands, what it waits for and since when.

          %threads --paused""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private @Nullable Object execute(MagicCall call) throws Exception {
    var store = session.apply(call.notebook()).store();
    if (!store.exists()) {
      return MimeBundle.plain("no threads: " + store.path() + " does not exist yet");
    }
    var status = call.has("--paused") ? ThreadInfo.Status.PAUSED : null;
    return ThreadTable.of(store.get().threads(status), store.get().location());
  }
}
