// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** What is known about a name. Used by the holder of the engine lock only. */
final class Inspector {
  private final SourceCodeAnalysis analysis;
  private final Splitter splitter;

  Inspector(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
    this.splitter = new Splitter(analysis);
  }

  Optional<Inspection> inspect(String code, int cursor, int detail) {
    int begin = splitter.startOfPieceAt(code, cursor);
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    var call = code.substring(begin, end) + "(";
    var found = analysis.documentation(call, call.length(), true);
    if (found.isEmpty()) {
      found = analysis.documentation(code.substring(begin, end), end - begin, true);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var text =
        found.stream()
            .limit(detail > 0 ? Long.MAX_VALUE : 8)
            .map(Documentation::signature)
            .collect(Collectors.joining("\n"));
    return Optional.of(new Inspection(text, "```java\n" + text + "\n```"));
  }
}
