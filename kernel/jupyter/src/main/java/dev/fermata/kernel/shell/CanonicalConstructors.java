// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * JShell makes every record of a cell public, and then refuses a canonical constructor that is not:
 * {@code record Age(int years) { Age { … } }} would not compile. So the constructor is made public
 * as well.
 */
final class CanonicalConstructors {
  private static final Pattern RECORD =
      Pattern.compile("\\brecord\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)");
  private static final Set<Modifier> ACCESS =
      Set.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE);
  private static final String PUBLIC = "public ";

  private CanonicalConstructors() {}

  /** The same snippet when nothing has to be done. */
  static Piece mend(Piece piece) {
    var source = piece.source();
    var record = RECORD.matcher(source);
    if (!record.find() || !mayConstruct(source.substring(record.end()), record.group(1))) {
      return piece;
    }
    return Parsed.of(source)
        .flatMap(CanonicalConstructors::position)
        .map(at -> madePublic(piece, at))
        .orElse(piece);
  }

  private static boolean mayConstruct(String rest, String name) {
    return Pattern.compile("\\b" + Pattern.quote(name) + "\\s*[({]").matcher(rest).find();
  }

  private static Piece madePublic(Piece piece, int at) {
    var source = piece.source();
    return new Piece(
        piece.cell(),
        piece.start(),
        source.substring(0, at) + PUBLIC + source.substring(at),
        piece.completeness(),
        new Piece.Insertion(at, PUBLIC.length()));
  }

  private static Optional<Integer> position(Parsed parsed) {
    for (var type : parsed.types()) {
      if (type.getKind() == Tree.Kind.RECORD) {
        return type.getMembers().stream()
            .filter(member -> isCanonicalWithoutAccess(member, components(type), parsed))
            .map(parsed::start)
            .findFirst();
      }
    }
    return Optional.empty();
  }

  private static List<String> components(ClassTree type) {
    return type.getMembers().stream()
        .flatMap(m -> m instanceof VariableTree field ? List.of(field).stream() : null)
        .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
        .map(field -> String.valueOf(field.getType()))
        .toList();
  }

  private static boolean isCanonicalWithoutAccess(
      Tree member, List<String> components, Parsed parsed) {
    if (!(member instanceof MethodTree method)
        || !method.getName().contentEquals("<init>")
        || method.getModifiers().getFlags().stream().anyMatch(ACCESS::contains)) {
      return false;
    }
    var parameters = method.getParameters().stream().map(p -> String.valueOf(p.getType())).toList();
    return parsed.isCompact(method) || parameters.equals(components);
  }
}
