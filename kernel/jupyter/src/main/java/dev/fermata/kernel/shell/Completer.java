// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Candidates for what stands at the cursor. Used by the holder of the engine lock only. */
final class Completer {
  private final SourceCodeAnalysis analysis;
  private final Splitter splitter;

  Completer(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
    this.splitter = new Splitter(analysis);
  }

  CompletionResult complete(String code, int cursor) {
    int begin = splitter.startOfPieceAt(code, cursor);
    var anchor = new int[1];
    var found = analysis.completionSuggestions(code.substring(begin), cursor - begin, anchor);
    int start = begin + anchor[0];
    Map<String, CompletionResult.Match> matches = new LinkedHashMap<>();
    found.stream().filter(Suggestion::matchesType).forEach(s -> add(matches, s, start));
    found.stream().filter(s -> !s.matchesType()).forEach(s -> add(matches, s, start));
    return new CompletionResult(start, cursor, List.copyOf(matches.values()));
  }

  private static void add(
      Map<String, CompletionResult.Match> matches, Suggestion suggestion, int start) {
    var text = suggestion.continuation();
    matches.putIfAbsent(text, new CompletionResult.Match(text, kind(text), "", start));
  }

  private static String kind(String text) {
    if (text.endsWith("(") || text.endsWith(")")) {
      return "function";
    }
    if (SourceVersion.isKeyword(text.strip())) {
      return "keyword";
    }
    return Character.isUpperCase(text.codePointAt(0)) ? "class" : "instance";
  }
}
