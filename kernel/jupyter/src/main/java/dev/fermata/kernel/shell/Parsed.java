// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * The syntax tree of a snippet that declares a type.
 *
 * @param source the snippet
 * @param unit what javac made of it
 * @param trees knows the positions
 */
record Parsed(String source, CompilationUnitTree unit, Trees trees) {
  /** Empty when javac cannot read it. */
  static Optional<Parsed> of(String source) {
    var problems = new DiagnosticCollector<JavaFileObject>();
    var options = List.of("-proc:none");
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task =
        (JavacTask)
            compiler.getTask(null, null, problems, options, null, List.of(new SourceText(source)));
    try {
      for (var unit : task.parse()) {
        return Optional.of(new Parsed(source, unit, Trees.instance(task)));
      }
      return Optional.empty();
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  List<ClassTree> types() {
    return unit.getTypeDecls().stream()
        .flatMap(tree -> tree instanceof ClassTree type ? List.of(type).stream() : null)
        .toList();
  }

  int start(Tree tree) {
    return (int) trees.getSourcePositions().getStartPosition(unit, tree);
  }

  /** Whether a constructor of a record has no list of parameters. */
  boolean isCompact(MethodTree constructor) {
    int end = (int) trees.getSourcePositions().getStartPosition(unit, constructor.getBody());
    return end > 0 && !source.substring(start(constructor), end).contains("(");
  }
}
