// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.resume;
import static dev.fermata.graph.Fermata.set;
import static dev.fermata.graph.Fermata.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States of every kind of type come back from the disk as they were, whatever they hold. */
class StateRoundTripTest {
  enum Level {
    LOW,
    HIGH {
      @Override
      public String toString() {
        return "a constant with a body";
      }
    }
  }

  sealed interface Shape permits Circle, Group {}

  record Circle(double radius, Level level) implements Shape {}

  record Group(List<Shape> parts) implements Shape {}

  record Pair<A, B>(A first, B second) {}

  record Rich(
      Pair<String, Pair<Integer, List<Long>>> generic,
      Shape shape,
      Map<Level, List<Circle>> byLevel,
      Map<UUID, Instant> byId,
      BigDecimal money,
      BigInteger huge,
      double real,
      float small,
      char letter,
      ZonedDateTime when,
      Duration took,
      LocalDate day,
      Optional<String> maybe,
      byte[] bytes,
      int[] numbers,
      String answer) {}

  private final Random random;
  private final long seed = Long.getLong("fermata.seed", System.nanoTime());

  @TempDir private Path folder;

  StateRoundTripTest() {
    random = new Random(seed);
  }

  private <T> T orNull(Supplier<T> value) {
    return random.nextInt(5) == 0 ? null : value.get();
  }

  private <T> List<T> some(Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int point = random.nextInt(3) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? 'x' : point);
    }
    return text.toString();
  }

  private double real() {
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) ? any : -0.0;
  }

  private Shape shape(int depth) {
    return depth == 0 || random.nextBoolean()
        ? new Circle(real(), random.nextBoolean() ? Level.LOW : Level.HIGH)
        : new Group(some(() -> shape(depth - 1)));
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
  }

  private Rich rich() {
    Map<Level, List<Circle>> byLevel = new EnumMap<>(Level.class);
    byLevel.put(Level.HIGH, some(() -> new Circle(real(), null)));
    Map<UUID, Instant> byId = new LinkedHashMap<>();
    some(() -> new UUID(random.nextLong(), random.nextLong()))
        .forEach(id -> byId.put(id, instant()));
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return new Rich(
        orNull(() -> new Pair<>(text(), new Pair<>(random.nextInt(), some(random::nextLong)))),
        orNull(() -> shape(3)),
        byLevel,
        byId,
        orNull(() -> new BigDecimal(new BigInteger(200, random), random.nextInt(60) - 30)),
        orNull(() -> new BigInteger(300, random).negate()),
        real(),
        Float.intBitsToFloat(random.nextInt(0x7f800000)),
        (char) ('a' + random.nextInt(26)),
        orNull(() -> instant().atZone(ZoneId.of(random.nextBoolean() ? "Asia/Tokyo" : "-03:30"))),
        Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000)),
        LocalDate.ofEpochDay(random.nextInt(3_000_000) - 1_000_000),
        random.nextBoolean() ? Optional.empty() : Optional.of(text()),
        bytes,
        random.ints(3).toArray(),
        null);
  }

  private static CompiledGraph<Rich> graph(LmdbCheckpointer store) {
    return new StateGraph<>(Rich.class)
        .addNode("ask", s -> set(Rich::answer).to((String) interrupt("q")))
        .addEdge(START, "ask")
        .compile(CompileOptions.defaults().withName("rich").withCheckpointer(store));
  }

  private void same(Rich actual, Rich expected) {
    assertThat(actual)
        .as("seed %d", seed)
        .usingRecursiveComparison()
        .ignoringFields("answer")
        .isEqualTo(expected);
  }

  @Test
  void whatWasStoredIsReadBackEqual() {
    Path file = folder.resolve("rich.mdb");
    List<Rich> states = new ArrayList<>();
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      for (int i = 0; i < 60; i++) {
        states.add(rich());
        graph(store).invoke(states.get(i), thread("t" + i));
      }
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file)) {
      for (int i = 0; i < states.size(); i++) {
        RunnableConfig t = thread("t" + i);
        same(graph(store).getState(t).values(), states.get(i));
        GraphOutput<Rich> finished = graph(store).invoke(resume("v"), t);
        assertThat(finished.value().answer()).isEqualTo("v");
        same(finished.value(), states.get(i));
      }
    }
  }
}
