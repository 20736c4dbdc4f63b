// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** The variables of the session. Used by the holder of {@link CellControl#engine} only. */
final class Variables {
  private final JShell shell;
  private final CellControl control;

  Variables(JShell shell, CellControl control) {
    this.shell = shell;
    this.control = control;
  }

  List<Variable> all() {
    return shell.variables().filter(this::usable).map(this::read).toList();
  }

  Optional<Variable> named(String name) {
    return snippet(name).map(this::read);
  }

  /** Gives a declared variable another value. */
  void assign(String name, @Nullable Object value) {
    snippet(name).ifPresent(v -> withField(v, field -> set(field, value)));
  }

  /** Drops the unnamed variable of an expression, and what it held. */
  void forget(VarSnippet unnamed) {
    withField(
        unnamed,
        field -> {
          if (!field.getType().isPrimitive()) {
            set(field, null);
          }
        });
    shell.drop(unnamed);
  }

  private Optional<VarSnippet> snippet(String name) {
    return shell.variables().filter(this::usable).filter(v -> v.name().equals(name)).findFirst();
  }

  private boolean usable(VarSnippet variable) {
    return shell.status(variable) == Status.VALID;
  }

  private Variable read(VarSnippet variable) {
    var value = new Object[1];
    withField(variable, field -> value[0] = get(field));
    return new Variable(variable.name(), variable.typeName(), value[0]);
  }

  private void withField(VarSnippet variable, Consumer<Field> use) {
    control.useField(use);
    try {
      var unused = shell.varValue(variable);
    } finally {
      control.useField(field -> {});
    }
  }

  private static @Nullable Object get(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
  }

  private static void set(Field field, @Nullable Object value) {
    try {
      field.set(null, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("made accessible before", e);
    }
  }
}
