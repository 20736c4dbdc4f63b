// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.shell.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The magics of a session by name: splits cells, checks and runs magics, completes them.
 * Thread-safe.
 */
public final class Magics {
  /** Mistakes in the line itself, found by the magic: the error shows the usage line as well. */
  private static final Set<String> WRONG_USE =
      Set.of("bad-usage", "missing-argument", "missing-option", "unknown-action", "bad-number");

  /** A magic, its options with their values, and the blank behind. */
  private static final Pattern JAVA_MAGIC =
      Pattern.compile("^%(\\w+)(?:\\s+--\\w+(?:\\s+|=)\\S+)*\\s+(?!-)");

  private final Map<String, Magic> byName = new ConcurrentSkipListMap<>();

  /**
   * A registry of the magics given and {@code %lsmagic} and {@code %help}.
   *
   * @param magics earlier ones win where names are equal
   */
  public Magics(List<Magic> magics) {
    var all = new ArrayList<>(magics);
    all.addAll(HelpMagics.of(this));
    all.forEach(magic -> byName.putIfAbsent(magic.spec().name(), magic));
  }

  /**
   * Adds magics of a library that has come to the class path.
   *
   * @param magics those whose name is taken are left out
   * @return the names that were added
   */
  public List<String> add(List<Magic> magics) {
    return magics.stream()
        .filter(magic -> byName.putIfAbsent(magic.spec().name(), magic) == null)
        .map(magic -> magic.spec().name())
        .toList();
  }

  /**
   * Splits a cell into Java and magics.
   *
   * @param source the whole cell
   * @return in order; without parts that are blank
   */
  public List<CellPart> split(String source) {
    return CellParser.split(source, byName::containsKey);
  }

  /**
   * Whether a magic line may follow.
   *
   * @param before whole lines of a cell
   * @return false inside comments, text blocks, brackets and the body of a cell magic
   */
  public boolean mayStartIn(String before) {
    var parts = CellParser.split(before + "%x", name -> true);
    return parts.get(parts.size() - 1) instanceof CellPart.Use use && use.name().equals("x");
  }

  /**
   * Checks a use without running it, so that a mistake is found before the cell does anything.
   *
   * @param use as split
   * @param notebook the session
   * @return what {@link #run} will be given
   * @throws MagicException for an unknown magic, an unknown option, a missing argument …
   */
  public MagicCall check(CellPart.Use use, Notebook notebook) {
    var spec = find(use.name()).spec();
    var call = LineParser.parse(spec, use, notebook);
    if (!call.has("--help")) {
      checkPlace(spec, use);
    }
    return call;
  }

  private static void checkPlace(MagicSpec spec, CellPart.Use use) {
    var name = spec.name();
    if (use.body() == null && spec.kind() == MagicSpec.Kind.CELL) {
      throw new MagicException(
          "not-a-line-magic",
          "%" + name + " works on a whole cell: write %%" + name + " on the cell's first line");
    }
    if (use.body() != null && spec.kind() == MagicSpec.Kind.LINE) {
      throw new MagicException(
          "not-a-cell-magic",
          "%%" + name + " does not work on a whole cell: write %" + name + " on a line of its own");
    }
  }

  /**
   * Runs a magic, or shows its help.
   *
   * @param call as checked
   * @return what the magic returns
   * @throws Exception as {@link Magic#run}
   */
  public @Nullable Object run(MagicCall call) throws Exception {
    var magic = find(call.name());
    if (call.has("--help")) {
      return MimeBundle.plain(MagicHelp.full(magic.spec()));
    }
    try {
      return magic.run(call);
    } catch (MagicException e) {
      throw WRONG_USE.contains(e.code()) ? withUsage(e, magic.spec()) : e;
    }
  }

  private static MagicException withUsage(MagicException e, MagicSpec spec) {
    return new MagicException(
        e.code(), e.getMessage() + "\nusage: " + MagicHelp.usage(spec), e.suggestions());
  }

  /**
   * The help text of one magic.
   *
   * @param name with or without percent signs
   * @return empty when there is no such magic
   */
  public Optional<String> help(String name) {
    var magic = byName.get(name.replace("%", ""));
    return magic == null ? Optional.empty() : Optional.of(MagicHelp.full(magic.spec()));
  }

  /**
   * Where the Java begins that a magic takes as its free text.
   *
   * @param line a line from its first percent sign to the cursor
   * @return an offset in it; empty when the cursor is not in Java
   */
  public OptionalInt javaIn(String line) {
    var found = JAVA_MAGIC.matcher(line);
    return found.find() && lookUp(found.group(1)).filter(Magics::takesJava).isPresent()
        ? OptionalInt.of(found.end())
        : OptionalInt.empty();
  }

  private static boolean takesJava(Magic magic) {
    return "JAVA".equals(magic.spec().rest());
  }

  /**
   * Candidates for the word that ends a magic line.
   *
   * @param line a line from its first percent sign to the cursor
   * @param notebook the session
   * @return whole words that start with what is written, best first
   */
  public MagicMatches complete(String line, Notebook notebook) {
    return new MagicCompleter(this).complete(line, notebook);
  }

  List<MagicSpec> specs() {
    return byName.values().stream().map(Magic::spec).toList();
  }

  Optional<Magic> lookUp(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Magic find(String name) {
    if (name.startsWith("%")) {
      throw new MagicException(
          "cell-magic-not-first",
          "%" + name + " must be the first line of its cell, because it takes the whole cell");
    }
    var magic = byName.get(name);
    if (magic == null) {
      var ours = OtherKernels.inPlaceOf(name);
      if (ours.isPresent()) {
        throw new MagicException(
            "unknown-magic", "there is no magic %" + name + " in this kernel; write " + ours.get());
      }
      var near = Nearest.of(name, byName.keySet()).stream().map(n -> "%" + n).toList();
      var hint =
          near.isEmpty() ? "%lsmagic lists all" : "did you mean " + String.join(" or ", near) + "?";
      throw new MagicException("unknown-magic", "there is no magic %" + name + "; " + hint, near);
    }
    return magic;
  }
}
