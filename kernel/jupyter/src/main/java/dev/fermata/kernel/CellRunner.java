// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.CellPart;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.shell.CellError;
import dev.fermata.kernel.shell.CellScope;
import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the Java and the magics of one cell, in the order they are written. */
final class CellRunner {
  private final Session session;
  private final JavaShell shell;
  private final CellRun cell;
  private final CellScope scope;

  CellRunner(Session session, CellRun cell, CellScope scope) {
    this.session = session;
    this.shell = session.shell();
    this.cell = cell;
    this.scope = scope;
  }

  CellEnd run() {
    var parts = session.magics().split(cell.source());
    CellEnd end = new CellEnd.Nothing();
    try {
      var calls = check(parts);
      var wrong = syntaxError(parts);
      if (wrong.isPresent()) {
        return CellEnd.Failed.of(wrong.get());
      }
      for (var i = 0; i < parts.size() && !(end instanceof CellEnd.Failed); i++) {
        show(end);
        end = run(parts.get(i), calls.get(i));
      }
    } catch (MagicException e) {
      return CellEnd.Failed.of(e);
    }
    return end;
  }

  /** The end of a cell that was interrupted before it began. */
  CellEnd interrupted() {
    var unused = shell.interrupt();
    return CellEnd.Failed.of(shell.describe(new InterruptedException(), scope));
  }

  /** Finds Java between magics that does not parse, before anything runs. */
  private Optional<CellError> syntaxError(List<CellPart> parts) {
    return parts.size() == 1
        ? Optional.empty() // the shell looks itself before it runs the only part
        : parts.stream()
            .flatMap(part -> part instanceof CellPart.Java java ? Stream.of(java) : Stream.empty())
            .map(java -> shell.syntaxError(scope, java.source(), java.firstLine()))
            .flatMap(Optional::stream)
            .findFirst();
  }

  /** Finds mistakes in magics before anything runs. */
  private List<Optional<MagicCall>> check(List<CellPart> parts) {
    var calls = new ArrayList<Optional<MagicCall>>();
    for (var part : parts) {
      if (part instanceof CellPart.Use use) {
        calls.add(Optional.of(session.magics().check(use, session.notebook())));
      } else {
        calls.add(Optional.empty());
      }
    }
    return calls;
  }

  private CellEnd run(CellPart part, Optional<MagicCall> call) {
    if (call.isPresent()) {
      session.awaitProviders();
      return end(call(() -> session.magics().run(call.get())));
    }
    var java = (CellPart.Java) part;
    return end(shell.run(scope, java.source(), java.firstLine()));
  }

  private CellEnd end(Outcome outcome) {
    outcome.notices().forEach(notice -> cell.print(CellStreams.Name.STDERR, notice.text() + "\n"));
    if (outcome instanceof Outcome.Failed failed) {
      var cause = failed.error().cause();
      if (cause != null && !(cause instanceof MagicException)) {
        session.results().thrown(cause);
      }
      return CellEnd.Failed.of(failed.error());
    }
    if (outcome instanceof Outcome.Value value) {
      return new CellEnd.Value(value.value(), !value.terminated());
    }
    return new CellEnd.Nothing();
  }

  /** A value that is followed by more: what a magic returned is shown, as the last one is. */
  private void show(CellEnd end) {
    if (end instanceof CellEnd.Value value && value.value() instanceof MimeBundle bundle) {
      cell.display().show(bundle);
    }
  }

  /** Tells the providers that the cell is done, and gives their error if one has one. */
  CellEnd finished(CellEnd end) {
    session.awaitProviders();
    for (MagicProvider provider : session.providers()) {
      var outcome =
          call(
              () -> {
                provider.cellFinished(session.notebook());
                return null;
              });
      if (outcome instanceof Outcome.Failed failed) {
        return CellEnd.Failed.of(failed.error());
      }
    }
    return end;
  }

  /** Renders a value on the cell's thread: its code may take its time, and can be interrupted. */
  CellEnd render(@Nullable Object value) {
    return end(call(() -> session.renderers().render(value, cell.interactive())));
  }

  CellEnd evaluate(String expression) {
    return end(call(() -> session.renderers().render(shell.eval(expression), cell.interactive())));
  }

  private Outcome call(Callable<? extends @Nullable Object> work) {
    return shell.call(scope, work);
  }
}
