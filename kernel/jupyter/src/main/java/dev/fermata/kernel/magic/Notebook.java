// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import dev.fermata.kernel.display.Comms;
import dev.fermata.kernel.display.Display;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session a magic works in. Methods that run Java may be used on the cell's thread only. */
public interface Notebook {
  /**
   * A variable of the session.
   *
   * @param name its name
   * @param typeName its declared type as Java source, with simple names where the cell could use
   *     them
   * @param value its current value
   */
  record Variable(String name, String typeName, @Nullable Object value) {}

  /**
   * A declaration of a cell.
   *
   * @param name the simple name it declares
   * @param source its Java source, as written
   * @param cell where it was declared, as stack traces name the cell: {@code In [3]}
   * @param cellSource the Java around it: all of its cell, or of the part between magics
   */
  record Declared(String name, String source, String cell, String cellSource) {}

  /**
   * Evaluates a Java expression with everything the cells have declared.
   *
   * @param expression one expression, without a semicolon
   * @return its value; null also for a void call
   * @throws Exception what the expression throws; a compile error is a {@link MagicException} with
   *     the code {@code compile-error} that shows the expression and a caret
   */
  @Nullable Object eval(String expression) throws Exception;

  /**
   * Runs Java source as a cell would be run, inside the running cell.
   *
   * @param source declarations, statements, expressions
   * @return the value of the last expression; null when there is none
   * @throws Exception what the source throws; a compile error is thrown as one that the kernel
   *     shows like the compile error of a cell
   */
  @Nullable Object run(String source) throws Exception;

  /**
   * Looks up one variable.
   *
   * @param name its name
   * @return empty when there is none
   */
  Optional<Variable> variable(String name);

  /**
   * All variables, in the order declared.
   *
   * @return a snapshot
   */
  List<Variable> variables();

  /**
   * What the cells have declared and not declared anew: imports, types, methods, variables. Unlike
   * the other methods usable from any thread, also while a cell runs.
   *
   * @return in the order declared
   */
  List<Declared> declarations();

  /**
   * Declares a variable, or declares it anew.
   *
   * @param name a Java identifier
   * @param typeName a type that cells can name
   * @param value its value
   */
  void bind(String name, String typeName, @Nullable Object value);

  /**
   * Where the running cell's output goes.
   *
   * @return usable from any thread of the cell
   */
  Display display();

  /**
   * Comms of the session.
   *
   * @return usable from any thread
   */
  Comms comms();

  /**
   * Whether a person is at the front end: the request allowed stdin. False for nbclient, papermill
   * and {@code nbconvert --execute}.
   *
   * @return true when forms and questions may be shown
   */
  boolean interactive();

  /**
   * Asks the person for a line, as Jupyter's {@code input_request}.
   *
   * @param prompt shown beside the input field
   * @return the line
   * @throws MagicException {@code no-stdin} when {@link #interactive()} is false
   */
  String input(String prompt);

  /**
   * The notebook's name as the server tells it ({@code JPY_SESSION_NAME}).
   *
   * @return a path; empty when the server did not say
   */
  Optional<String> sessionName();

  /**
   * Where relative paths of magics begin: the folder of the notebook in JupyterLab, until {@code
   * %cd} changes it.
   *
   * @return absolute
   */
  Path directory();

  /**
   * The source of the running cell.
   *
   * @return as received
   */
  String cellSource();

  /**
   * The number of the running cell, as in {@code In [n]}.
   *
   * @return 1 or more
   */
  int executionCount();

  /**
   * Tells apart this kernel process from others, for "who answered".
   *
   * @return a short id, the same for the life of the process
   */
  String kernelId();

  /**
   * Asks the front end to put text into the next cell (the {@code set_next_input} payload).
   *
   * @param source the text
   */
  void setNextInput(String source);
}
