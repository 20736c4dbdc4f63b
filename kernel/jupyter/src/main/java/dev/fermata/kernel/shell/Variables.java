// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Where each variable lives, by snippet id, which another declaration of the name takes over. */
  private final Map<String, Field> homes = new HashMap<>();

  Variables(JShell shell, CellControl control) {
    this.shell = shell;
    this.control = control;
  }

  List<Variable> all() {
    return shell.variables().filter(this::usable).map(this::read).toList();
  }

  List<VarSnippet> snippets() {
    return shell.variables().filter(this::usable).toList();
  }

  @Nullable Object value(VarSnippet variable) {
    return read(variable).value();
  }

  Optional<Variable> named(String name) {
    return snippet(name).map(this::read);
  }

  /** Gives a declared variable another value. */
  void assign(String name, @Nullable Object value) {
    snippet(name).ifPresent(v -> withField(v, field -> set(field, value)));
  }

  /** A variable was declared. */
  void declared(VarSnippet variable) {
    homes.remove(variable.id());
    if (usable(variable)) {
      withField(variable, field -> homes.put(variable.id(), field));
    }
  }

  /**
   * JShell made a variable anew, because something it uses changed. It takes its value along where
   * its type still fits.
   *
   * @return whether no value is lost
   */
  boolean moved(VarSnippet variable) {
    var old = homes.get(variable.id());
    if (old == null || !usable(variable)) {
      return false;
    }
    declared(variable);
    var now = homes.get(variable.id());
    var value = get(old);
    if (now == null || now.equals(old) || value == null) {
      return true;
    }
    boolean fits =
        now.getType().isPrimitive()
            ? now.getType() == old.getType()
            : now.getType().isInstance(value);
    if (fits) {
      set(now, value);
    }
    return fits;
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
    return shell.status(variable) == Status.VALID && !Evaluator.isUnnamed(variable);
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
