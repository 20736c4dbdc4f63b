// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import dev.fermata.kernel.builtin.SessionAccess;
import dev.fermata.kernel.builtin.Surroundings;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.Magics;
import dev.fermata.kernel.shell.JavaShell;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * The session as the kernel's own magics see it.
 *
 * @param session the session
 */
record Access(Session session) implements SessionAccess {
  @Override
  public JavaShell shell() {
    return session.shell();
  }

  @Override
  public List<String> addToClasspath(List<Path> entries) {
    session.shell().addToClasspath(entries);
    try {
      return session.addProviders();
    } catch (ServiceConfigurationError | IllegalArgumentException e) {
      throw new MagicException(
          "bad-provider", "the magics of the library cannot be used: " + e.getMessage());
    }
  }

  @Override
  public Surroundings surroundings() {
    return session.surroundings();
  }

  @Override
  public Magics magics() {
    return session.magics();
  }

  @Override
  public List<PastCell> history(int count) {
    return past(session.history().tail(count));
  }

  @Override
  public List<PastCell> search(String glob, int count, boolean unique) {
    return past(session.history().search(glob, count, unique));
  }

  @Override
  public List<PastCell> range(int wanted, int first, int last) {
    return past(session.history().range(wanted, first, last + 1));
  }

  @Override
  public Optional<Throwable> lastThrown() {
    return session.results().lastThrown();
  }

  private static List<PastCell> past(List<History.Entry> entries) {
    return entries.stream()
        .map(e -> new PastCell(e.session(), e.line(), e.input(), e.output()))
        .toList();
  }

  @Override
  public void reset() {
    session.shell().reset();
    session.results().clear();
  }

  @Override
  public void exit() {
    session.exitWanted().complete(true);
  }
}
