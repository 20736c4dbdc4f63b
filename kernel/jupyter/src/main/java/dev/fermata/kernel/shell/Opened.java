// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something of JShell's own that its API does not give. The kernel's jar opens JShell's package
 * (Add-Opens in the manifest); the JVM may keep it closed all the same, and another JDK's JShell
 * may be built otherwise. Opened when first needed: reflection is slow the first time.
 *
 * @param <T> what of it is used
 */
final class Opened<T> {
  private final Opening<T> opening;
  private @Nullable T opened;
  private boolean tried;

  Opened(Opening<T> opening) {
    this.opening = opening;
  }

  /** Finds it. */
  @FunctionalInterface
  interface Opening<T> {
    T open() throws ReflectiveOperationException;
  }

  /** Empty when it is closed or not there. */
  Optional<T> get() {
    if (!tried) {
      tried = true;
      try {
        opened = opening.open();
      } catch (ReflectiveOperationException
          | InaccessibleObjectException
          | ClassCastException
          | LinkageError e) {
        opened = null;
      }
    }
    return Optional.ofNullable(opened);
  }

  static Object value(Object owner, String field) throws ReflectiveOperationException {
    return field(owner.getClass(), field).get(owner);
  }

  static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  static Method method(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = owner.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }
}
