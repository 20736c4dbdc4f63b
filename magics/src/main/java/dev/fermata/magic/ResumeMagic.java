// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.graph.Command;
import dev.fermata.graph.Fermata;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.graph.Threads;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code %resume [--thread ID] [--id INTERRUPT] [VALUE]}: answers, or shows what is asked. */
final class ResumeMagic implements Magic {
  static final String THREAD = "--thread";
  static final String ID = "--id";
  static final String GOTO = "--goto";
  static final String UPDATE = "--update";

  private final Function<Notebook, Session> session;

  ResumeMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    List<Option> options = new ArrayList<>();
    options.add(Option.value(THREAD, "ID", "the thread; the latest paused one of this notebook"));
    options.add(Option.value(ID, "INTERRUPT", "the question; the only one of the thread"));
    options.add(Option.flag(Answers.ALL, "VALUE is an object: interrupt id to answer"));
    options.add(Option.flag(Answers.APPROVE, "approves; field=value changes a field first"));
    options.add(Option.flag(Answers.REJECT, "rejects; a reason may follow"));
    options.add(
        new Option(GOTO, "NODE", "runs this node as well; its static edges still fire", true));
    options.add(
        Option.value(UPDATE, "JSON", "changes the state first: the node that runs again sees it"));
    options.add(
        Option.flag("--accept-changes", "goes on although the graph changed since the pause"));
    options.add(Option.flag("--replace", "gives another answer after the node failed"));
    options.addAll(Outcomes.OPTIONS);
    return new MagicSpec(
        "resume",
        "Answers a question and lets the graph run on; without VALUE shows the question again",
        MagicSpec.Kind.LINE,
        options,
        List.of(),
        "VALUE",
        """
        VALUE is JSON, or a Java expression of this notebook; a text stands in double quotes. It may
        also be field=value pairs of the form.

          %resume true
          %resume --thread review-42 "Improved draft"
          %resume --approve subject="Updated subject"
          %resume --reject "too expensive"
          %resume --all {"0796…": true, "08aa…": "text"}
          %resume --update '{"status": "checked"}' true
          %resume                                     shows what is asked, also after a restart""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private @Nullable Object execute(MagicCall call) throws Exception {
    var here = session.apply(call.notebook());
    var thread = thread(call, here);
    var pending = asked(call, here, thread.thread());
    if (!Answers.given(call)) {
      return call.has(GOTO) || call.has(UPDATE)
          ? redirected(call, here, thread)
          : withoutValue(call, here, thread, pending);
    }
    checkAnswerable(call, here, thread, pending);
    var graph = here.graphs().ofThread(thread);
    var answers = new Answers(here, thread, pending).of(call);
    var config = here.stops().applied(graph.name(), call, config(call, thread.thread()));
    try {
      var output =
          new Answering(here, graph, thread.thread()).all(answers, beside(call, graph), config);
      return show(call, here, graph, output);
    } catch (MagicException e) {
      throw e.code().equals("graph-changed") ? changed(e, call, graph, thread) : e;
    }
  }

  /** With the lines that go on after a cell was edited. */
  private static MagicException changed(
      MagicException refused, MagicCall call, Graphs.Known graph, ThreadInfo thread) {
    var accepting =
        Outcomes.resumeLine(thread.thread()) + " --accept-changes " + Answers.written(call);
    return new MagicException(
        refused.code(),
        String.valueOf(refused.getMessage()),
        List.of(accepting, Outcomes.continueLine(graph.name(), thread.thread())));
  }

  /** What the line may answer: what is asked, with --replace what was answered in vain. */
  private static List<Interrupt> asked(MagicCall call, Session here, String thread) {
    var store = here.store().get();
    var pending = Threads.pending(store, thread);
    return pending.isEmpty() && call.has("--replace")
        ? Threads.replaceable(store, thread)
        : pending;
  }

  /** What the line does beside answering. */
  private static Command<?> beside(MagicCall call, Graphs.Known graph) {
    var nodes = call.options().getOrDefault(GOTO, List.of()).toArray(String[]::new);
    var routed = nodes.length == 0 ? Fermata.<Record>none() : Fermata.<Record>goTo(nodes);
    return call.option(UPDATE)
        .<Command<?>>map(json -> Answering.both(graph.graph().setJson(json), routed))
        .orElse(routed);
  }

  private static @Nullable Object redirected(MagicCall call, Session here, ThreadInfo thread)
      throws Exception {
    var graph = here.graphs().ofThread(thread);
    var config = here.stops().applied(graph.name(), call, config(call, thread.thread()));
    var output = new Answering(here, graph, thread.thread()).run(beside(call, graph), config);
    return show(call, here, graph, output);
  }

  private static @Nullable Object show(
      MagicCall call, Session here, Graphs.Known graph, GraphOutput<?> output) throws Exception {
    return new Asking(here, new Outcomes(here)).show(call, graph, output);
  }

  private static ThreadInfo thread(MagicCall call, Session here) {
    var pick = new ThreadPick(here);
    return call.has("--replace")
        ? pick.latest(call.option(THREAD))
        : call.option(THREAD).map(pick::named).orElseGet(pick::latestPaused);
  }

  private static RunnableConfig config(MagicCall call, String thread) {
    return Configs.of(thread, call.notebook().interactive())
        .withAcceptChanges(call.has("--accept-changes"))
        .withReplace(call.has("--replace"));
  }

  private static @Nullable Object withoutValue(
      MagicCall call, Session here, ThreadInfo thread, List<Interrupt> pending) throws Exception {
    var asked =
        pending.stream().filter(i -> call.option(ID).map(i.id()::equals).orElse(true)).toList();
    var changes = call.has("--accept-changes");
    if (!asked.isEmpty() && !changes) {
      here.shown().show(here.notebook(), here.pause(thread.graph(), thread.thread(), asked));
      return null;
    }
    if (thread.status() == Status.STOPPED || changes) {
      var graph = here.graphs().ofThread(thread);
      var config = here.stops().applied(graph.name(), call, config(call, thread.thread()));
      var output = new LiveRun(here, graph, config).onwards();
      return show(call, here, graph, output);
    }
    var state = ThreadState.of(thread, here.store());
    throw new MagicException(
        "nothing-pending", "thread " + state.sentence() + "; nothing is asked", state.next());
  }

  /** An answer is for a question; on a thread that asks none it would be for an unseen one. */
  private static void checkAnswerable(
      MagicCall call, Session here, ThreadInfo thread, List<Interrupt> pending) {
    if (!pending.isEmpty() || call.has(ID) || call.has(Answers.ALL)) {
      return;
    }
    var state = ThreadState.of(thread, here.store());
    if (thread.status() == Status.STOPPED) {
      throw new MagicException(
          "at-breakpoint",
          "thread " + state.sentence() + "; it asks nothing, so it takes no value",
          state.next());
    }
    throw new MagicException(
        thread.status() == Status.FINISHED ? "thread-finished" : "nothing-pending",
        "thread " + state.sentence() + "; nothing is asked, so the value was not used",
        state.next());
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    var here = session.apply(at.notebook());
    if (THREAD.equals(at.option())) {
      return Completions.threads(here);
    }
    if (GOTO.equals(at.option())) {
      return Completions.nodes(here);
    }
    if (ID.equals(at.option())) {
      return Completions.interrupts(here);
    }
    return at.option() == null ? Completions.fields(here) : List.of();
  }
}
