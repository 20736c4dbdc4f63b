// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.graph.GraphException;
import dev.fermata.kernel.display.Renderer;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.magic.Notebook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds the magics of graphs to a kernel, and gives its cells the words of the engine. Found as a
 * service; one for each notebook. Thread-safe.
 */
public final class GraphMagics implements MagicProvider {
  private final Map<String, String> environment;
  private volatile @Nullable Session session;

  /** For the service loader; reads the process's environment. */
  public GraphMagics() {
    this(System.getenv());
  }

  /**
   * With an environment of one's own.
   *
   * @param environment {@code FERMATA_STORE} and {@code FERMATA_ON_PAUSE} are read from it
   */
  public GraphMagics(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Magic> magics() {
    return List.of(
        new GraphMagic(this::session),
        new InvokeMagic(this::session),
        new ResumeMagic(this::session),
        new ThreadsMagic(this::session),
        new StateMagic(this::session),
        new HistoryMagic(this::session),
        new ForkMagic(this::session));
  }

  @Override
  public List<String> imports() {
    return List.of(
        "import dev.fermata.graph.*;",
        "import dev.fermata.prompt.*;",
        "import static dev.fermata.graph.Fermata.*;",
        "import static dev.fermata.prompt.Prompts.*;");
  }

  @Override
  public List<Renderer> renderers() {
    return List.of(new OutputRenderer(() -> Optional.ofNullable(session)));
  }

  @Override
  public List<String> hiddenFrames() {
    return List.of("dev.fermata.graph.", "dev.fermata.prompt.", "dev.fermata.magic.");
  }

  @Override
  public Optional<String> errorCode(Throwable thrown) {
    if (thrown instanceof GraphException failure) {
      return Optional.of(failure.code());
    }
    return thrown instanceof CheckpointException failure
        ? Optional.of(failure.code())
        : Optional.empty();
  }

  @Override
  public void started(Notebook notebook) {
    var store = session(notebook).store();
    if (store.exists()) {
      store.prepare();
    }
  }

  @Override
  public void cellFinished(Notebook notebook) {
    var here = session(notebook);
    if (!here.graphs().nameAll().isEmpty()) {
      here.store().prepare();
    }
    here.store().takeNotice().ifPresent(new Outcomes(here)::notice);
  }

  @Override
  public void close() {
    var here = session;
    if (here != null) {
      here.store().uninstall();
    }
  }

  private synchronized Session session(Notebook notebook) {
    var here = session;
    if (here == null) {
      var store = new StoreHome(notebook, environment);
      store.install();
      here = Session.of(notebook, store);
      session = here;
    }
    return here;
  }
}
