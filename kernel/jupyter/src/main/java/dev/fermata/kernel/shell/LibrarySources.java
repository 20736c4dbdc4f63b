// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.IOException;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Lets inspection find the documentation of libraries, in the sources that lie beside their jars.
 * JShell looks into the JDK's own sources only, and has no call for others: as {@link Attic}, this
 * needs its package open, and does nothing where it is not. Used by the holder of the engine lock.
 */
final class LibrarySources implements AutoCloseable {
  private final SourceCodeAnalysis analysis;
  private final List<FileSystem> opened = new ArrayList<>();

  LibrarySources(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Looks for {@code name-sources.jar} beside each {@code name.jar}. */
  void addOf(List<Path> jars) {
    var roots = new ArrayList<Path>();
    for (var jar : jars) {
      var name = String.valueOf(jar.getFileName());
      var sources = jar.resolveSibling(name.replaceAll("\\.jar$", "-sources.jar"));
      if (!sources.equals(jar) && Files.isRegularFile(sources)) {
        try {
          var files = FileSystems.newFileSystem(sources);
          opened.add(files);
          files.getRootDirectories().forEach(roots::add);
        } catch (IOException noZip) {
          // without its documentation the library works as well
        }
      }
    }
    if (!roots.isEmpty()) {
      tell(roots);
    }
  }

  private void tell(List<Path> roots) {
    try {
      var find = analysis.getClass().getDeclaredMethod("findSources");
      find.setAccessible(true);
      var all = new ArrayList<Object>((List<?>) find.invoke(analysis));
      all.addAll(roots);
      var known = analysis.getClass().getDeclaredField("availableSources");
      known.setAccessible(true);
      known.set(analysis, all);
    } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
      // another JDK's JShell, or one that is closed: no documentation then
    }
  }

  @Override
  public void close() {
    for (var files : opened) {
      try {
        files.close();
      } catch (IOException readOnly) {
        // nothing is lost
      }
    }
  }
}
