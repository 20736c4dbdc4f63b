// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes stack traces as the person who wrote the cell needs them. */
final class Traces {
  private static final int LONGEST = 30;

  private static final List<String> MACHINERY = List.of("dev.fermata.kernel.");

  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private final List<String> hidden;
  private final Function<Throwable, Optional<String>> errorCode;
  private final Places places;

  Traces(ShellConfig config, Places places) {
    this.hidden = config.hiddenFrames();
    this.errorCode = config.errorCode();
    this.places = places;
  }

  /** Writes it with its causes. Returns the cell line of the innermost cell frame, or 0. */
  int write(Throwable thrown, Ansi text) {
    return write(thrown, "", text, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private int write(Throwable thrown, String lead, Ansi text, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return 0;
    }
    var message = thrown.getMessage();
    text.plain(lead).red(Places.name(thrown.getClass().getName()));
    errorCode.apply(thrown).ifPresent(code -> text.plain(" [" + code + "]"));
    text.line(message == null ? "" : ": " + CellNames.readable(message));
    int line = position(thrown, text, lead.isEmpty());
    writeFrames(thrown.getStackTrace(), text);
    for (var suppressed : thrown.getSuppressed()) {
      write(suppressed, "Suppressed: ", text, seen);
    }
    var cause = thrown.getCause();
    int causeLine = cause == null ? 0 : write(cause, "Caused by: ", text, seen);
    return line > 0 ? line : causeLine;
  }

  /** The cell line that threw, shown for the outermost throwable. */
  private int position(Throwable thrown, Ansi text, boolean show) {
    for (var frame : thrown.getStackTrace()) {
      var found = places.place(frame);
      if (found.isPresent()) {
        var place = found.get();
        if (show) {
          text.cyan("  " + place.cell().cell() + ", line " + place.line()).line("");
          text.line("    " + place.cell().lineText(place.line()));
        }
        return place.line();
      }
    }
    return 0;
  }

  private void writeFrames(StackTraceElement[] raw, Ansi text) {
    var lines = lines(raw);
    for (int i = 0, shown = 0; i < lines.size(); shown++) {
      if (shown == LONGEST) {
        text.line("    ... " + (lines.size() - i) + " more");
        return;
      }
      int same = i + 1;
      while (same < lines.size() && lines.get(same).equals(lines.get(i))) {
        same++;
      }
      text.line("    at " + lines.get(i));
      if (same > i + 1) {
        text.line("    ... the same line " + (same - i - 1) + " more times");
      }
      i = same;
    }
  }

  /**
   * Cell and library frames; of the JDK's only the method that failed the cell's own call, for
   * example {@code Integer.parseInt}.
   */
  private List<String> lines(StackTraceElement[] raw) {
    var lines = new ArrayList<String>();
    int last = lastCellFrame(raw);
    for (int i = 0; i <= last; i++) {
      var name = raw[i].getClassName();
      if (Places.isCell(raw[i])) {
        // JShell may split the code outside methods in two, do_it$ and do_it$Aux.
        boolean again = i > 0 && isTopLevel(raw[i]) && isTopLevel(raw[i - 1]);
        if (!again) {
          lines.add(label(raw[i]));
        }
      } else if (starts(name, JDK)) {
        if (lines.isEmpty() && i < last && isUsers(raw[i + 1])) {
          lines.add(name + "." + raw[i].getMethodName());
        }
      } else if (!starts(name, MACHINERY) && !starts(name, hidden)) {
        lines.add(label(raw[i]));
      }
    }
    return lines;
  }

  /** Neither the JDK's, nor of code that is hidden: what that called is hidden as well. */
  private boolean isUsers(StackTraceElement frame) {
    return !starts(frame.getClassName(), JDK) && !starts(frame.getClassName(), hidden);
  }

  private static boolean isTopLevel(StackTraceElement frame) {
    return Places.isCell(frame) && frame.getMethodName().startsWith("do_it$");
  }

  /** Below it there is only the kernel; all frames count when there is none. */
  private static int lastCellFrame(StackTraceElement[] raw) {
    for (int i = raw.length - 1; i >= 0; i--) {
      if (Places.isCell(raw[i])) {
        return i;
      }
    }
    return raw.length - 1;
  }

  /** Whether the frames of a class are neither of cells nor of a library the person chose. */
  static boolean isMachinery(String className, List<String> hidden) {
    return starts(className, JDK) || starts(className, MACHINERY) || starts(className, hidden);
  }

  private static boolean starts(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  private String label(StackTraceElement frame) {
    return places
        .place(frame)
        .map(place -> label(frame, place))
        .orElseGet(
            () ->
                "%s.%s (%s, line %d)"
                    .formatted(
                        Places.name(frame.getClassName()),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()));
  }

  /** The frame of a cell: its method, and where in the cell it stands. */
  static String label(StackTraceElement frame, Places.Place place) {
    var method = method(frame);
    var where = place.cell().cell() + ", line " + place.line();
    return method.isEmpty() ? where : method + " (" + where + ")";
  }

  private static String method(StackTraceElement frame) {
    var method = frame.getMethodName();
    if (method.startsWith("lambda$")) {
      method = "lambda";
    } else if (isTopLevel(frame)) {
      method = "";
    }
    var type = Places.name(frame.getClassName());
    return type.isEmpty() || method.isEmpty() ? method : type + "." + method;
  }
}
