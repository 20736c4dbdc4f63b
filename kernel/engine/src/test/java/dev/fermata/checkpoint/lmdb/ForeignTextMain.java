// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;

import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.StateGraph;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** A process that pauses a run full of foreign text, whatever its default charset is. */
final class ForeignTextMain {
  static final String TEXT = "ü€😀\u0000";

  private ForeignTextMain() {}

  record Texts(String text, String answer) {}

  static CompiledGraph<Texts> graph(LmdbCheckpointer store) {
    return new StateGraph<>(Texts.class)
        .addNode("frägt", state -> set(Texts::answer).to(state.text() + interrupt(TEXT)))
        .addEdge(START, "frägt")
        .compile(CompileOptions.defaults().withName(TEXT).withCheckpointer(store));
  }

  public static void main(String[] arguments) {
    try (LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(arguments[0]))) {
      graph(store).invoke(new Texts(TEXT, null), thread(TEXT));
    }
    System.out.println(Charset.defaultCharset());
  }
}
