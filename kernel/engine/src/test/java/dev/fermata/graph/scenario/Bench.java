// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.CompileOptions;
import dev.fermata.graph.CompiledGraph;
import dev.fermata.graph.Fermata;
import dev.fermata.graph.StateGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Where one scenario is played: a fresh store of one kind, and counters of what ran. */
final class Bench implements AutoCloseable {
  /** The checkpointers every scenario is played on. */
  enum Kind {
    MEMORY,
    LMDB
  }

  private final Kind kind;
  private final Path folder;
  private final Map<String, Integer> hits = new ConcurrentSkipListMap<>();
  private final List<Bench> others = new ArrayList<>();
  private Checkpointer checkpointer;

  Bench(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
    this.checkpointer = open();
  }

  private Checkpointer open() {
    return kind == Kind.MEMORY
        ? new InMemoryCheckpointer()
        : LmdbCheckpointer.open(folder.resolve("checkpoints.mdb"));
  }

  /** The store as a new process finds it; what lives in memory has nowhere to come back from. */
  void restart() {
    if (kind == Kind.LMDB) {
      checkpointer.close();
      checkpointer = open();
    }
  }

  /** Another bench with a store and counters of its own. */
  Bench another() {
    var other = new Bench(kind, folder.resolve("other" + others.size()));
    others.add(other);
    return other;
  }

  Checkpointer checkpointer() {
    return checkpointer;
  }

  <S extends Record> CompiledGraph<S> compile(StateGraph<S> graph) {
    return compile(graph, options -> options);
  }

  <S extends Record> CompiledGraph<S> compile(
      StateGraph<S> graph, UnaryOperator<CompileOptions> options) {
    return graph.compile(
        options.apply(
            CompileOptions.defaults().withName("scenario").withCheckpointer(checkpointer)));
  }

  <S extends Record> Session<S> session(StateGraph<S> graph) {
    return session(compile(graph), "1");
  }

  <S extends Record> Session<S> session(CompiledGraph<S> graph, String thread) {
    return new Session<>(graph, Fermata.thread(thread));
  }

  void hit(String what) {
    hits.merge(what, 1, Integer::sum);
  }

  int hits(String what) {
    return hits.getOrDefault(what, 0);
  }

  Map<String, Integer> hits() {
    return Map.copyOf(hits);
  }

  @Override
  public void close() {
    others.forEach(Bench::close);
    checkpointer.close();
  }
}
