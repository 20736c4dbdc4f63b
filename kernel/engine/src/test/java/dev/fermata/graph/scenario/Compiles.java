// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Asks the compiler about what Python finds out at run time only. */
final class Compiles {
  private static final String UNIT =
      """
      package dev.fermata.graph.scenario;
      import static dev.fermata.graph.Fermata.*;
      import dev.fermata.graph.*;
      import java.util.*;
      class Unit {
        record Basic(Object x, Object y, List<String> log) {}
        StateGraph<Basic> graph() {
          return new StateGraph<>(Basic.class).reduce(Basic::log, append())
              .addNode("n", state -> %s);
        }
      }
      """;

  private Compiles() {}

  /** "does not compile", or "compiles": a node that returns this expression. */
  static String node(String expression) {
    var problems = new DiagnosticCollector<JavaFileObject>();
    var options = List.of("-proc:none", "-implicit:none", "-Xlint:none", "-cp", classpath());
    var task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                new StringWriter(), null, problems, options, null, List.of(new Unit(expression)));
    try {
      ((com.sun.source.util.JavacTask) task).analyze();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    boolean refused =
        problems.getDiagnostics().stream().anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    return refused ? "does not compile" : "compiles";
  }

  private static String classpath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static final class Unit extends SimpleJavaFileObject {
    private final String expression;

    Unit(String expression) {
      super(URI.create("string:///dev/fermata/graph/scenario/Unit.java"), Kind.SOURCE);
      this.expression = expression;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return UNIT.formatted(expression);
    }
  }
}
