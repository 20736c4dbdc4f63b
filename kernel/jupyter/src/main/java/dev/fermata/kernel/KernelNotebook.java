// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.display.Comms;
import dev.fermata.kernel.display.Display;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.Notebook;
import dev.fermata.kernel.shell.CellError;
import dev.fermata.kernel.shell.CellException;
import dev.fermata.kernel.shell.CellScope;
import dev.fermata.kernel.shell.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The session as magics see it. */
final class KernelNotebook implements Notebook {
  private final Session session;
  private final String kernelId = UUID.randomUUID().toString().substring(0, 8);

  KernelNotebook(Session session) {
    this.session = session;
  }

  @Override
  public @Nullable Object eval(String expression) throws Exception {
    try {
      return session.shell().eval(expression);
    } catch (CellException e) {
      throw compileError(e.error());
    }
  }

  private static MagicException compileError(CellError error) {
    return new MagicException("compile-error", String.join("\n", error.traceback()));
  }

  @Override
  public @Nullable Object run(String source) throws Exception {
    var scope = CellScope.current().orElseThrow(KernelNotebook::outside);
    var outcome = session.shell().run(scope, source, firstLine(source));
    outcome.notices().forEach(n -> cell().print(CellStreams.Name.STDERR, n.text() + "\n"));
    if (outcome instanceof Outcome.Failed failed) {
      throw thrown(failed.error());
    }
    return outcome instanceof Outcome.Value value ? value.value() : null;
  }

  /** The line of the cell where the body of a cell magic begins. */
  private int firstLine(String source) {
    var whole = cellSource();
    if (source.isEmpty() || !whole.endsWith(source)) {
      return 1;
    }
    var before = whole.substring(0, whole.length() - source.length());
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }

  private static Exception thrown(CellError error) {
    if (error.cause() instanceof Error cause) {
      throw cause;
    }
    return error.cause() instanceof Exception cause ? cause : new CellFailure(error);
  }

  @Override
  public Optional<Variable> variable(String name) {
    return session.shell().variable(name).map(KernelNotebook::variable);
  }

  @Override
  public List<Variable> variables() {
    return session.shell().variables().stream()
        .filter(variable -> !variable.name().matches("\\$\\d+")) // JShell's own, for unnamed values
        .map(KernelNotebook::variable)
        .toList();
  }

  @Override
  public List<Declared> declarations() {
    return session.shell().declarations().stream()
        .map(d -> new Declared(d.name(), d.source(), d.cell(), d.cellSource()))
        .toList();
  }

  private static Variable variable(dev.fermata.kernel.shell.Variable variable) {
    return new Variable(variable.name(), variable.typeName(), variable.value());
  }

  @Override
  public void bind(String name, String typeName, @Nullable Object value) {
    session.shell().bind(name, typeName, value);
  }

  @Override
  public Display display() {
    return cell().display();
  }

  @Override
  public Comms comms() {
    return session.comms();
  }

  @Override
  public boolean interactive() {
    return cell().interactive();
  }

  @Override
  public String input(String prompt) {
    try {
      return cell().input(prompt, false);
    } catch (NoStdinException e) {
      throw new MagicException("no-stdin", NoStdinException.MESSAGE);
    }
  }

  @Override
  public Optional<String> sessionName() {
    return Optional.ofNullable(System.getenv("JPY_SESSION_NAME")).filter(name -> !name.isBlank());
  }

  @Override
  public Path directory() {
    return session.surroundings().folder();
  }

  @Override
  public String cellSource() {
    return cell().source();
  }

  @Override
  public int executionCount() {
    return cell().number();
  }

  @Override
  public String kernelId() {
    return kernelId;
  }

  @Override
  public void setNextInput(String source) {
    cell()
        .addPayload(
            Jsons.object()
                .put("source", "set_next_input")
                .put("text", source)
                .put("replace", false));
  }

  private static CellRun cell() {
    return CellRun.current().orElseThrow(KernelNotebook::outside);
  }

  private static IllegalStateException outside() {
    return new IllegalStateException("no cell is running on this thread");
  }
}
