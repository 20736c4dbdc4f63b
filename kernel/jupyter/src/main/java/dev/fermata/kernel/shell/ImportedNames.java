// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What imports bring into sight, as far as it is known from what javac has listed. An import costs
 * the compiler as much as a short expression does, and a session has one for each thing that its
 * cells have declared; so a piece gets those only that may bring something it names. Thread-safe.
 */
final class ImportedNames {
  private static final Pattern NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

  private static final String STATIC = "static ";

  private final ClassLoader loader;
  private final Map<String, Set<String>> packages = new ConcurrentHashMap<>();
  private final Set<String> partlyListed = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> members = new ConcurrentHashMap<>();

  /**
   * Nothing is known yet.
   *
   * @param loader finds the classes whose members are imported
   */
  ImportedNames(ClassLoader loader) {
    this.loader = loader;
  }

  /** All that look like names in a source, those in its texts and comments too. */
  static Set<String> in(String source) {
    var names = new HashSet<String>();
    for (var found = NAME.matcher(source); found.find(); ) {
      names.add(found.group());
    }
    return names;
  }

  /** Whether a name may be written so that {@link #in} does not find it. */
  static boolean mayHide(String source) {
    return source.contains("\\u"); // any letter can be written so
  }

  /**
   * What a source may need.
   *
   * @return of a name, qualified or not, or of a package or type and {@code .*}; behind {@code
   *     static} when it is of members. When in doubt true
   */
  Predicate<String> neededBy(String source) {
    if (mayHide(source)) {
      return imported -> true;
    }
    var names = in(source);
    return imported -> mayBring(imported, names);
  }

  private boolean mayBring(String imported, Set<String> names) {
    int dot = imported.lastIndexOf('.');
    var name = imported.substring(dot + 1);
    if (!name.equals("*")) {
      return names.contains(name);
    }
    var brought =
        imported.startsWith(STATIC)
            ? members(imported.substring(STATIC.length(), dot))
            : listedIn(imported.substring(0, dot));
    return brought.isEmpty() || !Collections.disjoint(brought, names);
  }

  private Set<String> listedIn(String packageName) {
    return partlyListed.contains(packageName)
        ? Set.of()
        : packages.getOrDefault(packageName, Set.of());
  }

  /** The names of the static members of a type, and of some others; empty when it is unknown. */
  Set<String> members(String type) {
    var known = members.get(type);
    if (known == null) {
      known = find(type);
      if (!known.isEmpty()) { // a library may bring it later
        members.put(type, known);
      }
    }
    return known;
  }

  private Set<String> find(String owner) {
    try {
      var type = Class.forName(owner, false, loader);
      var names = new HashSet<String>();
      Stream.of(type.getMethods(), type.getFields())
          .flatMap(Arrays::stream)
          .forEach(member -> names.add(((Member) member).getName()));
      for (var nested : type.getClasses()) {
        names.add(nested.getSimpleName());
      }
      return names;
    } catch (ClassNotFoundException | LinkageError none) {
      return Set.of();
    }
  }

  /** Some classes of a package; the others are in other places. */
  void listed(String packageName, List<ClassPathEntry.ClassFile> classes) {
    if (!classes.isEmpty()) {
      var names = new HashSet<>(packages.getOrDefault(packageName, Set.of()));
      for (var file : classes) {
        names.add(file.simpleName());
      }
      packages.put(packageName, names);
    }
  }

  /** There are classes of a package whose names are not told here. */
  void partlyListed(String packageName) {
    partlyListed.add(packageName);
  }

  /** The class path has changed. */
  void forgetListed() {
    packages.clear();
  }
}
