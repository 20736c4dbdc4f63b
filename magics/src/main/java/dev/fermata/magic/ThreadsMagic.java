// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.form.Visible;
import dev.fermata.form.Words;
import dev.fermata.kernel.display.MimeBundle;
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

/** {@code %threads}: every thread in the store, and keeping house among them. */
final class ThreadsMagic implements Magic {
  private static final List<String> ACTIONS =
      List.of("delete", "prune", "compact", "backup", "doctor");

  private final Function<Notebook, Session> session;

  ThreadsMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "threads",
        "Lists the threads in the checkpoint store, latest change first, and keeps the store in order",
        MagicSpec.Kind.LINE,
        List.of(
            Option.flag("--paused", "only those that wait for an answer"),
            Option.value("--keep", "N", "for prune: how many checkpoints stay"),
            Option.flag("--yes", "for delete: really")),
        List.of("[delete|prune|compact|backup|doctor]", "[THREAD|FILE]"),
        null,
        """
        Each thread with its graph, its notebook, where it stands, what it waits for and since when.

          %threads --paused
          %threads delete --yes approval-123
          %threads prune --keep 10 approval-123      the newest 10 checkpoints stay
          %threads prune --keep 10                   in every thread
          %threads compact                           gives freed space back to the disk
          %threads backup before-exam.mdb            a copy of the store, while it is used
          %threads doctor                            reads every page and says what is wrong""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private Object execute(MagicCall call) {
    var here = session.apply(call.notebook());
    var store = here.store();
    if (!store.exists()) {
      return MimeBundle.plain("no threads: " + store.path() + " does not exist yet");
    }
    var action = call.argument(0);
    if (action.isEmpty()) {
      var status = call.has("--paused") ? ThreadInfo.Status.PAUSED : null;
      return ThreadTable.of(store.get().threads(status), store);
    }
    return switch (action.get()) {
      case "delete" -> delete(call, here);
      case "prune" -> prune(call, here);
      case "compact" -> StoreCare.of(store).compact();
      case "backup" -> StoreCare.of(store).backup(here.notebook().directory(), call.argument(1));
      case "doctor" -> StoreCare.of(store).doctor();
      default ->
          throw new MagicException(
              "unknown-action",
              "threads cannot be told to \""
                  + action.get()
                  + "\"; there are "
                  + String.join(" and ", ACTIONS));
    };
  }

  private static MimeBundle delete(MagicCall call, Session here) {
    var id =
        call.argument(1)
            .orElseThrow(
                () ->
                    new MagicException(
                        "missing-argument", "which thread shall be deleted?", List.of("%threads")));
    var info = new ThreadPick(here).named(id);
    if (!call.has("--yes")) {
      throw new MagicException(
          "not-confirmed",
          "thread "
              + ThreadState.of(info, here.store()).sentence()
              + ", would be gone with its history and questions",
          List.of("%threads delete --yes " + Words.quoted(id)));
    }
    here.store().get().deleteThread(id);
    return MimeBundle.plain("deleted thread " + Visible.line(id));
  }

  private static MimeBundle prune(MagicCall call, Session here) {
    var keep =
        call.option("--keep")
            .map(n -> (int) Math.min(Integer.MAX_VALUE, Configs.number("--keep", n)))
            .orElseThrow(
                () ->
                    new MagicException(
                        "missing-option",
                        "how many checkpoints shall stay?",
                        List.of("%threads prune --keep 10")));
    var store = here.store().get();
    var threads =
        call.argument(1)
            .map(id -> List.of(new ThreadPick(here).named(id)))
            .orElseGet(() -> store.threads(null));
    var removed = threads.stream().mapToInt(t -> store.prune(t.thread(), keep)).sum();
    return MimeBundle.plain(
        String.format("removed %,d checkpoints of %s", removed, counted(threads, store)));
  }

  private static String counted(List<ThreadInfo> threads, Checkpointer store) {
    var threadsText = threads.size() == 1 ? "1 thread" : threads.size() + " threads";
    return threadsText + " in " + store.location();
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    if (at.option() != null) {
      return List.of();
    }
    return at.words().stream().anyMatch(ACTIONS::contains)
        ? Completions.threads(session.apply(at.notebook()))
        : ACTIONS;
  }
}
