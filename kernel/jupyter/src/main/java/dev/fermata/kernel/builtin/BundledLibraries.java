// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the kernel itself is made of. Cells share its classes, so they see these versions, whatever
 * is on their class path.
 *
 * @param versions group:artifact → version
 */
record BundledLibraries(Map<String, String> versions) {
  /** Written when the kernel's jar is built. */
  private static final String LIST = "/META-INF/fermata/libraries.txt";

  /** {@code group:artifact:jar:version:scope}, with a classifier before some versions. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "\\s*([^:\\s]+:[^:\\s]+):jar:(?:[^:\\s]+:)?([^:\\s]+):(?:compile|runtime)\\b.*");

  BundledLibraries {
    versions = Map.copyOf(versions);
  }

  /** Those of the jar this kernel was started from; none when it was started otherwise. */
  static BundledLibraries ofThisKernel() {
    try (var list = BundledLibraries.class.getResourceAsStream(LIST)) {
      return of(list == null ? "" : new String(list.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BundledLibraries of(String list) {
    var versions = new HashMap<String, String>();
    list.lines()
        .map(LIBRARY::matcher)
        .filter(line -> line.matches())
        .forEach(line -> versions.put(line.group(1), line.group(2)));
    return new BundledLibraries(versions);
  }

  /** What to say of libraries that cells will not see in the version that was resolved. */
  Optional<String> notice(List<Library> resolved) {
    var hidden =
        resolved.stream()
            .filter(library -> !library.version().equals(own(library)))
            .map(library -> library.name() + " " + own(library) + ", not " + library.version())
            .collect(Collectors.joining("; "));
    return hidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "cells use the version that the kernel itself is made of: "
                + hidden
                + ". Kernel and cells share their classes, and a class can be there only once;"
                + " code that needs the other version can run as a program of its own, with"
                + " %shell");
  }

  /** The version of the same library that the kernel has, else the library's. */
  private String own(Library library) {
    return versions.getOrDefault(library.name(), library.version());
  }
}
