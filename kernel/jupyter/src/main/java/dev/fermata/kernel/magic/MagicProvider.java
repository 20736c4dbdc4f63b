// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import dev.fermata.kernel.display.Renderer;
import java.util.List;
import java.util.Optional;

/**
 * Adds magics and more to the kernel. Found by {@link java.util.ServiceLoader} on the kernel's
 * class path when it starts, and in what {@code %classpath} and {@code %maven} add later; one
 * instance lives as long as the kernel.
 */
public interface MagicProvider extends AutoCloseable {
  /**
   * The magics it adds.
   *
   * @return asked once
   */
  List<Magic> magics();

  /**
   * Imports that every cell sees, for example {@code import static dev.fermata.graph.Fermata.*;}.
   *
   * @return whole import statements
   */
  default List<String> imports() {
    return List.of();
  }

  /**
   * Renderers of the provider's own types.
   *
   * @return in order of precedence; before the kernel's own
   */
  default List<Renderer> renderers() {
    return List.of();
  }

  /**
   * Class name prefixes whose stack frames are machinery and not shown in a cell's error. Asked
   * when the kernel starts.
   *
   * @return for example "dev.fermata.graph."
   */
  default List<String> hiddenFrames() {
    return List.of();
  }

  /**
   * The stable code of one of the provider's own exceptions, shown after its name in a cell's
   * error.
   *
   * @param thrown any exception
   * @return lower case with dashes; empty when it is not the provider's or has no code
   */
  default Optional<String> errorCode(Throwable thrown) {
    return Optional.empty();
  }

  /**
   * Called once, off the path of the first reply, when cells can be run: the place to open files.
   *
   * @param notebook the session
   */
  default void started(Notebook notebook) {}

  /**
   * Called on the cell's thread after every cell that ended without an error, before its reply.
   *
   * @param notebook the session
   */
  default void cellFinished(Notebook notebook) {}

  /** Called at shutdown, after the last cell. */
  @Override
  default void close() {}
}
