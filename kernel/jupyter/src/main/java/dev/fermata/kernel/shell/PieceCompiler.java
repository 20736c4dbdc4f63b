// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Compiles expressions and statements with JShell's compiler, as JShell would wrap them, and no
 * more. JShell itself compiles them three times or four: to learn the type, whether it compiles,
 * what it depends on, and to run it; but a statement has no name, nor has the value of a cell, and
 * nothing can depend on it. And it compiles all else twice, which the compilers that it is given
 * here do once. JShell has no call for this, so the kernel's jar opens its package (Add-Opens in
 * the manifest); without that cells work as well, and take two or three times as long. Used by the
 * holder of {@link CellControl#engine} only.
 */
final class PieceCompiler {
  private static final String CLASS = "$JShell$piece";

  private final Opened<Inside> inside;
  private final Opened<List<?>> byKey;
  private long count;

  PieceCompiler(JShell shell, ImportedNames names) {
    this.inside = new Opened<>(() -> Inside.of(shell, names::neededBy));
    var unused = inside.get(); // now, while JShell's own compilers have been told nothing yet
    this.byKey =
        new Opened<>(
            () -> (List<?>) Opened.value(Opened.value(shell, "maps"), "keyIndexToSnippet"));
  }

  /**
   * A piece that can be run.
   *
   * @param wrapper the class around it
   * @param classes that class, and those of its lambdas and anonymous classes
   */
  record Compiled(Wrapper wrapper, List<ClassBytecodes> classes) {}

  /** Empty when it is no expression or does not compile, or when JShell's package is closed. */
  Optional<Compiled> value(String source) {
    return compile(source, Kind.EXPRESSION);
  }

  /** Empty when it does not compile as statements, or when JShell's package is closed. */
  Optional<Compiled> statement(String source) {
    return compile(source, Kind.STATEMENT);
  }

  private Optional<Compiled> compile(String source, Kind kind) {
    try {
      return inside.get().flatMap(found -> found.compile(source, kind, CLASS + ++count));
    } catch (RuntimeException | StackOverflowError | AssertionError | InternalError e) {
      return Optional.empty(); // what is too much for javac JShell is asked for too, and tells
    } catch (LinkageError e) {
      return Optional.empty(); // the JShell of another JDK, built otherwise
    }
  }

  /** What JShell knows by a number that it wrote into the code of a method with missing parts. */
  Optional<DeclarationSnippet> declaration(int index) {
    return byKey.get().map(found -> (DeclarationSnippet) found.get(index));
  }

  /**
   * Where the piece stands in the class that runs it.
   *
   * @param offset of its first char
   */
  record Wrapper(Kind kind, String source, String wrapped, String fullClassName, int offset)
      implements SnippetWrapper {
    @Override
    public int sourceToWrappedPosition(int pos) {
      return pos + offset;
    }

    /** Behind its end for what is not of the piece. */
    @Override
    public int wrappedToSourcePosition(int pos) {
      int within = pos - offset;
      return within < 0 || within > source.length() ? source.length() : within;
    }
  }

  /**
   * What stands in JShell's package.
   *
   * @param factory of the compilers that JShell uses from now on
   */
  private record Inside(
      BiFunction<Map.Entry<String, String>, Boolean, Map.Entry<String, List<ClassBytecodes>>>
          factory) {
    private static final String PACKAGE = "jdk.jshell.";

    /** How the head of the method around a piece ends. */
    private static final String METHOD = "Throwable {";

    private static final List<String> NAMES =
        List.of(
            "OnceSymtab$Maker",
            "OnceSymtab",
            "OnceModules$Maker",
            "OnceModules",
            "OncePool",
            "OnceClasses",
            "OnceFactory");

    @SuppressWarnings("unchecked") // as it is declared
    static Inside of(JShell shell, Function<String, Predicate<String>> needs)
        throws ReflectiveOperationException {
      var lookup = MethodHandles.privateLookupIn(JShell.class, MethodHandles.lookup());
      Class<?> type = JShell.class;
      for (var name : NAMES) { // the last uses all
        type = type(lookup, PACKAGE + name);
      }
      var constructor = type.getDeclaredConstructor(JShell.class, Function.class);
      constructor.setAccessible(true);
      var factory = constructor.newInstance(shell, needs);
      Opened.field(JShell.class, "taskFactory").set(shell, factory);
      return new Inside(
          (BiFunction<Map.Entry<String, String>, Boolean, Map.Entry<String, List<ClassBytecodes>>>)
              factory);
    }

    /** Defined by the first session of this JVM. */
    private static Class<?> type(MethodHandles.Lookup lookup, String name)
        throws ReflectiveOperationException {
      try {
        return lookup.findClass(name);
      } catch (ClassNotFoundException e) {
        return define(lookup, name);
      }
    }

    private static Class<?> define(MethodHandles.Lookup lookup, String name)
        throws ReflectiveOperationException {
      try {
        return lookup.defineClass(code(name));
      } catch (LinkageError e) { // another session was quicker, or this JShell is another one
        return lookup.findClass(name);
      }
    }

    private static byte[] code(String name) throws ReflectiveOperationException {
      var file = "/" + name.replace('.', '/') + ".class";
      try (var code = PieceCompiler.class.getResourceAsStream(file)) {
        return code.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    Optional<Compiled> compile(String source, Kind kind, String className) {
      var made = factory.apply(Map.entry(source, className), kind == Kind.EXPRESSION);
      var wrapped = made.getKey();
      int body = wrapped.indexOf(METHOD, wrapped.indexOf("class " + className + " {"));
      int offset = wrapped.indexOf(source, body + METHOD.length());
      var wrapper = new Wrapper(kind, source, wrapped, Places.PACKAGE + className, offset);
      return made.getValue().isEmpty()
          ? Optional.empty()
          : Optional.of(new Compiled(wrapper, made.getValue()));
    }
  }
}
