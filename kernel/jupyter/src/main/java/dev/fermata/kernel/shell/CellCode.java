// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.System.Logger.Level;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.JShell;
import org.jspecify.annotations.Nullable;

/**
 * The byte code of cells, for a debugger: to change it while it is in use, and to find the lines of
 * the cells in it. Nothing is changed, and nothing costs time, until somebody watches. Thread-safe.
 */
public final class CellCode {
  private static final System.Logger LOG = System.getLogger(CellCode.class.getName());
  private static final long LONGEST_WAIT_MILLIS = 200;

  /** The method that holds the code outside methods. */
  static final String TOP_LEVEL = "do_it$";

  private final ShellConfig config;
  private final CellLoader loader;
  private final JShell shell;
  private final Places places;
  private final ReentrantLock engine;
  private final Map<String, Piece> running = new ConcurrentHashMap<>();
  private @Nullable ClassFileTransformer transformer;
  private volatile boolean watched;

  CellCode(CellLoader loader, JShell shell, ShellConfig config, ReentrantLock engine) {
    this.config = config;
    this.engine = engine;
    this.loader = loader;
    this.shell = shell;
    this.places = new Places(shell.sourceCodeAnalysis());
    loader.whenPassed(places::forget);
  }

  /**
   * A line of a cell.
   *
   * @param cell the id of its scope, for example {@code In [3]}
   * @param source the whole cell
   * @param number the line, from 1
   * @param snippet the line on which the declaration, statement or expression begins that it is of
   */
  public record Line(String cell, String source, int number, int snippet) {}

  /**
   * Whether the JVM gave the means to change loaded code.
   *
   * @return false when the kernel's jar was not started as one
   */
  public static boolean isChangeable() {
    return instrumentation().isPresent();
  }

  private static Optional<Instrumentation> instrumentation() {
    return ShellAgent.instrumentation().filter(Instrumentation::isRetransformClassesSupported);
  }

  /**
   * Changes all code of cells, loaded or to come, until {@link #unwatch()}.
   *
   * @param watcher what {@link #watcher} gives to code that was changed
   * @param changes asked for the classes of these cells only
   * @throws IllegalStateException when the code is not changeable, or watched already
   */
  public synchronized void watch(Object watcher, ClassFileTransformer changes) {
    if (transformer != null) {
      throw new IllegalStateException("cells have one debugger at a time");
    }
    var jvm = instrumentation().orElseThrow(() -> new IllegalStateException("no agent"));
    var ofCells = new OfCells(changes);
    loader.watcher(watcher);
    watched = true;
    transformer = ofCells;
    jvm.addTransformer(ofCells, true);
    retransform(jvm);
  }

  /** Gives all classes their own code back. Code that is running ends as it is. */
  public synchronized void unwatch() {
    var changes = transformer;
    if (changes != null) {
      var jvm = instrumentation().orElseThrow();
      jvm.removeTransformer(changes);
      transformer = null;
      watched = false;
      loader.watcher(null);
      retransform(jvm);
    }
  }

  private void retransform(Instrumentation jvm) {
    var classes =
        Arrays.stream(jvm.getAllLoadedClasses())
            .filter(type -> loader.has(type.getClassLoader()) && jvm.isModifiableClass(type))
            .toArray(Class<?>[]::new);
    try {
      retransform(jvm, classes);
    } catch (LinkageError e) { // one that does not bear it must not keep it from the others
      for (var type : classes) {
        retransformIfPossible(jvm, type);
      }
    }
  }

  private static void retransformIfPossible(Instrumentation jvm, Class<?> type) {
    try {
      retransform(jvm, type);
    } catch (LinkageError e) {
      LOG.log(Level.WARNING, "the debugger cannot see into " + type.getName(), e);
    }
  }

  private static void retransform(Instrumentation jvm, Class<?>... classes) {
    try {
      jvm.retransformClasses(classes);
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException("asked before", e);
    }
  }

  /**
   * Who watches the cells that a class belongs to.
   *
   * @param <T> what it is
   * @param ofCell a class of a cell
   * @param type what is expected
   * @return empty when nobody does (any more)
   */
  public static <T> Optional<T> watcher(Class<?> ofCell, Class<T> type) {
    return CellLoader.of(ofCell.getClassLoader())
        .map(CellLoader::watcher)
        .filter(type::isInstance)
        .map(type::cast);
  }

