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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process killed right after an answer, in the asking node or in a later one, in every durability
 * mode: the answer is kept, and in SYNC no finished node runs again. LangGraph loses the answer in
 * 7 or 8 of 8, or runs the answered node twice. Fifty times each: {@code
 * -Dfermata.crash.rounds=50}.
 */
class CrashTest {
  @TempDir Path directory;

  static Stream<Object[]> crashes() {
    return IntStream.range(0, Integer.getInteger("fermata.crash.rounds", 1))
        .boxed()
        .flatMap(
            round ->
                Stream.of(Durability.values())
                    .flatMap(
                        mode -> Stream.of("ask", "next").map(node -> new Object[] {mode, node})));
  }

  @ParameterizedTest
  @MethodSource("crashes")
  void anAnswerSurvivesItsProcess(Durability mode, String dieIn) throws Exception {
    Path file = directory.resolve("store.mdb");
    Path trace = directory.resolve("trace");
    run(file.toString(), trace.toString(), mode.name(), dieIn);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      CompiledGraph<S> graph = CrashProgram.graph(store, trace, "nowhere");
      RunnableConfig t = thread("t").withDurability(mode);
      GraphException refused =
          catchThrowableOfType(GraphException.class, () -> graph.invoke(resume("another"), t));
      assertThat(refused).as("the question was answered").isNotNull();
      assertThat(graph.invoke(t).value())
          .isEqualTo(new S(1, "the answer", List.of("before", "ask", "next", "last")));
    }
    List<String> ran = Files.readAllLines(trace);
    assertThat(ran.stream().filter("before"::equals)).hasSize(1);
    assertThat(ran.stream().filter("last"::equals)).hasSize(1);
    if (mode == Durability.SYNC) {
      long asked = dieIn.equals("ask") ? 3 : 2;
      assertThat(ran.stream().filter("ask"::equals)).hasSize((int) asked);
    }
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
