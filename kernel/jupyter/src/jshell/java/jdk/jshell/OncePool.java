// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.api.JavacTaskPool;
import java.io.Writer;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * JShell's compilers, which say nothing on {@code System.err}: when one fails it writes pages there,
 * and throws what says the same. Each has an {@link OnceSymtab} and {@link OnceModules}.
 */
final class OncePool extends JavacTaskPool implements JavacTaskPool.Worker<Object> {
  /** As many as JShell keeps. */
  private static final int SIZE = 5;

  private Worker<?> next;

  OncePool() {
    super(SIZE);
  }

  @Override
  public <Z> Z getTask(
      Writer out,
      JavaFileManager files,
      DiagnosticListener<? super JavaFileObject> listener,
      Iterable<String> options,
      Iterable<String> classes,
      Iterable<? extends JavaFileObject> sources,
      Worker<Z> worker) {
    next = worker;
    var told = out == null ? Writer.nullWriter() : out;
    return super.getTask(told, files, listener, options, classes, sources, meAs(worker));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // gives what the other gives
  private <Z> Worker<Z> meAs(Worker<Z> worker) {
    return (Worker<Z>) (Worker) this;
  }

  @Override
  public Object withTask(JavacTask task) {
    var worker = next; // which may begin another task within
    var context = ((JavacTaskImpl) task).getContext();
    OnceSymtab.registerIn(context);
    OnceModules.registerIn(context);
    return worker.withTask(task);
  }
}
