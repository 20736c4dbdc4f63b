// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * A compilation that is over: the classes of sources, made while these were analyzed. Found by the
 * text of a source, since JShell wraps the same anew before it compiles.
 */
final class OnceClasses extends TaskFactory.CompileTask
    implements MemoryFileManager.ClassFileCreationListener {
  private final TaskFactory factory;
  private final JShell shell;
  private final Set<String> sources;
  private final Map<String, List<MemoryFileManager.OutputMemoryJavaFileObject>> bySource =
      new HashMap<>();

  OnceClasses(
      TaskFactory factory,
      JShell shell,
      TaskFactory.AnalyzeTask analyzed,
      Collection<OuterWrap> wraps) {
    factory.super(null, analyzed.task, analyzed.diagnostics);
    this.factory = factory;
    this.shell = shell;
    this.sources = texts(wraps);
  }

  static boolean hasErrors(DiagnosticCollector<JavaFileObject> told) {
    for (var diagnostic : told.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> texts(Collection<OuterWrap> wraps) {
    var texts = new HashSet<String>();
    for (var wrap : wraps) {
      texts.add(wrap.wrapped());
    }
    return texts;
  }

  /** Whether it is of these sources, and of no other. */
  boolean isOf(Collection<OuterWrap> wraps) {
    return sources.equals(texts(wraps));
  }

  /** Returns whether there was nothing that only shows when code is made. */
  boolean make() {
    var files = factory.fileManager();
    files.registerClassFileCreationListener(this);
    try {
      task.generate();
    } finally {
      files.registerClassFileCreationListener(null);
    }
    return !hasErrors(diagnostics);
  }

  @Override
  public void newClassFile(
      MemoryFileManager.OutputMemoryJavaFileObject file,
      JavaFileManager.Location location,
      String className,
      JavaFileObject.Kind kind,
      FileObject sibling) {
    if (location == StandardLocation.CLASS_OUTPUT) {
      var source = (MemoryFileManager.SourceMemoryJavaFileObject) sibling;
      var text = ((OuterWrap) source.getOrigin()).wrapped();
      var files = bySource.get(text);
      if (files == null) {
        files = new ArrayList<>();
        bySource.put(text, files);
      }
      files.add(file);
    }
  }

  @Override
  boolean compile() {
    return true;
  }

  @Override
  List<String> classList(OuterWrap wrap) {
    var names = new ArrayList<String>();
    for (var file : bySource.getOrDefault(wrap.wrapped(), List.of())) {
      shell.classTracker.setCurrentBytes(file.getName(), file.getBytes());
      names.add(file.getName());
    }
    return names;
  }
}
