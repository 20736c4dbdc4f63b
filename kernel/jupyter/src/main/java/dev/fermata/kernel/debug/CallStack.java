// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Joins the JVM's stack of the calling thread with what the probes have seen. Used once. */
final class CallStack {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final CellCode code;
  private final Probes probes;
  private final List<Activation> activations;
  private final List<Frame> frames = new ArrayList<>();
  private int left;

  /**
   * The stack of the calling thread.
   *
   * @param activations outermost first
   */
  CallStack(CellCode code, Probes probes, List<Activation> activations) {
    this.code = code;
    this.probes = probes;
    this.activations = activations;
    this.left = activations.size();
  }

  /** Innermost first; from the innermost to the outermost frame of a cell. */
  List<Frame> frames() {
    var all = WALKER.<List<StackFrame>>walk(stream -> stream.toList());
    var ofCells =
        IntStream.range(0, all.size())
            .filter(i -> code.contains(all.get(i).getDeclaringClass()))
            .toArray();
    if (ofCells.length > 0) {
      all.subList(ofCells[0], ofCells[ofCells.length - 1] + 1).forEach(this::add);
    }
    return frames.subList(0, Math.min(frames.size(), Stop.MOST_FRAMES));
  }

  private void add(StackFrame frame) {
    var type = frame.getClassName();
    if (code.contains(frame.getDeclaringClass())) {
      var activation = activation(frame);
      line(frame, activation)
          .filter(line -> !isAuxiliary(frame))
          .ifPresent(line -> frames.add(new Frame(name(frame, line), line, variables(activation))));
    } else if (!code.isMachinery(type)) {
      frames.add(Frame.ofLibrary(CellCode.nameOf(type) + "." + frame.getMethodName()));
    }
  }

  /** JShell may split the code outside methods in two. */
  private boolean isAuxiliary(StackFrame frame) {
    return frame.getMethodName().equals("do_it$")
        && !frames.isEmpty()
        && frames.get(frames.size() - 1).name().startsWith("In [");
  }

  /** When an exception passes, the JVM is behind the last line; the innermost probe is not. */
  private Optional<CellCode.Line> line(StackFrame frame, @Nullable Activation activation) {
    var site = frames.isEmpty() && activation != null ? activation.site() : null;
    return site == null
        ? code.line(frame.getClassName(), frame.getMethodName(), frame.getLineNumber())
        : probes.line(site);
  }

  private @Nullable Activation activation(StackFrame frame) {
    for (int i = left - 1; i >= 0; i--) {
      if (activations.get(i).isOf(frame)) {
        left = i;
        return activations.get(i);
      }
    }
    return null;
  }

  private static List<Frame.Variable> variables(@Nullable Activation activation) {
    var site = activation == null ? null : activation.site();
    if (activation == null || site == null) {
      return List.of();
    }
    var values = activation.values();
    return IntStream.range(0, values.size())
        .mapToObj(i -> new Frame.Variable(site.variables().get(i), values.get(i)))
        .toList();
  }

  private static String name(StackFrame frame, CellCode.Line line) {
    var method = frame.getMethodName();
    if (CellCode.isTopLevel(method)) {
      return line.cell();
    }
    var type = CellCode.nameOf(frame.getClassName());
    var shown = method.startsWith("lambda$") ? "lambda" : method;
    return type.isEmpty() ? shown : type + "." + shown;
  }
}
