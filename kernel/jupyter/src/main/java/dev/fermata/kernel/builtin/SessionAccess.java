// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magics;
import dev.fermata.kernel.shell.JavaShell;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the kernel's own magics need of the kernel beyond a {@link Magics} user's view. */
public interface SessionAccess {
  /**
   * A cell of this session or an earlier one.
   *
   * @param session 1 is the first session remembered
   * @param number as in {@code In [number]}
   * @param source its source
   * @param output its result as text; null when it had none
   */
  record PastCell(int session, int number, String source, @Nullable String output) {}

  /**
   * The shell cells run on.
   *
   * @return waits until it is ready
   */
  JavaShell shell();

  /**
   * Makes classes available to cells, and the magics of those that are a {@link
   * dev.fermata.kernel.magic.MagicProvider}.
   *
   * @param entries jars and class folders
   * @return names of the magics that were added
   */
  List<String> addToClasspath(List<Path> entries);

  /**
   * What magics and commands have around them.
   *
   * @return the same for the whole session
   */
  Surroundings surroundings();

  /**
   * All magics of the session.
   *
   * @return the registry
   */
  Magics magics();

  /**
   * Cells that were run, the latest last.
   *
   * @param count at most so many
   * @return of earlier sessions too
   */
  List<PastCell> history(int count);

  /**
   * Cells whose source matches a glob as a whole, the latest last.
   *
   * @param glob {@code *} and {@code ?} are wild
   * @param count at most so many
   * @param unique of equal sources only the latest
   * @return of earlier sessions too
   */
  List<PastCell> search(String glob, int count, boolean unique);

  /**
   * Cells of one session.
   *
   * @param session its number; 0 for this one, -1 for the one before
   * @param first number of the first cell
   * @param last number of the last cell
   * @return those that are remembered
   */
  List<PastCell> range(int session, int first, int last);

  /**
   * What the latest cell that failed had thrown.
   *
   * @return empty when none has thrown anything
   */
  Optional<Throwable> lastThrown();

  /** Forgets what cells have declared, and their results. */
  void reset();

  /** Ends the kernel when the running cell has been answered. */
  void exit();
}
