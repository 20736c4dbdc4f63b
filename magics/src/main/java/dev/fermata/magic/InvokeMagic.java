// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Trees;
import dev.fermata.form.Visible;
import dev.fermata.graph.Durability;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.RunnableConfig;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code %invoke GRAPH [--thread ID] [INPUT]}: runs a graph until it ends, stops or asks. */
final class InvokeMagic implements Magic {
  private final Function<Notebook, Session> session;

  InvokeMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    List<Option> options = new ArrayList<>();
    options.add(Option.value("--thread", "ID", "the thread; a new one is made when none is given"));
    options.add(
        Option.value("--durability", "sync|async|exit", "when checkpoints reach the disk; async"));
    options.add(Option.value(Stops.OPTION, "LIST", Stops.HELP + ", in this run only"));
    options.addAll(Outcomes.OPTIONS);
    return new MagicSpec(
        "invoke",
        "Runs a graph until it ends, stops at a breakpoint or asks a question",
        MagicSpec.Kind.LINE,
        options,
        List.of("GRAPH"),
        "INPUT",
        """
        GRAPH is the variable that holds the compiled graph. INPUT is JSON, or a Java expression that
        gives the state record or a Map. Without INPUT a stopped or failed thread goes on, and a
        paused one shows its question again.

          %invoke approval --thread approval-123 {"actionDetails": "Transfer $500"}
          %invoke approval new Approval("Transfer $500", "pending")
          %invoke approval --thread approval-123""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private @Nullable Object execute(MagicCall call) throws Exception {
    var here = session.apply(call.notebook());
    var graph = here.graphs().get(call.argument(0).orElseThrow());
    var thread = call.option("--thread").orElse("");
    var known = call.has("--thread");
    if (known && thread.isEmpty()) {
      throw new MagicException(
          "bad-thread-id", "--thread \"\" names no thread; leave it out for a new one");
    }
    var id = known ? thread : graph.name() + "-" + UUID.randomUUID().toString().substring(0, 8);
    var config = here.stops().applied(graph.name(), call, config(call, id));
    var outcomes = new Outcomes(here);
    var input = call.rest().isEmpty() ? null : Input.read(call.rest(), call.notebook(), line(call));
    if (!known) {
      outcomes.notice("▶ thread " + Visible.line(id));
    }
    Twins.notice(here.store().get(), id).ifPresent(outcomes::notice);
    var run = new LiveRun(here, graph, config);
    var output = input == null ? goOn(here, id, run) : start(input, run);
    return new Asking(here, outcomes).show(call, graph, output);
  }

  private static String line(MagicCall call) {
    return "%invoke " + call.argument(0).orElse("");
  }

  private static RunnableConfig config(MagicCall call, String thread) {
    var config = Configs.of(thread, call.notebook().interactive());
    return call.option("--durability")
        .map(d -> config.withDurability(durability(d)))
        .orElse(config);
  }

  private static Durability durability(String name) {
    for (var mode : Durability.values()) {
      if (mode.name().equals(name.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new MagicException(
        "bad-durability",
        "there is no durability \"" + name + "\"; there are sync, async and exit");
  }

  private static GraphOutput<?> goOn(Session here, String thread, LiveRun run) {
    return here.store().get().thread(thread).isEmpty() ? run.json("{}") : run.onwards();
  }

  private static GraphOutput<?> start(Input input, LiveRun run) {
    if (input instanceof Input.Json json) {
      return run.json(json.text());
    }
    var value = ((Input.Java) input).value();
    if (value instanceof Record state) {
      return run.state(state);
    } else if (value instanceof Map<?, ?> map) {
      return run.json(Trees.text(Trees.of(map)));
    }
    throw new MagicException(
        "bad-input",
        "INPUT is %s; a graph starts with JSON, its state record, or a Map"
            .formatted(value == null ? "null" : "a " + value.getClass().getSimpleName()));
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    var here = session.apply(at.notebook());
    if ("--thread".equals(at.option())) {
      return Completions.threads(here);
    } else if ("--durability".equals(at.option())) {
      return List.of("sync", "async", "exit");
    } else if (Stops.OPTION.equals(at.option())) {
      return Stops.complete(here, at.words());
    }
    return at.option() == null ? Completions.graphs(here) : List.of();
  }
}
