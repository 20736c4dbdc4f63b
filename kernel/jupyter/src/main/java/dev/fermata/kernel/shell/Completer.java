// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Candidates for what stands at the cursor. Used by the holder of the engine lock only. */
final class Completer {
  /** What cannot stand in a block. */
  private static final Pattern NOT_LOCAL =
      Pattern.compile("import\\s.*|[\\w<>\\[\\],.?\\s]+\\([^;]*\\)[^;={]*\\{.*", Pattern.DOTALL);

  private static final Pattern METHOD_REFERENCE = Pattern.compile("::\\s*(\\w*)\\z");

  private static final Pattern CONDITION =
      Pattern.compile("\\b(?:if|while|switch|return|throw|assert)\\b[^;{}]*\\z");

  private static final Set<String> OF_EVERY_OBJECT =
      Set.of(
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  private static final List<String> KEYWORDS =
      List.of(
          ("abstract assert boolean break byte case catch char class continue default do double else"
                  + " enum extends false final finally float for if implements import instanceof int"
                  + " interface long new null private protected public record return sealed short"
                  + " static super switch synchronized this throw throws true try var void volatile"
                  + " while yield")
              .split(" ", -1));

  /** Letters that name a class well enough to look for it everywhere. */
  private static final int ENOUGH = 3;

  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*\\z");

  private final SourceCodeAnalysis analysis;
  private final Splitter splitter;
  private final Symbols symbols;
  private final ClassIndex classes;

  Completer(SourceCodeAnalysis analysis, Symbols symbols, ClassIndex classes) {
    this.classes = classes;
    this.analysis = analysis;
    this.splitter = new Splitter(analysis);
    this.symbols = symbols;
  }

  CompletionResult complete(String code, int cursor) {
    var before = code.substring(0, cursor);
    if (!Lexical.endsInCode(before)) {
      return CompletionResult.none(cursor);
    }
    var reference = METHOD_REFERENCE.matcher(before);
    if (reference.find()) {
      return methods(before.substring(0, reference.start()), reference.group(1), cursor);
    }
    int begin = splitter.startOfPieceAt(code, cursor);
    var found =
        CONDITION.matcher(before.substring(begin)).find()
            ? ofLastOperand(before)
            : CompletionResult.none(cursor);
    if (found.matches().isEmpty() && begin > 0) {
      found = afterTheRestOfTheCell(before, begin);
    }
    if (found.matches().isEmpty()) {
      found = suggestions(before.substring(begin), begin);
    }
    found = withKeywords(withLocals(found, before), before);
    return found.matches().isEmpty() ? withImport(before) : found;
  }

  /** Behind {@code if (} and the like JShell of Java 17 finds no members, or other things. */
  private CompletionResult ofLastOperand(String before) {
    var operand = Lexical.lastOperand(before);
    boolean member = operand.indexOf('.') > 0 && before.endsWith(operand);
    return member
        ? suggestions(operand, before.length() - operand.length())
        : CompletionResult.none(before.length());
  }

  private static CompletionResult withLocals(CompletionResult found, String before) {
    var word = WORD.matcher(before);
    if (!word.find() || before.substring(0, word.start()).stripTrailing().endsWith(".")) {
      return found;
    }
    var matches = new LinkedHashMap<String, CompletionResult.Match>();
    LocalNames.in(before.substring(0, word.start()))
        .forEach(
            (name, type) -> {
              if (name.startsWith(word.group())) {
                matches.put(name, new CompletionResult.Match(name, "instance", type, word.start()));
              }
            });
    found.matches().stream()
        .filter(match -> match.start() == word.start())
        .forEach(match -> matches.putIfAbsent(match.text(), match));
    return new CompletionResult(word.start(), before.length(), List.copyOf(matches.values()));
  }

  /** JShell offers none. They come last: most are typed faster than chosen. */
  private static CompletionResult withKeywords(CompletionResult found, String before) {
    var word = WORD.matcher(before);
    if (!word.find() || before.substring(0, word.start()).stripTrailing().endsWith(".")) {
      return found;
    }
    var matches = new LinkedHashMap<String, CompletionResult.Match>();
    found.matches().forEach(match -> matches.put(match.text(), match));
    KEYWORDS.stream()
        .filter(keyword -> keyword.startsWith(word.group()) && !keyword.equals(word.group()))
        .map(keyword -> new CompletionResult.Match(keyword, "keyword", "", word.start()))
        .forEach(match -> matches.putIfAbsent(match.text(), match));
    return matches.isEmpty()
        ? found
        : new CompletionResult(word.start(), before.length(), List.copyOf(matches.values()));
  }

  /** What a method reference may name, which JShell does not know. */
  private CompletionResult methods(String before, String prefix, int cursor) {
    int start = cursor - prefix.length();
    var matches =
        symbols.methodsOf(Lexical.lastOperand(before)).entrySet().stream()
            .filter(method -> method.getKey().startsWith(prefix))
            .map(m -> new CompletionResult.Match(m.getKey(), "function", m.getValue(), start))
            .toList();
    return new CompletionResult(start, cursor, matches);
  }

  private CompletionResult suggestions(String source, int offset) {
    var anchor = new int[1];
    var found = analysis.completionSuggestions(source, source.length(), anchor);
    if (found.isEmpty()) {
      return CompletionResult.none(offset + source.length());
    }
    var receiver = symbols.receiver(source.substring(0, anchor[0]));
    int start = offset + anchor[0];
    Map<String, CompletionResult.Match> matches = new LinkedHashMap<>();
    found.stream()
        .sorted(Comparator.comparing(Completer::rank))
        .forEach(s -> add(matches, s, receiver, start));
    return new CompletionResult(start, offset + source.length(), List.copyOf(matches.values()));
  }

  /**
   * What fits the type first, of that what every object has last; the rest as JShell sorts it.
   * Where no type is expected, everything fits.
   */
  private static int rank(Suggestion suggestion) {
    var name = suggestion.continuation().replaceAll("[(<].*", "");
    return (suggestion.matchesType() ? 0 : 2) + (OF_EVERY_OBJECT.contains(name) ? 1 : 0);
  }

  private void add(
      Map<String, CompletionResult.Match> matches,
      Suggestion suggestion,
      Optional<Class<?>> receiver,
      int start) {
    matches.computeIfAbsent(
        suggestion.continuation(),
        text -> {
          var symbol = symbols.describe(text, receiver);
          return new CompletionResult.Match(text, symbol.kind(), symbol.signature(), start);
        });
  }

  /** What the cell declares above has not run yet: as a block, javac sees it all the same. */
  private CompletionResult afterTheRestOfTheCell(String before, int begin) {
    var block = new StringBuilder("{ ");
    for (var piece : splitter.split(new CellSource("", before.substring(0, begin), 1))) {
      if (!NOT_LOCAL.matcher(piece.source()).matches()) {
        block.append(piece.source()).append(piece.terminated() ? " " : "; ");
      }
    }
    int shift = begin - block.length();
    var found = suggestions(block + before.substring(begin), shift);
    return found.start() < begin ? CompletionResult.none(before.length()) : found;
  }

  /** A class that no import brings: its full name. */
  private CompletionResult withImport(String before) {
    var word = WORD.matcher(before);
    if (!word.find()) {
      return CompletionResult.none(before.length());
    }
    int start = word.start();
    var prefix = word.group();
    var names = new TreeSet<>(analysis.listQualifiedNames(prefix, prefix.length()).getNames());
    if (prefix.length() >= ENOUGH && Character.isUpperCase(prefix.charAt(0))) {
      names.addAll(classes.startingWith(prefix));
    }
    var matches =
        names.stream()
            .filter(symbols::isForCells)
            .map(name -> new CompletionResult.Match(name, "class", "import " + name, start))
            .toList();
    return new CompletionResult(start, before.length(), matches);
  }
}
