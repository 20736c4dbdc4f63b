// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * Kinds and types of the names that completion offers, by reflection: asking javac for each would
 * take longer than the completion. Used by the holder of the engine lock only.
 */
final class Symbols {
  private static final int OVERLOADS = 3;
  private static final Pattern QUALIFIED =
      Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])|\\w+\\$(?=\\w)");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final ClassLoader loader;

  Symbols(JShell shell, ClassLoader loader) {
    this.shell = shell;
    this.analysis = shell.sourceCodeAnalysis();
    this.loader = loader;
  }

  /** What a name is: Jupyter's type for its icon, and a signature or type; "" when unknown. */
  record Symbol(String kind, String signature) {}

  /** The class before the dot; empty when there is no dot or it cannot be told. */
  Optional<Class<?>> receiver(String before) {
    return before.endsWith(".")
        ? typeOf(Lexical.lastOperand(before.substring(0, before.length() - 1)))
        : Optional.empty();
  }

  /** A variable's is known; for anything else javac is asked, which takes as long again. */
  private Optional<Class<?>> typeOf(String expression) {
    return variable(expression)
        .flatMap(variable -> type(variable.typeName()))
        .or(
            () -> {
              var type = analysis.analyzeType(expression, expression.length());
              return type(type == null ? expression : type);
            });
  }

  private Optional<VarSnippet> variable(String name) {
    return shell.variables().filter(variable -> variable.name().equals(name)).findFirst();
  }

  /** What a method reference to an expression or a class may name, with signatures. */
  Map<String, String> methodsOf(String expression) {
    var found = new TreeMap<String, String>();
    typeOf(expression)
        .ifPresent(
            type -> {
              for (var method : type.getMethods()) {
                found.computeIfAbsent(method.getName(), name -> method(type, name).signature());
              }
              if (type(expression).isPresent()) {
                found.put("new", type.isArray() ? expression : type.getSimpleName());
              }
            });
    return found;
  }

  boolean isForCells(String name) {
    return isForCells(name, loader.getParent());
  }

  /** Whether to offer a class to cells: not one of the libraries that the kernel is made of. */
  static boolean isForCells(String name, ClassLoader kernel) {
    if (name.startsWith("dev.fermata.")) {
      return true;
    }
    try {
      return Class.forName(name, false, kernel).getClassLoader() != kernel;
    } catch (ClassNotFoundException | LinkageError ofTheCells) {
      return true;
    }
  }

  Symbol describe(String text, Optional<Class<?>> receiver) {
    var name = text.replaceAll("[(<].*", "").strip();
    boolean call = text.contains("(");
    if (receiver.isPresent()) {
      return call ? method(receiver.get(), name) : field(receiver.get(), name);
    }
    if (SourceVersion.isKeyword(name)) {
      return new Symbol("keyword", "");
    }
    return call ? called(name) : variableOrType(name);
  }

  private Symbol method(Class<?> owner, String name) {
    var found =
        Stream.concat(Arrays.stream(owner.getMethods()), Arrays.stream(owner.getDeclaredMethods()))
            .filter(method -> method.getName().equals(name) && !method.isBridge())
            .map(Symbols::signature)
            .distinct()
            .toList();
    var shown = found.stream().limit(OVERLOADS).collect(Collectors.joining(", "));
    return new Symbol("function", found.size() > OVERLOADS ? shown + ", …" : shown);
  }

  private static String signature(Method method) {
    var parameters =
        Arrays.stream(method.getParameters()).map(Symbols::text).collect(Collectors.joining(", "));
    return text(method.getGenericReturnType()) + " " + method.getName() + "(" + parameters + ")";
  }

  private static String text(Parameter parameter) {
    var type = text(parameter.getParameterizedType());
    return parameter.isNamePresent() ? type + " " + parameter.getName() : type;
  }

  /** With its arguments, and simple names as cells write them. */
  private static String text(Type type) {
    return QUALIFIED.matcher(CellNames.readable(type.getTypeName())).replaceAll("");
  }

  private Symbol field(Class<?> owner, String name) {
    if (owner.isArray() && name.equals("length")) { // reflection does not know it
      return new Symbol("property", "int");
    }
    for (Field field : owner.getFields()) {
      if (field.getName().equals(name)) {
        return new Symbol("property", text(field.getGenericType()));
      }
    }
    for (Class<?> nested : owner.getClasses()) {
      if (nested.getSimpleName().equals(name)) {
        return new Symbol(kind(nested), "");
      }
    }
    var method = method(owner, name);
    return method.signature().isEmpty() ? new Symbol("property", "") : method;
  }

  /** A method of the session, or a class whose constructor is meant. */
  private Symbol called(String name) {
    var signatures =
        shell
            .methods()
            .filter(method -> method.name().equals(name))
            .map(method -> name + method.signature())
            .collect(Collectors.joining(", "));
    var constructed = signatures.isEmpty() ? type(name) : Optional.<Class<?>>empty();
    return constructed
        .map(type -> new Symbol("class", place(type)))
        .orElseGet(() -> new Symbol("function", signatures));
  }

  private Symbol variableOrType(String name) {
    var variable = variable(name);
    if (variable.isPresent()) {
      return new Symbol("instance", variable.get().typeName());
    }
    var type = type(name);
    if (type.isPresent()) {
      return new Symbol(kind(type.get()), place(type.get()));
    }
    boolean upper = !name.isEmpty() && Character.isUpperCase(name.charAt(0));
    boolean constant = upper && name.length() > 1 && name.equals(name.toUpperCase(Locale.ROOT));
    return new Symbol(constant ? "instance" : upper ? "class" : "module", "");
  }

  /** The package; of a class of the session there is none to tell. */
  private static String place(Class<?> type) {
    return type.getName().startsWith(Places.WRAPPER) ? "of this session" : type.getPackageName();
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "enum";
    }
    return type.isInterface() ? "interface" : "class";
  }

  /** A class by the name a cell would use, generic arguments ignored. */
  private Optional<Class<?>> type(String written) {
    var name = written.replaceAll("<.*>", "");
    if (name.endsWith("[]")) {
      return Optional.of(Object[].class); // all arrays have the same members
    }
    if (!SourceVersion.isName(name)) {
      return Optional.empty();
    }
    var session =
        shell
            .types()
            .filter(type -> type.name().equals(name))
            .map(type -> analysis.wrapper(type).fullClassName() + "$" + name);
    var imported =
        shell
            .imports()
            .filter(one -> !one.isStatic())
            .map(one -> one.fullname())
            .filter(full -> full.endsWith(".*") || full.endsWith("." + name))
            .map(full -> full.endsWith(".*") ? full.substring(0, full.length() - 1) + name : full);
    return Stream.of(session, imported, Stream.of("java.lang." + name, name))
        .flatMap(names -> names)
        .map(this::load)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError none) {
      return Optional.empty();
    }
  }
}
