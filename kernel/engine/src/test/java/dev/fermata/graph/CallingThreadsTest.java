// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.thread;
import static dev.fermata.graph.Graphs.in;
import static dev.fermata.graph.Graphs.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One compiled graph used from many threads at once, of either kind. */
class CallingThreadsTest {
  private static final int CALLERS = 100;

  @TempDir private Path folder;

  @Test
  void manyPlatformThreadsRunOneGraph() throws Exception {
    everyCallerPausesAndResumes(Thread::new);
  }

  @Test
  void manyVirtualThreadsRunOneGraph() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with Java 21");
    everyCallerPausesAndResumes(virtual());
  }

  private static ThreadFactory virtual() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    var unstarted =
        Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
    return task -> {
      try {
        return (Thread) unstarted.invoke(builder, task);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private void everyCallerPausesAndResumes(ThreadFactory threads) throws Exception {
    Map<String, List<String>> logs = new ConcurrentHashMap<>();
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(folder.resolve("many.mdb"))) {
      CompiledGraph<S> graph = Graphs.chain(new Hits()).compile(in(store));
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int number = i;
        callers.add(threads.newThread(() -> call(graph, number, logs)));
        callers.get(i).setUncaughtExceptionHandler((caller, e) -> thrown.add(e));
      }
      callers.forEach(Thread::start);
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertThat(thrown).isEmpty();
    assertThat(logs).hasSize(CALLERS);
    logs.forEach(
        (id, log) ->
            assertThat(log).as(id).containsExactly("a" + id.substring(1), "ask=" + id, "c"));
  }

  private static void call(CompiledGraph<S> graph, int number, Map<String, List<String>> logs) {
    RunnableConfig t = thread("t" + number);
    try (GraphStream<S> stream = graph.stream(input(number), t, StreamMode.VALUES)) {
      stream.forEach(event -> {});
    }
    logs.put("t" + number, graph.invoke(resume("t" + number), t).value().log());
  }
}
