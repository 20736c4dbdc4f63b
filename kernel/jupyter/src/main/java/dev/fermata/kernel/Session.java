// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.builtin.Builtins;
import dev.fermata.kernel.builtin.Surroundings;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.display.Renderers;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.magic.Magics;
import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.Outcome;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What the handlers of one kernel share. */
final class Session {
  private static final System.Logger LOG = System.getLogger(Session.class.getName());

  private final Connection connection;
  private final Settings settings;
  private final List<MagicProvider> providers;
  private final Magics magics;
  private final Renderers renderers;
  private final Stdin stdin;
  private final CommRegistry comms;
  private final KernelNotebook notebook = new KernelNotebook(this);
  private final Surroundings surroundings = new Surroundings();
  private final Results results = new Results();
  private final History history;
  private final CompletableFuture<JavaShell> shell;
  private final CompletableFuture<Boolean> exitWanted = new CompletableFuture<>();
  private final CompletableFuture<Boolean> started = new CompletableFuture<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new KernelThread(task, "jupyter-timer"));
  private volatile @Nullable CellRun latest;

  Session(Connection connection, Stdin stdin, Settings settings, JavaStart java) {
    this.connection = connection;
    this.stdin = stdin;
    this.settings = settings;
    this.providers = new CopyOnWriteArrayList<>(java.providers());
    this.shell = java.shell();
    comms = new CommRegistry(connection);
    history = new History(settings.historyFile());
    magics = new Magics(all(providers));
    renderers = new Renderers(providers.stream().flatMap(p -> p.renderers().stream()).toList());
  }

  private List<Magic> all(List<MagicProvider> providers) {
    var all = new ArrayList<Magic>();
    providers.forEach(provider -> all.addAll(provider.magics()));
    all.addAll(Builtins.of(new Access(this)));
    return all;
  }

  Connection connection() {
    return connection;
  }

  Settings settings() {
    return settings;
  }

  List<MagicProvider> providers() {
    return providers;
  }

  Magics magics() {
    return magics;
  }

  Renderers renderers() {
    return renderers;
  }

  Stdin stdin() {
    return stdin;
  }

  CommRegistry comms() {
    return comms;
  }

  KernelNotebook notebook() {
    return notebook;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Results results() {
    return results;
  }

  History history() {
    return history;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /** The cell that began last: where output goes that no cell can be found for. */
  @Nullable CellRun latest() {
    return latest;
  }

  void began(CellRun cell) {
    latest = cell;
  }

  /** Java cells; waits while they are still being made ready. */
  JavaShell shell() {
    return shell.join();
  }

  /** A value as a front end shows it, outside any cell; on a thread that an interrupt reaches. */
  ObjectNode rendered(Object value) {
    try (var scope = shell().begin("", null)) {
      var outcome = shell().call(scope, () -> renderers.render(value, true));
      if (outcome instanceof Outcome.Value made && made.value() instanceof MimeBundle bundle) {
        return DisplayPublisher.content(bundle);
      }
      var error = outcome instanceof Outcome.Failed failed ? failed.error().evalue() : "";
      return DisplayPublisher.content(MimeBundle.plain(error));
    }
  }

  /** Called once, when cells can be run. */
  void startProviders() {
    providers.forEach(this::start);
    started.complete(true);
  }

  private void start(MagicProvider provider) {
    try {
      provider.started(notebook);
    } catch (RuntimeException e) { // one that fails must not take the others with it
      LOG.log(Level.ERROR, provider.getClass().getName() + " did not start", e);
    }
  }

  /**
   * Takes the providers that the class path of the cells has and the kernel does not know yet.
   *
   * @return names of the magics they brought
   */
  List<String> addProviders() {
    var names = new ArrayList<String>();
    for (var provider : ServiceLoader.load(MagicProvider.class, shell().classLoader())) {
      if (providers.stream().noneMatch(p -> p.getClass() == provider.getClass())) {
        shell().addImports(provider.imports());
        renderers.addFirst(provider.renderers());
        names.addAll(magics.add(provider.magics()));
        providers.add(provider);
        start(provider);
      }
    }
    return names;
  }

  /** Waits until every provider was told that cells can be run. */
  void awaitProviders() {
    started.join();
  }

  /** Done when a cell has asked for the end of the kernel. */
  CompletableFuture<Boolean> exitWanted() {
    return exitWanted;
  }

  CompletableFuture<JavaShell> futureShell() {
    return shell;
  }
}
