// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.SourceCodeAnalysis;

/** Tells whether a cell could be run as it is. Nothing but syntax counts. */
final class CompletenessCheck {
  /** To find it takes longer than to ask it, and a console asks with every line. */
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private final Splitter splitter;

  CompletenessCheck(SourceCodeAnalysis analysis) {
    this.splitter = new Splitter(analysis);
  }

  /** Unknown for what javac cannot follow: it says so when it is run. */
  Completeness check(String code) {
    try {
      return look(code);
    } catch (StackOverflowError | IllegalStateException | InternalError e) { // all are javac's
      return new Completeness(Completeness.Status.UNKNOWN, "");
    }
  }

  private Completeness look(String code) {
    for (var piece : splitter.split(new CellSource("", code, 1))) {
      var found = piece.completeness();
      if (found == SourceCodeAnalysis.Completeness.UNKNOWN) {
        return new Completeness(Completeness.Status.INVALID, "");
      }
      if (!found.isComplete()) {
        return new Completeness(Completeness.Status.INCOMPLETE, indent(code));
      }
      if (!parses(piece.source())) {
        return new Completeness(Completeness.Status.INVALID, "");
      }
    }
    return new Completeness(Completeness.Status.COMPLETE, "");
  }

  /** JShell calls some sources complete that no javac would parse. */
  private boolean parses(String snippet) {
    return snippet.startsWith("import ")
        ? errorless(snippet)
        : errorless("class X { void x() {\n" + snippet + "\n;}}")
            || errorless("class X { Object x = \n" + snippet + "\n;}")
            || errorless("class X {\n" + snippet + "\n}");
  }

  private boolean errorless(String unit) {
    var found = new DiagnosticCollector<JavaFileObject>();
    var task =
        (JavacTask)
            COMPILER.getTask(
                null, null, found, List.of("-proc:none"), null, List.of(new SourceText(unit)));
    task.setLocale(Locale.ENGLISH);
    try {
      var unused = task.parse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream().noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
  }

  /** The last line's indent, one step deeper after an opening bracket. */
  private static String indent(String code) {
    var line = code.stripTrailing();
    line = line.substring(line.lastIndexOf('\n') + 1);
    var blanks = line.substring(0, line.length() - line.stripLeading().length());
    return line.endsWith("{") || line.endsWith("(") || line.endsWith("[")
        ? blanks + "    "
        : blanks;
  }
}
