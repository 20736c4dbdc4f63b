// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.graph.GraphDescription;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import dev.fermata.kernel.magic.Notebook;
import dev.fermata.picture.GraphPicture;
import dev.fermata.picture.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code %graph [NAME]}: a graph's picture and description, or the list of graphs; {@code %%graph
 * NAME} runs the cell that defines the graph and shows it.
 */
final class GraphMagic implements Magic {
  private final Function<Notebook, Session> session;

  GraphMagic(Function<Notebook, Session> session) {
    this.session = session;
  }

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "graph",
        "Shows a graph's picture, state and store; without NAME lists the graphs",
        MagicSpec.Kind.LINE_AND_CELL,
        List.of(
            Option.value("--thread", "ID", "marks where this thread stands"),
            Option.value("--store", "PATH", "keeps checkpoints in this file from now on"),
            Option.value(Stops.OPTION, "LIST", Stops.HELP + "; none clears them"),
            Option.flag("--mermaid", "prints the graph as Mermaid text"),
            Option.value("--svg", "FILE", "writes the picture to a file"),
            Option.value(
                Ui.OPTION, "auto|extension|plain", "whether questions are shown as forms; auto")),
        List.of("[NAME]"),
        null,
        """
        NAME is the variable that holds the compiled graph. As a cell magic it runs the cell first.

          %graph approval
          %graph --svg approval.svg approval
          %graph --break before:proceed,after:approval approval
          %graph --store shared/checkpoints.mdb""");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    return Refusals.translated(() -> execute(call), List.of());
  }

  private @Nullable Object execute(MagicCall call) throws Exception {
    var here = session.apply(call.notebook());
    call.option("--store").ifPresent(path -> here.store().moveTo(path));
    call.option(Ui.OPTION).map(Ui::named).ifPresent(here.shown()::use);
    var body = call.body();
    if (body != null) {
      define(call, here, body);
    }
    var name = call.argument(0);
    if (name.isEmpty()) {
      return list(here);
    }
    var graph = here.graphs().get(name.get());
    call.option(Stops.OPTION).ifPresent(list -> here.stops().keep(graph, list));
    var description = here.stops().marked(graph);
    var picture = GraphPicture.of(description);
    if (call.has("--mermaid")) {
      return MimeBundle.plain(picture.mermaid());
    }
    if (call.has("--svg")) {
      return write(call, picture);
    }
    return GraphView.full(description, marks(call, here), facts(here, graph));
  }

  /** Runs the defining cell. A cell that fails has defined nothing. */
  private static void define(MagicCall call, Session here, String body) throws Exception {
    var name =
        call.argument(0)
            .orElseThrow(
                () ->
                    new MagicException(
                        "missing-argument",
                        "%%graph needs the NAME of the graph the cell defines"));
    call.notebook().run(body);
    if (here.graphs().find(name).isEmpty()) {
      throw new MagicException(
          "unknown-graph",
          "the cell defines no graph \"%s\": no variable of that name holds a CompiledGraph"
              .formatted(name));
    }
  }

  private static MimeBundle write(MagicCall call, GraphPicture picture) throws IOException {
    var file = call.notebook().directory().resolve(call.option("--svg").orElseThrow());
    Files.writeString(file, picture.svg());
    return MimeBundle.plain("written to " + file);
  }

  private static Map<String, Mark> marks(MagicCall call, Session here) {
    Map<String, Mark> marks = new HashMap<>();
    call.option("--thread")
        .map(id -> new ThreadPick(here).named(id))
        .ifPresent(info -> info.waiting().forEach(w -> marks.put(w.node(), Mark.ASKING)));
    return marks;
  }

  private static String facts(Session here, Graphs.Known graph) {
    if (!here.store().exists()) {
      return "store: " + here.store().path() + " (made at the first run)\n";
    }
    var threads =
        here.store().get().threads(null).stream()
            .filter(t -> t.graph().equals(graph.name()))
            .toList();
    var paused = threads.stream().filter(t -> t.status() == ThreadInfo.Status.PAUSED).count();
    return "store: "
        + here.store().get().location()
        + "\nthreads: "
        + threads.size()
        + (paused == 0 ? "" : ", " + paused + " waiting for an answer")
        + "\n";
  }

  private static MimeBundle list(Session here) {
    var known =
        here.graphs().all().stream()
            .map(
                k ->
                    k.variable()
                        + (k.variable().equals(k.name()) ? "" : " (named " + k.name() + ")")
                        + ": "
                        + nodes(k.graph().describe()))
            .collect(Collectors.joining("\n"));
    var names = here.graphs().all().stream().map(Graphs.Known::name).toList();
    var stored =
        here.store().exists()
            ? here.store().get().threads(null).stream()
                .map(ThreadInfo::graph)
                .distinct()
                .filter(g -> !names.contains(g))
                .map(g -> g + ": stored threads; run the cell that defines it to use it")
                .collect(Collectors.joining("\n"))
            : "";
    var text = (known + "\n" + stored).strip();
    return MimeBundle.plain(text.isEmpty() ? "no graphs yet" : text);
  }

  private static String nodes(GraphDescription graph) {
    return graph.nodes().stream()
        .map(GraphDescription.NodeDescription::name)
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    var here = session.apply(at.notebook());
    if ("--thread".equals(at.option())) {
      return Completions.threads(here);
    } else if (Stops.OPTION.equals(at.option())) {
      return Stops.complete(here, at.words());
    } else if (Ui.OPTION.equals(at.option())) {
      return Ui.words();
    }
    return at.option() == null ? Completions.graphs(here) : List.of();
  }
}
