// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.jspecify.annotations.Nullable;

/** Loads the classes of cells and knows which cell each came from. */
final class CellLoader extends URLClassLoader implements LoaderDelegate {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();
  private final Map<String, Class<?>> loaded = new ConcurrentHashMap<>();
  private final Map<String, CellScope> origins = new ConcurrentHashMap<>();
  private final Map<String, Passing> passing = new ConcurrentHashMap<>();
  private final ReferenceQueue<PassingLoader> passed = new ReferenceQueue<>();
  private final PassingClasses rules = new PassingClasses();
  private final PollInserter polls;
  private volatile Consumer<String> whenPassed = name -> {};
  private volatile @Nullable CellScope loading;
  private volatile @Nullable Object watcher;

  CellLoader(ClassLoader parent, PollInserter polls) {
    super("cells", new URL[0], parent);
    this.polls = polls;
  }

  /** The newest cell whose code is on the calling thread's stack. */
  static Optional<CellScope> scopeOnStack() {
    return onStack(frames -> frames.findFirst());
  }

  /** Whether the calling thread runs code of a cell that is to stop. */
  static boolean cancelledOnStack() {
    return onStack(frames -> frames.filter(CellScope::isCancelled).findFirst()).isPresent();
  }

  private static Optional<CellScope> onStack(
      Function<Stream<CellScope>, Optional<CellScope>> choice) {
    return STACK.walk(
        frames -> choice.apply(frames.flatMap(f -> origin(f.getDeclaringClass()).stream())));
  }

  private static Optional<CellScope> origin(Class<?> type) {
    if (type.getClassLoader() instanceof PassingLoader passing) {
      return Optional.of(passing.scope());
    }
    return type.getClassLoader() instanceof CellLoader cells
        ? Optional.ofNullable(cells.origins.get(type.getName()))
        : Optional.empty();
  }

  /** The cells' loader that a loader is, or belongs to. */
  static Optional<CellLoader> of(@Nullable ClassLoader loader) {
    if (loader instanceof PassingLoader passing) {
      return Optional.of(passing.cells());
    }
    return loader instanceof CellLoader cells ? Optional.of(cells) : Optional.empty();
  }

  /** Whether a loader loads classes of these cells. */
  boolean has(@Nullable ClassLoader other) {
    return of(other).filter(cells -> cells == this).isPresent();
  }

  /** The cell whose classes come next. */
  void loadFor(@Nullable CellScope scope) {
    loading = scope;
  }

  /** What {@link CellCode#watch} was given. */
  @Nullable Object watcher() {
    return watcher;
  }

  void watcher(@Nullable Object newWatcher) {
    watcher = newWatcher;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    forgetPassed();
    var nameless = new ArrayList<List<CellClass>>();
    for (var snippet : bySnippet(classes)) {
      if (isNameless(snippet)) {
        nameless.add(snippet); // what has a name first: the others may use it
      } else {
        stay(snippet);
      }
    }
    nameless.forEach(this::passOrStay);
    var installed = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        install(classes[i].name());
        installed[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException(
            "cannot load \"" + classes[i].name() + "\": " + e, installed);
      }
    }
  }

  private static Collection<List<CellClass>> bySnippet(ClassBytecodes[] classes) {
    var snippets = new LinkedHashMap<String, List<CellClass>>();
    for (var code : classes) {
      var type = new CellClass(code.bytecodes());
      snippets.computeIfAbsent(type.outermost(), key -> new ArrayList<>()).add(type);
    }
    return snippets.values();
  }

  private static boolean isNameless(List<CellClass> snippet) {
    return snippet.stream().allMatch(CellClass::isNameless);
  }

  private void stay(List<CellClass> snippet) {
    snippet.forEach(rules::stays);
    waiting.putAll(code(snippet));
  }

  private void passOrStay(List<CellClass> snippet) {
    var scope = loading;
    if (scope == null || !rules.mayPass(snippet)) {
      stay(snippet);
      return;
    }
    var loader = new PassingLoader(this, scope, code(snippet));
    scope.keep(loader); // until it is over: JShell asks for the class by name
    var name = snippet.get(0).outermost().replace('/', '.');
    passing.put(name, new Passing(name, loader, passed));
  }

  private Map<String, byte[]> code(List<CellClass> snippet) {
    var code = new ConcurrentHashMap<String, byte[]>();
    for (var type : snippet) {
      code.put(type.name().replace('/', '.'), polls.insert(type.code()));
    }
    return code;
  }

  private void install(String name) throws ClassNotFoundException {
    var own = passing(name);
    var type = Class.forName(name, false, own == null ? this : own);
    if (own == null) {
      loaded.put(name, type);
    }
  }

  private @Nullable PassingLoader passing(String name) {
    var found = passing.get(Places.outermost(name));
    return found == null ? null : found.get();
  }

  private void forgetPassed() {
    for (var gone = passed.poll(); gone != null; gone = passed.poll()) {
      var name = ((Passing) gone).name;
      passing.remove(name);
      whenPassed.accept(name);
    }
  }

  /** Tells somebody the names of snippets' classes that are no more. */
  void whenPassed(Consumer<String> listener) {
    whenPassed = listener;
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    // Resources of cell classes are not served, so nothing has to be kept in step.
  }

  /** JShell's package is here only: to look for it elsewhere would leave its names behind there. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(Places.PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    var code = waiting.remove(name);
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    var scope = loading;
    if (scope != null) {
      origins.put(name, scope);
    }
    return defineClass(name, code, 0, code.length);
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.startsWith(Places.PACKAGE)) {
      return super.findClass(name);
    }
    var known = loaded.get(name);
    return known == null ? loadClass(name, passing(name)) : known;
  }

  private Class<?> loadClass(String name, @Nullable PassingLoader own)
      throws ClassNotFoundException {
    return own == null ? loadClass(name) : own.loadClass(name);
  }

  @Override
  public void addToClasspath(String classPath) throws InternalException {
    for (String entry : List.of(classPath.split(File.pathSeparator, -1))) {
      try {
        addURL(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new InternalException(e.toString());
      }
    }
  }

  /** Whether code that one of these cells declared is in a stack. */
  boolean runsCodeOf(Set<CellScope> scopes, StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(Places::isCell)
        .map(frame -> origin(frame.getClassName()))
        .anyMatch(origin -> origin != null && scopes.contains(origin));
  }

  private @Nullable CellScope origin(String className) {
    var own = passing(className);
    return own == null ? origins.get(className) : own.scope();
  }

  /** A loader that may be gone; then it comes out of the queue. */
  private static final class Passing extends WeakReference<PassingLoader> {
    private final String name;

    Passing(String name, PassingLoader loader, ReferenceQueue<PassingLoader> queue) {
      super(loader, queue);
      this.name = name;
    }
  }
}
