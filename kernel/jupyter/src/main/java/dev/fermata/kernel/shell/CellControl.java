// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs what JShell compiled, in this JVM, on the thread of the cell it belongs to. JShell itself is
 * not thread-safe: whoever uses it holds {@link #engine}; while a cell's code runs the lock is
 * free, so that completion answers and cell code can evaluate more.
 */
final class CellControl extends DirectExecutionControl {
  /** Held by whoever is inside JShell; fair, so that a cell does not wait for all imports. */
  final ReentrantLock engine = new ReentrantLock(true);

  private static final StackTraceElement[] NO_FRAMES = {};

  private final CellLoader loader;
  private final @Nullable HotSwap hotSwap;
  private @Nullable Evaluation current;
  private Consumer<Field> fieldUse = field -> {};

  CellControl(CellLoader loader, @Nullable HotSwap hotSwap) {
    super(loader);
    this.hotSwap = hotSwap;
    this.loader = loader;
  }

  /** What JShell is evaluating now; guarded by {@link #engine}. */
  void begin(@Nullable Evaluation evaluation) {
    current = evaluation;
    loader.loadFor(evaluation == null ? null : evaluation.scope());
  }

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException {
    if (hotSwap == null) {
      throw new NotImplementedException("the JVM was started without the agent");
    }
    hotSwap.redefine(loader, classes);
  }

  @Override
  protected String invoke(Method doIt) throws Exception {
    var evaluation = current;
    if (evaluation == null) {
      doIt.invoke(null);
      return "";
    }
    evaluation.begins(doIt.getDeclaringClass().getName());
    begin(null); // who takes the lock while the code runs evaluates nothing of this cell
    engine.unlock();
    try {
      evaluation.keep(run(evaluation.scope(), () -> doIt.invoke(null)));
      return "";
    } catch (InvocationTargetException e) {
      evaluation.failed(e.getCause() == null ? e : e.getCause());
      if (e.getCause() instanceof SPIResolutionException unresolved) {
        throw new ResolutionException(unresolved.id(), NO_FRAMES);
      }
      throw new UserException("", "", NO_FRAMES);
    } catch (CellInterrupted e) {
      evaluation.failed(e);
      throw new UserException("", "", NO_FRAMES);
    } finally {
      engine.lock();
      begin(evaluation);
    }
  }

  /**
   * Runs work on the thread of a scope and waits for it; on a thread of that scope right here.
   *
   * @throws CellInterrupted when the scope is cancelled before, or its thread cannot be stopped
   */
  <T extends @Nullable Object> T run(CellScope scope, Callable<T> work) throws Exception {
    if (scope.isCancelled()) {
      throw new CellInterrupted();
    }
    if (scope.isCurrent()) {
      return work.call();
    }
    try {
      return scope.thread(loader).submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception exception ? exception : e;
    }
  }

  /**
   * Hands the static field behind a variable to whoever asked JShell for the variable's value; the
   * only way JShell's API leads to it.
   */
  @Override
  public String varValue(String className, String varName) throws InternalException {
    try {
      var field = findClass(className).getDeclaredField(varName);
      field.setAccessible(true);
      fieldUse.accept(field);
      return "";
    } catch (ReflectiveOperationException | LinkageError e) { // its type may lack a part
      throw new InternalException(e.toString());
    }
  }

  /** What the next {@link #varValue} does with the field. */
  void useField(Consumer<Field> use) {
    fieldUse = use;
  }
}
