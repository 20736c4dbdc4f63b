// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.form.Words;
import dev.fermata.graph.GraphOutput;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Shows what a run came to, and binds it to a variable when asked. */
final class Outcomes {
  static final String AS = "--as";
  static final String ASK = "--ask";
  static final String FAIL_ON_PAUSE = "--fail-on-pause";
  static final String ON_PAUSE_VARIABLE = "FERMATA_ON_PAUSE";

  /** The options of magics that run graphs. */
  static final List<MagicSpec.Option> OPTIONS =
      List.of(
          MagicSpec.Option.value(AS, "NAME", "binds the outcome (a GraphOutput) to a variable"),
          MagicSpec.Option.flag(ASK, "asks questions one by one in the input line"),
          MagicSpec.Option.flag(
              FAIL_ON_PAUSE, "makes a pause an error of the cell; so does FERMATA_ON_PAUSE=error"));

  private final Session session;

  Outcomes(Session session) {
    this.session = session;
  }

  /**
   * Shows an outcome.
   *
   * @return the finished state, to be shown as the cell's result; null for a pause or a stop
   */
  @Nullable Object show(MagicCall call, Graphs.Known graph, GraphOutput<?> output) {
    call.option(AS).ifPresent(name -> bind(session, name, graph.outcomeType(), output));
    output.notices().forEach(this::notice);
    var thread = String.valueOf(output.config().thread());
    if (output.isInterrupted()) {
      var pause = session.pause(graph.name(), thread, output.interrupts());
      session.shown().show(session.notebook(), pause);
      failIfWanted(call, thread, output);
      return null;
    }
    if (output.isStopped()) {
      notice(stopped(thread, graph, output));
      return null;
    }
    return output.value();
  }

  /** Declares a variable of the notebook. */
  static void bind(Session session, String name, String type, Object value) {
    if (!SourceVersion.isName(name)) {
      throw new MagicException("bad-name", "--as \"" + name + "\" is not a Java name");
    }
    session.notebook().bind(name, type, value);
  }

  private static String stopped(String thread, Graphs.Known graph, GraphOutput<?> output) {
    return "⏹ thread "
        + Visible.line(thread)
        + " stands before "
        + String.join(", ", output.next())
        + "; to go on: "
        + continueLine(graph.name(), thread);
  }

  /** The line that runs a thread on. */
  static String continueLine(String graph, String thread) {
    return "%invoke " + Words.quoted(graph) + " --thread " + Words.quoted(thread);
  }

  /** The line that shows what a thread asks. */
  static String resumeLine(String thread) {
    return "%resume --thread " + Words.quoted(thread);
  }

  void notice(String text) {
    var html = "<div style=\"opacity:.8\">" + Visible.html(text) + "</div>";
    session.notebook().display().show(MimeBundle.plain(Visible.text(text)).with("text/html", html));
  }

  private void failIfWanted(MagicCall call, String thread, GraphOutput<?> output) {
    var wanted = "error".equals(session.store().variable(ON_PAUSE_VARIABLE));
    if (call.has(FAIL_ON_PAUSE) || wanted) {
      var first = output.interrupts().get(0);
      throw new MagicException(
          "paused",
          "thread \"%s\" waits for an answer: node \"%s\" asks %s"
              .formatted(Visible.line(thread), first.node(), Visible.preview(first.title(), 200)),
          List.of(resumeLine(thread)));
    }
  }
}
