// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final PollInserter polls;
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
    return type.getClassLoader() instanceof CellLoader cells
        ? Optional.ofNullable(cells.origins.get(type.getName()))
        : Optional.empty();
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
    for (var c : classes) {
      waiting.put(c.name(), polls.insert(c.bytecodes()));
    }
    var installed = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        loaded.put(classes[i].name(), Class.forName(classes[i].name(), false, this));
        installed[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException(
            "cannot load \"" + classes[i].name() + "\": " + e, installed);
      }
    }
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
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    var known = loaded.get(name);
    if (known != null) {
      return known;
    }
    var code = waiting.remove(name);
    if (code == null) {
      return super.findClass(name);
    }
    var scope = loading;
    if (scope != null) {
      origins.put(name, scope);
    }
    return defineClass(name, code, 0, code.length);
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
        .map(frame -> origins.get(frame.getClassName()))
        .anyMatch(origin -> origin != null && scopes.contains(origin));
  }
}
