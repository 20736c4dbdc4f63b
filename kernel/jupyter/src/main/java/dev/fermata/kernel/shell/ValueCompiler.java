// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import static dev.fermata.kernel.shell.Opened.field;
import static dev.fermata.kernel.shell.Opened.method;
import static dev.fermata.kernel.shell.Opened.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final Opened<Compiler> compiler;
  private long count;

  ValueCompiler(JShell shell) {
    this.compiler = new Opened<>(() -> Compiler.of(shell));
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
    return compiler.get().flatMap(found -> found.compile(source, CLASS + ++count));
  }

  /** What JShell knows by a number that it wrote into the code of a method with missing parts. */
  Optional<DeclarationSnippet> declaration(int index) {
    return compiler.get().map(found -> (DeclarationSnippet) found.byKey.get(index));
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

  /** The methods of JShell that make it compile something. */
  private record Compiler(
      Object taskFactory,
      Method compile,
      Class<?> worker,
      Method run,
      Field outputs,
      Object maps,
      Method imports,
      Object outerMap,
      Method inClass,
      Method returning,
      Constructor<?> outermost,
      List<?> byKey) {
    static Compiler of(JShell shell) throws ReflectiveOperationException {
      var loader = JShell.class.getClassLoader();
      var wrap = Class.forName("jdk.jshell.Wrap", false, loader);
      var worker = Class.forName("jdk.jshell.TaskFactory$Worker", false, loader);
      var task = Class.forName("jdk.jshell.TaskFactory$CompileTask", false, loader);
      var taskFactory = value(shell, "taskFactory");
      var maps = value(shell, "maps");
      var outerMap = value(shell, "outerMap");
      var outermost =
          Class.forName("jdk.jshell.OuterWrap", false, loader).getDeclaredConstructor(wrap);
      outermost.setAccessible(true);
      return new Compiler(
          taskFactory,
          method(taskFactory.getClass(), "compile", Collection.class, worker),
          worker,
          method(task, "compile"),
          field(task, "classObjs"),
          maps,
          method(maps.getClass(), "packageAndImportsExcept", Set.class, Collection.class),
          outerMap,
          method(outerMap.getClass(), "wrappedInClass", String.class, String.class, List.class),
          method(wrap, "methodReturnWrap", String.class),
          outermost,
          (List<?>) value(maps, "keyIndexToSnippet"));
    }

    Optional<Compiled> compile(String source, String className) {
      try {
        var header = imports.invoke(maps, null, null);
        var body = returning.invoke(null, source + "\n"); // it may end in a comment
        var outer =
            outermost.newInstance(inClass.invoke(outerMap, className, header, List.of(body)));
        var wrapped = (String) method(outer.getClass(), "wrapped").invoke(outer);
        int offset = wrapped.indexOf(source, behind(wrapped, "return", ((String) header).length()));
        var classes = compile(outer);
        return classes.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Compiled(
                    new Wrapper(source, wrapped, Places.PACKAGE + className, offset), classes));
      } catch (InvocationTargetException e) {
        return Optional.empty(); // what is too much for javac JShell is asked for too, and tells
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("made accessible before", e);
      }
    }

    private static int behind(String text, String word, int from) {
      return text.indexOf(word, from) + word.length();
    }

    /** Empty when it does not compile. */
    private List<ClassBytecodes> compile(Object outer) throws ReflectiveOperationException {
      var classes = new ArrayList<ClassBytecodes>();
      var taker =
          Proxy.newProxyInstance(
              worker.getClassLoader(),
              new Class<?>[] {worker},
              (proxy, method, arguments) -> {
                if (Boolean.TRUE.equals(run.invoke(arguments[0]))) {
                  classes.addAll(classes(arguments[0]));
                }
                return null;
              });
      compile.invoke(taskFactory, List.of(outer), taker);
      return classes;
    }

    private List<ClassBytecodes> classes(Object task) throws ReflectiveOperationException {
      var classes = new ArrayList<ClassBytecodes>();
      for (var ofOne : ((Map<?, ?>) outputs.get(task)).values()) {
        for (var output : (List<?>) ofOne) {
          var name = (String) method(output.getClass(), "getName").invoke(output);
          classes.add(
              new ClassBytecodes(
                  name, (byte[]) method(output.getClass(), "getBytes").invoke(output)));
        }
      }
      return classes;
    }
  }
}
