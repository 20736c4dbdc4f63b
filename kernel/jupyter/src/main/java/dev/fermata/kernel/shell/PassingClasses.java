// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which snippets' classes may have a loader of their own, and so go when they are over: those
 * that no later cell can name, and that need nothing for which the JVM looks at the loader. Whoever
 * is in doubt stays for the whole session. Thread-safe.
 */
final class PassingClasses {
  /** What finds out, or depends on, who calls it. */
  private static final List<String> ASKS_FOR_CALLER =
      List.of(
          "java/lang/Class",
          "java/lang/ClassLoader",
          "java/lang/StackWalker",
          "java/lang/Runtime",
          "java/lang/invoke/MethodHandles");

  private static final List<String> ASKING_PACKAGES =
      List.of("java/lang/reflect/", "java/lang/foreign/");

  /** Classes that stay and have something that only their own loader's classes may use. */
  private final Map<String, Staying> staying = new ConcurrentHashMap<>();

  private record Staying(Set<String> closed, List<String> parents) {}

  /** Notes a class that stays. */
  void stays(CellClass type) {
    var closed = type.closed();
    var parents = type.parents().stream().filter(CellClass::isOfCell).toList();
    if (!closed.isEmpty() || !parents.isEmpty()) {
      staying.put(type.name(), new Staying(closed, parents));
    }
  }

  /** Whether the classes of one snippet may go before the session ends. */
  boolean mayPass(List<CellClass> snippet) {
    return snippet.stream().allMatch(type -> type.isNameless() && mayPass(type));
  }

  private boolean mayPass(CellClass type) {
    return type.uses().stream()
            .allMatch(use -> use.owner().startsWith(type.outermost()) || isFree(use))
        && type.parents().stream().allMatch(this::isAllOpen);
  }

  private boolean isFree(CellClass.Use use) {
    var owner = use.owner();
    if (CellClass.isOfCell(owner)) {
      return isOpen(owner, use.member());
    }
    return ASKING_PACKAGES.stream().noneMatch(owner::startsWith)
        && (use.member().isEmpty() || !ASKS_FOR_CALLER.contains(owner))
        && !(owner.equals("java/lang/System") && use.member().startsWith("load"));
  }

  /** Whether any class may use a member, declared by a class of a cell or by its parents. */
  private boolean isOpen(String owner, String member) {
    var found = staying.get(owner);
    return found == null
        || (!found.closed().contains(member)
            && !found.closed().contains("")
            && found.parents().stream().allMatch(parent -> isOpen(parent, member)));
  }

  /** Whether a class outside its loader can extend it, and override all that it could within. */
  private boolean isAllOpen(String type) {
    var found = staying.get(type);
    return found == null
        || (found.closed().isEmpty() && found.parents().stream().allMatch(this::isAllOpen));
  }
}