  /**
   * Whether a class is of these cells.
   *
   * @param type any class
   * @return true for what cells declared and for what runs their statements
   */
  public boolean contains(Class<?> type) {
    return loader.has(type.getClassLoader());
  }

  /**
   * Whether a method of a cell's class holds the code that the cell has outside methods.
   *
   * @param method its name in the byte code
   * @return true for what JShell makes of statements and initialisers
   */
  public static boolean isTopLevel(String method) {
    return method.startsWith(TOP_LEVEL);
  }

  /**
   * The line of a cell that a line of a class stands for.
   *
   * @param className binary name
   * @param method its name in the byte code
   * @param line of the class file
   * @return empty for what JShell has added
   */
  public Optional<Line> line(String className, String method, int line) {
    return places
        .stop(className, isTopLevel(method), line)
        .filter(place -> !place.cell().cell().isEmpty()) // what warms the compiler is no cell
        .map(
            place -> {
              var cell = place.cell();
              return new Line(cell.cell(), cell.whole(), place.line(), place.snippet());
            });
  }

  /**
   * Whether two classes are of the same snippet.
   *
   * @param one binary name of a cell's class
   * @param other binary name of a cell's class
   * @return true for one class too
   */
  public static boolean isTogether(String one, String other) {
    return Places.outermost(one).equals(Places.outermost(other));
  }

  /**
   * Whether the frames of a class say nothing to the person who wrote the cells.
   *
   * @param className binary name
   * @return true for the JDK, the kernel, and what the configuration hides
   */
  public boolean isMachinery(String className) {
    return Traces.isMachinery(className, config.hiddenFrames());
  }

  /**
   * For what cells print.
   *
   * @return writes the frames of stack traces as errors show them
   */
  public PrintedTraces printedTraces() {
    return new PrintedTraces(this);
  }

  /**
   * A class name as a cell writes it.
   *
   * @param binaryName of any class
   * @return "" for what stands outside all classes of a cell
   */
  public static String nameOf(String binaryName) {
    return Places.name(binaryName);
  }

  Places places() {
    return places;
  }

  /**
   * The code of a snippet is about to run. JShell tells of the snippet when it is over; a debugger
   * must know its lines now. Called by the holder of the engine lock.
   */
  void begins(String className, Piece piece) {
    running.put(className, piece);
    if (watched) {
      shell
          .snippets()
          .filter(snippet -> places.isIn(snippet, className))
          .forEach(snippet -> places.add(snippet, piece));
    }
  }

  /** The code of a snippet has run, and JShell has told of it. */
  void ended(String className) {
    running.remove(className);
  }

  /**
   * Where a frame stands, also one of a snippet that is still running.
   *
   * @return empty for frames that are not of cells, and when JShell is busy for too long
   */
  Optional<Places.Place> place(StackTraceElement frame) {
    return places.place(frame).or(() -> placeInRunning(frame));
  }

  private Optional<Places.Place> placeInRunning(StackTraceElement frame) {
    var piece = Places.isCell(frame) ? running.get(Places.outermost(frame.getClassName())) : null;
    if (piece == null || frame.getLineNumber() < 1) {
      return Optional.empty();
    }
    try {
      // Whoever has the lock may be waiting for the stream that the calling thread is printing to.
      if (engine.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          return place(piece, frame);
        } finally {
          engine.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private Optional<Places.Place> place(Piece piece, StackTraceElement frame) {
    boolean topLevel = isTopLevel(frame.getMethodName());
    return shell
        .snippets()
        .filter(snippet -> places.isIn(snippet, Places.outermost(frame.getClassName())))
        .map(shell.sourceCodeAnalysis()::wrapper)
        .map(wrapper -> SnippetLines.of(wrapper).source(topLevel, frame.getLineNumber()))
        .filter(within -> within >= 0)
        .findFirst()
        .map(within -> piece.inCell(within))
        .map(at -> new Places.Place(piece.cell(), piece.cell().line(at), piece.line()));
  }

  /** Keeps a transformer away from what is none of its business. */
  private final class OfCells implements ClassFileTransformer {
    private final ClassFileTransformer changes;

    OfCells(ClassFileTransformer changes) {
      this.changes = changes;
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader from,
        String name,
        @Nullable Class<?> type,
        java.security.@Nullable ProtectionDomain domain,
        byte[] code)
        throws java.lang.instrument.IllegalClassFormatException {
      return loader.has(from) ? changes.transform(from, name, type, domain, code) : null;
    }
  }
}
