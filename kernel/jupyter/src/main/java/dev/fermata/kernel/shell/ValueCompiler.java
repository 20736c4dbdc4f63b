// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * Compiles expressions with JShell's compiler, as JShell would wrap them, and no more. JShell
 * itself compiles an expression three times: to learn its type, for what it depends on, and to run
 * it; but the value of a cell has no name, and nothing can depend on it. JShell has no call for
 * this, so the kernel's jar opens its package (Add-Opens in the manifest); without that expressions
 * work as well, and take twice as long. Used by the holder of {@link CellControl#engine} only.
 */
final class ValueCompiler {
  private static final String CLASS = "$JShell$value";

  private final Opened<Inside> inside;
  private final Opened<List<?>> byKey;
  private long count;

  ValueCompiler(JShell shell) {
    this.inside = new Opened<>(() -> Inside.of(shell));
    this.byKey =
        new Opened<>(
            () -> (List<?>) Opened.value(Opened.value(shell, "maps"), "keyIndexToSnippet"));
  }

  /**
   * An expression that can be run.
   *
   * @param wrapper the class around it
   * @param classes that class, and those of its lambdas and anonymous classes
   */
  record Compiled(Wrapper wrapper, List<ClassBytecodes> classes) {}

  /** Empty when it is no expression or does not compile, or when JShell's package is closed. */
  Optional<Compiled> compile(String source) {
    try {
      return inside.get().flatMap(found -> found.compile(source, CLASS + ++count));
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
   * Where the expression stands in the class that runs it.
   *
   * @param offset of its first char
   */
  record Wrapper(String source, String wrapped, String fullClassName, int offset)
      implements SnippetWrapper {
    @Override
    public Snippet.Kind kind() {
      return Snippet.Kind.EXPRESSION;
    }

    @Override
    public int sourceToWrappedPosition(int pos) {
      return pos + offset;
    }

    /** Behind its end for what is not of the expression. */
    @Override
    public int wrappedToSourcePosition(int pos) {
      int within = pos - offset;
      return within < 0 || within > source.length() ? source.length() : within;
    }
  }

  /** What stands in JShell's package. */
  private record Inside(
      JShell shell,
      BiFunction<JShell, Map.Entry<String, String>, Map.Entry<String, List<ClassBytecodes>>>
          compiler) {
    private static final String NAME = "jdk.jshell.ValueTask";

    @SuppressWarnings("unchecked") // as it is declared
    static Inside of(JShell shell) throws ReflectiveOperationException {
      var lookup = MethodHandles.privateLookupIn(JShell.class, MethodHandles.lookup());
      var compiler = lookup.findStaticVarHandle(type(lookup), "COMPILER", BiFunction.class);
      return new Inside(
          shell,
          (BiFunction<JShell, Map.Entry<String, String>, Map.Entry<String, List<ClassBytecodes>>>)
              (BiFunction<?, ?, ?>) compiler.get());
    }

    /** Defined by the first session of this JVM. */
    private static Class<?> type(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
      try {
        return lookup.findClass(NAME);
      } catch (ClassNotFoundException e) {
        return define(lookup);
      }
    }

    private static Class<?> define(MethodHandles.Lookup lookup)
        throws ReflectiveOperationException {
      try {
        return lookup.defineClass(code());
      } catch (LinkageError e) { // another session was quicker, or this JShell is another one
        return lookup.findClass(NAME);
      }
    }

    private static byte[] code() throws ReflectiveOperationException {
      var file = "/" + NAME.replace('.', '/') + ".class";
      try (var code = ValueCompiler.class.getResourceAsStream(file)) {
        return code.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(NAME, e);
      }
    }

    Optional<Compiled> compile(String source, String className) {
      var made = compiler.apply(shell, Map.entry(source, className));
      var wrapped = made.getKey();
      int body = wrapped.indexOf("return", wrapped.indexOf("class " + className + " {"));
      int offset = wrapped.indexOf(source, body + "return".length());
      var wrapper = new Wrapper(source, wrapped, Places.PACKAGE + className, offset);
      return made.getValue().isEmpty()
          ? Optional.empty()
          : Optional.of(new Compiled(wrapper, made.getValue()));
    }
  }
}
