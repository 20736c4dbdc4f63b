// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellError;
import dev.fermata.kernel.shell.CellScope;
import dev.fermata.kernel.shell.JavaShell;
import dev.fermata.kernel.shell.Outcome;
import dev.fermata.kernel.shell.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates Java in a frame: its local variables, and the fields of its {@code this}, are copied
 * into a lambda that the session compiles. Assignments to them change the copies only.
 */
final class Expressions {
  private static final Pattern THIS = Pattern.compile("\\bthis\\b");

  /** Local and anonymous classes have no name that other code can use. */
  private static final Pattern NAMELESS = Pattern.compile(".*(^|\\.)\\d.*");

  private final JavaShell shell;

  Expressions(JavaShell shell) {
    this.shell = shell;
  }

  private record Local(String type, @Nullable Object value) {
    static Local of(LocalVariable variable, @Nullable Object value) {
      var type = variable.typeName();
      return new Local(NAMELESS.matcher(type).matches() ? "Object" : type, value);
    }
  }

  /**
   * Evaluates an expression, or runs statements.
   *
   * @param frame where; null for the session itself
   * @param debugger does not stop what is run here; null when there is none
   * @return the value, or the error
   */
  Outcome evaluate(String source, @Nullable Frame frame, @Nullable Debugger debugger) {
    try (var scope = shell.begin("debugger", null)) {
      if (debugger != null) {
        var unused = shell.call(scope, debugger::muteThisThread);
      }
      return frame == null ? shell.run(scope, source, 1) : evaluate(scope, source, locals(frame));
    }
  }

  private Outcome evaluate(CellScope scope, String source, Map<String, Local> locals) {
    var java = THIS.matcher(source.strip().replaceAll("(;\\s*)+$", "")).replaceAll("\\$this");
    var compiled = compile(scope, locals, "return (" + java + ");");
    if (isCompileError(compiled)) {
      var statement = compile(scope, locals, java + "; return null;");
      compiled = isCompileError(statement) ? compiled : statement;
    }
    if (compiled instanceof Outcome.Value value && value.value() instanceof FrameCode code) {
      var values = locals.values().stream().map(Local::value).toArray();
      return shell.call(scope, () -> code.run(values));
    }
    return compiled;
  }

  private Outcome compile(CellScope scope, Map<String, Local> locals, String body) {
    var lambda = new StringBuilder("((" + FrameCode.class.getName() + ") $locals -> { ");
    int i = 0;
    for (var local : locals.entrySet()) {
      var type = local.getValue().type();
      lambda.append("%s %s = (%s) $locals[%d]; ".formatted(type, local.getKey(), type, i++));
    }
    return shell.run(scope, lambda + body + " })", 1);
  }

  private static boolean isCompileError(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && failed.error().kind() != CellError.Kind.RUNTIME
        && failed.error().kind() != CellError.Kind.INTERRUPTED;
  }

  /** By name; a local variable hides a field. */
  private static Map<String, Local> locals(Frame frame) {
    var locals = new LinkedHashMap<String, Local>();
    for (var variable : frame.variables()) {
      var local = variable.local();
      locals.put(local.isThis() ? "$this" : local.name(), Local.of(local, variable.value()));
    }
    var self = locals.get("$this");
    if (self != null && self.value() != null) {
      var owner = self.value();
      for (var field : Values.fields(owner)) {
        var variable = new LocalVariable(field.getName(), field.getType().descriptorString());
        locals.putIfAbsent(
            field.getName(), Local.of(variable, Values.value(field, owner).orElse(null)));
      }
    }
    return locals;
  }
}
