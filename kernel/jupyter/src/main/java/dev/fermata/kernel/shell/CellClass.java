// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * A class of a cell before it is loaded: what it declares, and what it needs of other cells and of
 * the JVM. Read from its constants, without a look at its code.
 */
final class CellClass {
  private static final String WRAPPER = Places.WRAPPER.replace('.', '/');

  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int BYTES_OF_CODE_BEFORE_LENGTH = 6;

  private final byte[] code;
  private final ClassReader reader;
  private final String name;
  private final List<Member> members = new ArrayList<>();

  /** Something a class declares. */
  private record Member(String name, int access) {}

  /**
   * Something a class uses of another.
   *
   * @param owner internal name
   * @param member the name of a field or method; "" for the class itself
   */
  record Use(String owner, String member) {}

  CellClass(byte[] code) {
    this.code = code;
    this.reader = new ClassReader(code);
    this.name = reader.getClassName();
    readMembers();
  }

  /** Internal. */
  String name() {
    return name;
  }

  String outermost() {
    return outermost(name);
  }

  static boolean isOfCell(String internalName) {
    return internalName.startsWith(WRAPPER);
  }

  static String outermost(String internalName) {
    int inner = internalName.indexOf('$', WRAPPER.length());
    return inner < 0 ? internalName : internalName.substring(0, inner);
  }

  private boolean isOutermost() {
    return name.equals(outermost());
  }

  /**
   * The code; what JShell wraps around a snippet is made public, so that another loader's classes
   * may use what is in it.
   */
  byte[] code() {
    if (!isOutermost()) {
      return code;
    }
    var open = code.clone();
    open[reader.header + 1] |= Modifier.PUBLIC;
    return open;
  }

  /** Whether other cells cannot name anything that it declares. */
  boolean isNameless() {
    if (!isOutermost()) { // a local or anonymous class, not a declared one
      return Character.isDigit(name.charAt(outermost().length() + 1));
    }
    return members.stream()
        .allMatch(
            m ->
                (m.access() & Opcodes.ACC_SYNTHETIC) != 0
                    || m.name().startsWith("<")
                    || CellCode.isTopLevel(m.name())
                    || Evaluator.isUnnamed(m.name()));
  }

  /** Names of what only classes of the same loader may use; "" when that is the class itself. */
  Set<String> closed() {
    var closed = new HashSet<String>();
    for (var member : members) {
      if ((member.access() & (Modifier.PUBLIC | Modifier.PRIVATE)) == 0) {
        closed.add(member.name());
      }
    }
    if (!isOutermost() && !Modifier.isPublic(reader.getAccess())) {
      closed.add("");
    }
    return closed;
  }

  /** The class it extends and the interfaces it implements. */
  List<String> parents() {
    var parents = new ArrayList<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      parents.add(reader.getSuperName());
    }
    return parents;
  }

  /** All classes, fields and methods that it mentions. */
  List<Use> uses() {
    var uses = new ArrayList<Use>();
    var buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      int kind = at == 0 ? 0 : reader.readByte(at - 1);
      if (kind == CLASS) {
        uses.add(new Use(element(reader.readUTF8(at, buffer)), ""));
      } else if (kind == FIELD || kind == METHOD || kind == INTERFACE_METHOD) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
        uses.add(
            new Use(element(reader.readClass(at, buffer)), reader.readUTF8(nameAndType, buffer)));
      }
    }
    return uses;
  }

  /** Of an array, what it is made of. */
  private static String element(String type) {
    return type.startsWith("[") && type.endsWith(";")
        ? type.substring(type.indexOf('L') + 1, type.length() - 1)
        : type;
  }

  private void readMembers() {
    var buffer = new char[reader.getMaxStringLength()];
    int at = reader.header + BYTES_OF_CODE_BEFORE_LENGTH;
    at += 2 + 2 * reader.readUnsignedShort(at); // interfaces
    for (int table = 0; table < 2; table++) { // fields, methods
      int count = reader.readUnsignedShort(at);
      at += 2;
      for (int i = 0; i < count; i++) {
        members.add(new Member(reader.readUTF8(at + 2, buffer), reader.readUnsignedShort(at)));
        at = behindAttributes(at + 6);
      }
    }
  }

  private int behindAttributes(int start) {
    int count = reader.readUnsignedShort(start);
    int at = start + 2;
    for (int i = 0; i < count; i++) {
      at += 6 + reader.readInt(at + 2);
    }
    return at;
  }
}
