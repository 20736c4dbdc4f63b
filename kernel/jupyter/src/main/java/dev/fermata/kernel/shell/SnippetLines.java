// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Which lines of a class that JShell made are the person's. JShell tells for every char of the
 * class which char of the snippet it is of, but gives a neighbour for what is of none.
 */
final class SnippetLines {
  private static final int NONE = -1;

  /** How JShell ends the code that computes a variable. */
  private static final Pattern ENDING =
      Pattern.compile("\\s*return \\S+ = (\\S+_|do_it\\$Aux\\(\\));");

  private final SnippetWrapper wrapper;
  private final List<String> lines;

  private SnippetLines(SnippetWrapper wrapper) {
    this.wrapper = wrapper;
    this.lines = wrapper.wrapped().lines().toList();
  }

  static SnippetLines of(SnippetWrapper wrapper) {
    return new SnippetLines(wrapper);
  }

  /**
   * The first char of the snippet that is on a line of the class, from 1. What JShell writes before
   * the code outside methods belongs to its first line.
   *
   * @return -1 for a line that is not the person's
   */
  int source(boolean topLevel, int line) {
    if (line < 1 || line > lines.size() || (topLevel && isEnding(line))) {
      return NONE;
    }
    int found = direct(line);
    if (found != NONE || !topLevel) {
      return found;
    }
    for (int later = line + 1; later <= lines.size(); later++) {
      if (direct(later) != NONE && !isEnding(later)) {
        return 0;
      }
    }
    return NONE;
  }

  private boolean isEnding(int line) {
    return ENDING.matcher(lines.get(line - 1)).matches();
  }

  private int direct(int line) {
    int start = lines.stream().limit(line - 1L).mapToInt(text -> text.length() + 1).sum();
    int end = start + lines.get(line - 1).length();
    for (int at = start; at < end; at++) {
      if (isOfSnippet(at)) {
        return wrapper.wrappedToSourcePosition(at);
      }
    }
    return NONE;
  }

  /** The same char, and one that its neighbours do not stand for too. */
  private boolean isOfSnippet(int at) {
    char written = wrapper.wrapped().charAt(at);
    int source = wrapper.wrappedToSourcePosition(at);
    return !Character.isWhitespace(written)
        && source < wrapper.source().length()
        && wrapper.source().charAt(source) == written
        && wrapper.wrappedToSourcePosition(at - 1) != source
        && wrapper.wrappedToSourcePosition(at + 1) != source;
  }
}
