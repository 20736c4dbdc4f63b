// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A local variable that can be seen at a line.
 *
 * @param name as the cell calls it
 * @param signature its type, generic where it is, as in class files
 */
record LocalVariable(String name, String signature) {
  private static final String BETWEEN = "\n";

  static String write(List<LocalVariable> variables) {
    return variables.stream()
        .map(variable -> variable.name() + " " + variable.signature())
        .collect(Collectors.joining(BETWEEN));
  }

  static List<LocalVariable> parse(String written) {
    return written
        .lines()
        .map(line -> line.split(" ", 2))
        .map(parts -> new LocalVariable(parts[0], parts[1]))
        .toList();
  }

  boolean isThis() {
    return name.equals("this");
  }

  /** The type as source. */
  String typeName() {
    return new TypeReader(signature).read();
  }

  /** Reads one type of a class file. Used once. */
  private static final class TypeReader {
    private final String text;
    private int at;

    TypeReader(String text) {
      this.text = text;
    }

    String read() {
      return switch (text.charAt(at++)) {
        case 'B' -> "byte";
        case 'C' -> "char";
        case 'D' -> "double";
        case 'F' -> "float";
        case 'I' -> "int";
        case 'J' -> "long";
        case 'S' -> "short";
        case 'Z' -> "boolean";
        case '[' -> read() + "[]";
        case 'T' -> typeVariable();
        default -> classType();
      };
    }

    /** What stands for it outside its method. */
    private String typeVariable() {
      at = text.indexOf(';', at) + 1;
      return "Object";
    }

    private String classType() {
      var name = new StringBuilder();
      var arguments = "";
      for (char next = text.charAt(at++); next != ';'; next = text.charAt(at++)) {
        if (next == '<') {
          arguments = arguments();
        } else {
          name.append(next == '/' ? '.' : next);
        }
      }
      return CellCode.nameOf(name.toString()) + arguments;
    }

    private String arguments() {
      var list = new StringBuilder("<");
      while (text.charAt(at) != '>') {
        list.append(list.length() == 1 ? "" : ", ").append(argument());
      }
      at++;
      return list.append('>').toString();
    }

    private String argument() {
      return switch (text.charAt(at)) {
        case '*' -> {
          at++;
          yield "?";
        }
        case '+' -> {
          at++;
          yield "? extends " + read();
        }
        case '-' -> {
          at++;
          yield "? super " + read();
        }
        default -> read();
      };
    }
  }
}
