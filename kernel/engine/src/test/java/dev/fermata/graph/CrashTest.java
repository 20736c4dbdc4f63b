// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.graph.Graphs.S;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that dies some moments after an answer, in the asking node or in a later one, in every
 * durability mode: the answer is kept, and in SYNC no finished node runs again. LangGraph loses the
 * answer in 7 or 8 of 8, or runs the answered node twice. Fifty times each: {@code
 * -Dfermata.crash.rounds=50}; the same moments again: {@code -Dfermata.seed=N}.
 */
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("fermata.crash.rounds", 5);
  private static final long SEED = Long.getLong("fermata.seed", System.nanoTime());

  /** Longer than ASYNC lets steps wait for their commit. */
  private static final int LATEST_MILLIS = 80;

  @TempDir Path directory;

  /**
   * When a process dies.
   *
   * @param mode how the run is stored
   * @param node the node it dies in, the second time it gets there
   * @param millis how long the node has run by then
   * @param seed repeats all moments of a test run
   */
  record Crash(Durability mode, String node, int millis, long seed) {}

  static Stream<Crash> crashes() {
    Random random = new Random(SEED);
    return IntStream.range(0, ROUNDS)
        .boxed()
        .flatMap(round -> Stream.of(Durability.values()))
        .flatMap(mode -> Stream.of("ask", "next").map(node -> crash(mode, node, random)));
  }

  /** At once every second time, when the writer has had no time at all. */
  private static Crash crash(Durability mode, String node, Random random) {
    int millis = random.nextBoolean() ? 0 : random.nextInt(LATEST_MILLIS);
    return new Crash(mode, node, millis, SEED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crashes")
  void anAnswerSurvivesItsProcess(Crash crash) throws Exception {
    Path file = directory.resolve("store.mdb");
    Path trace = directory.resolve("trace");
    String millis = Integer.toString(crash.millis());
    run(file.toString(), trace.toString(), crash.mode().name(), crash.node(), millis);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      CompiledGraph<S> graph = CrashProgram.graph(store, trace, "nowhere", 0);
      RunnableConfig t = thread("t").withDurability(crash.mode());
      GraphException refused =
          catchThrowableOfType(GraphException.class, () -> graph.invoke(resume("another"), t));
      assertThat(refused).as("the question was answered").isNotNull();
      assertThat(graph.invoke(t).value())
          .isEqualTo(new S(1, "the answer", List.of("before", "ask", "next", "last")));
    }
    List<String> ran = Files.readAllLines(trace);
    boolean inAsk = crash.node().equals("ask");
    assertThat(runs(ran, "before")).as("runs before the question").isEqualTo(1);
    assertThat(runs(ran, "next")).isEqualTo(inAsk ? 1 : 2);
    assertThat(runs(ran, "last")).isEqualTo(1);
    if (inAsk || crash.mode() == Durability.SYNC) {
      assertThat(runs(ran, "ask")).isEqualTo(inAsk ? 3 : 2);
    } else {
      assertThat(runs(ran, "ask")).as("2 when its step was committed").isBetween(2L, 3L);
    }
  }

  private static long runs(List<String> ran, String node) {
    return ran.stream().filter(node::equals).count();
  }

  private static void run(String... args) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrashProgram.class.getName()),
                Stream.of(args))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isEqualTo(137);
  }
}
