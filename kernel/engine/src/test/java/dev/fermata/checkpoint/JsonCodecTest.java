// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  private final JsonCodec codec = new JsonCodec();

  enum Color {
    RED,
    GREEN
  }

  record Email(String to, String subject, List<String> cc) {}

  record Page<T>(T item, List<T> more, Map<String, T> byName) {}

  record Tree(String name, List<Tree> children) {}

  sealed interface Decision<T> permits Approved, Rejected, Later {}

  record Approved<V>(V value) implements Decision<V> {}

  record Rejected<V>(String reason) implements Decision<V> {}

  enum Later implements Decision<Object> {
    TODAY,
    TOMORROW
  }

  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Square(String type, double side) implements Shape {}
  }

  record Everything(
      byte b,
      short s,
      int i,
      long l,
      float f,
      double d,
      char c,
      boolean z,
      Integer boxed,
      String text,
      BigInteger big,
      BigDecimal decimal,
      UUID uuid,
      URI uri,
      Color color,
      DayOfWeek day,
      Object any) {}

  record Times(
      Instant instant,
      LocalDate date,
      LocalDateTime local,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Duration duration,
      ZoneId zone) {}

  record Containers(
      Set<Color> colors,
      SortedMap<Integer, String> sorted,
      Map<Color, List<int[]>> nested,
      Optional<String> some,
      Optional<String> none,
      OptionalInt number,
      ArrayList<String> mutable) {}

  private static Type typeOf(String component) {
    record Types(
        Page<Email> page,
        Decision<Email> decision,
        List<Decision<Email>> decisions,
        Map<String, ? extends List<Email>> wild,
        List<Shape> shapes,
        Map<Object, String> objectKeys,
        Map<Email, String> recordKeys) {}
    return Arrays.stream(Types.class.getRecordComponents())
        .filter(c -> c.getName().equals(component))
        .findFirst()
        .orElseThrow()
        .getGenericType();
  }

  private Object again(Object value, Type type) {
    return codec.decode(codec.encode(value, type, "state"), type, "state");
  }

  private Object roundTrip(Object value, Type type) {
    Object back = again(value, type);
    assertThat(back).isEqualTo(value);
    assertThat(codec.encode(back, type, "state")).isEqualTo(codec.encode(value, type, "state"));
    return back;
  }

  @Test
  void writesRecordsByTheirComponentsInOrder() {
    Email email = new Email("a@b.c", "Hi", List.of("x", "y"));

    assertThat(codec.encode(email, Email.class, "state"))
        .hasToString("{\"to\":\"a@b.c\",\"subject\":\"Hi\",\"cc\":[\"x\",\"y\"]}");
    roundTrip(email, Email.class);
  }

  @Test
  void keepsEveryScalarExactly() {
    roundTrip(
        new Everything(
            Byte.MIN_VALUE,
            Short.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            0.1f,
            -0.0,
            'ß',
            true,
            null,
            "tab\t nul\u0000 \u202E rtl 😀",
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("1.10E+500"),
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
            URI.create("https://example.com/a?b=c#d"),
            Color.GREEN,
            DayOfWeek.FRIDAY,
            Map.of("k", List.of(1, 2L + Integer.MAX_VALUE, 1.5, true, "x"))),
        Everything.class);
  }

  @Test
  void keepsNumbersBeyondWhatDoubleHolds() {
    assertThat(again((1L << 53) + 1, long.class)).isEqualTo((1L << 53) + 1);
    assertThat(again(new BigDecimal("0.10"), BigDecimal.class)).isEqualTo(new BigDecimal("0.10"));
    assertThat(again(Double.MIN_VALUE, double.class)).isEqualTo(Double.MIN_VALUE);
    assertThat(1 / (double) again(-0.0, double.class)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(codec.decodeUntyped(Json.ofText("0.1234567890123456789012345")))
        .isEqualTo(new BigDecimal("0.1234567890123456789012345"));
    assertThat(codec.decodeUntyped(Json.ofText("0.50"))).isEqualTo(0.5);
    assertThat(codec.decodeUntyped(Json.ofText("9223372036854775808")))
        .isEqualTo(BigInteger.TWO.pow(63));
  }

  @Test
  void keepsTimesWithTheirZones() {
    roundTrip(
        new Times(
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            LocalDate.of(2024, 2, 29),
            LocalDateTime.parse("2026-01-02T03:04"),
            OffsetDateTime.parse("2026-01-02T03:04:05+05:30"),
            ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Vienna]"),
            Duration.ofMillis(-1500),
            ZoneId.of("Europe/Vienna")),
        Times.class);
  }

  @Test
  void keepsCollectionsOfTheDeclaredClasses() {
    Containers value =
        new Containers(
            Set.of(Color.RED, Color.GREEN),
            new TreeMap<>(Map.of(10, "ten", 9, "nine")),
            Map.of(Color.RED, List.of(new int[] {1, 2})),
            Optional.of("x"),
            Optional.empty(),
            OptionalInt.of(3),
            new ArrayList<>(List.of("a")));

    Containers back = (Containers) again(value, Containers.class);

    assertThat(back).usingRecursiveComparison().ignoringFields("nested").isEqualTo(value);
    assertThat(back.nested().get(Color.RED).get(0)).containsExactly(1, 2);
    back.mutable().add("b");
    assertThatThrownBy(() -> back.colors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> back.sorted().put(1, ""))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void keepsGenericRecordsByTheirArguments() {
    Email one = new Email("a", "b", List.of());
    roundTrip(new Page<>(one, List.of(one, one), Map.of("k", one)), typeOf("page"));
    roundTrip(new TreeMap<>(Map.of("k", List.of(one))), typeOf("wild"));
    roundTrip(new Tree("r", List.of(new Tree("c", List.of()))), Tree.class);
  }

  @Test
  void tellsTheCasesOfASealedInterfaceApart() {
    Decision<Email> approved = new Approved<>(new Email("a", "b", List.of("c")));

    assertThat(codec.encode(approved, typeOf("decision"), "d").toString())
        .startsWith("{\"type\":\"Approved\",\"value\":{\"to\":\"a\"");
    roundTrip(approved, typeOf("decision"));
    roundTrip(List.of(approved, new Rejected<Email>("no"), Later.TODAY), typeOf("decisions"));
    roundTrip(List.of(new Shape.Circle(1), new Shape.Square("t", 2)), typeOf("shapes"));
    assertThat(codec.encode(new Shape.Circle(1), Shape.class, "s"))
        .hasToString("{\"kind\":\"Circle\",\"radius\":1.0}");
  }

  @Test
  void findsTheCaseWhereverItsNameStands() {
    Json json = codec.parseUser("[{\"side\": 2, \"type\": {\"x\": 1}, \"kind\": \"Square\"}]");

    assertThatThrownBy(() -> codec.decode(json, typeOf("shapes"), "state.shapes"))
        .hasMessageStartingWith("state.shapes[0].type: expected a string, got an object");
    assertThat(
            codec.decode(
                codec.parseUser(
                    "[{\"side\":2,\"type\":\"é\",\"kind\":\"Square\"},{\"radius\":1,\"kind\":\"Circle\"}]"),
                typeOf("shapes"),
                "state.shapes"))
        .isEqualTo(List.of(new Shape.Square("é", 2), new Shape.Circle(1)));
  }

  @Test
  void decodedListsAndMapsHoldNullsAndAreFrozen() {
    List<?> list = (List<?>) codec.decodeUntyped(Json.ofText("[null,{\"a\":null}]"));

    assertThat(list.get(0)).isNull();
    assertThat(list.get(1)).isEqualTo(Collections.singletonMap("a", null));
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void givesEqualSetsAndMapsEqualBytes() {
    Set<Integer> grown = new HashSet<>(1 << 12);
    Set<Integer> small = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      grown.add(i * 37);
      small.add((99 - i) * 37);
    }
    assertThat(codec.encodeUntyped(grown, "p")).isEqualTo(codec.encodeUntyped(small, "p"));
    assertThat(codec.encodeUntyped(Map.of("b", 1, "a", 2, "c", 3), "p"))
        .hasToString("{\"a\":2,\"b\":1,\"c\":3}");
    Map<String, Integer> ordered = new LinkedHashMap<>();
    ordered.put("z", 1);
    ordered.put("a", 2);
    assertThat(codec.encodeUntyped(ordered, "p")).hasToString("{\"z\":1,\"a\":2}");
  }

  @Test
  void writesPayloadsByTheClassesTheyAreMadeOf() {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("email", new Email("a", "b", List.of()));
    payload.put("color", Color.RED);
    payload.put("when", Instant.EPOCH);
    payload.put("bytes", new byte[] {1, 2, 3});
    payload.put("ints", new int[][] {{1}, {}});
    payload.put("decision", new Approved<>(Color.GREEN));
    payload.put("zone", ZoneId.of("Europe/Vienna"));
    payload.put("maybe", Optional.empty());

    assertThat(codec.encodeUntyped(payload, "payload"))
        .hasToString(
            "{\"email\":{\"to\":\"a\",\"subject\":\"b\",\"cc\":[]},\"color\":\"RED\","
                + "\"when\":\"1970-01-01T00:00:00Z\",\"bytes\":\"AQID\",\"ints\":[[1],[]],"
                + "\"decision\":{\"value\":\"GREEN\"},\"zone\":\"Europe/Vienna\",\"maybe\":null}");
    assertThat(codec.encodeUntyped(null, "payload")).isEqualTo(Json.NULL);
  }

  @Test
  void keepsTypeLikeKeysAsPlainData() {
    Map<String, Object> data =
        Map.of("@class", "java.net.URL", "lc", 1, "__type", "x", "a.\"b\"", "", "", "empty");
    assertThat(codec.decodeUntyped(codec.encodeUntyped(data, "p"))).isEqualTo(data);
  }

  @Test
  void storesACopyOfAMutableValue() {
    List<Object> list = new ArrayList<>(List.of(1));
    Json json = codec.encodeUntyped(list, "p");
    list.add(2);
    assertThat(json).hasToString("[1]");
  }

  @Test
  void cutsArraysAndJoinsThemAgain() {
    for (String text :
        List.of("[]", "[1]", "[\"a,]\\\"\",{\"b\":[1,2]},[],null]", " [ 1 , [2, 3] ] ")) {
      List<Json> elements = codec.elements(Json.ofText(text));
      assertThat(codec.decodeUntyped(codec.array(elements)))
          .isEqualTo(codec.decodeUntyped(Json.ofText(text)));
    }
    assertThat(codec.elements(Json.ofText(" [ \"x\" , 2 ] ")))
        .containsExactly(Json.ofText("\"x\""), Json.ofText("2"));
    assertThatThrownBy(() -> codec.elements(Json.ofText("{}")))
        .isInstanceOf(NotJsonException.class);
  }

  record Holder(String name, Json raw, List<Json> more) {}

  @Test
  void embedsJsonAsItIs() {
    Holder holder =
        new Holder(
            null,
            Json.ofText("{\"a\":[1.10,\"x]\"]}"),
            List.of(Json.ofText("\"é\""), Json.ofText("7")));

    Json json = codec.encodeSparse(holder, Holder.class, "h");

    assertThat(json).hasToString("{\"raw\":{\"a\":[1.10,\"x]\"]},\"more\":[\"é\",7]}");
    assertThat(codec.decode(json, Holder.class, "h")).isEqualTo(holder);
    assertThat(codec.decode(Json.ofText("{\"raw\":null}"), Holder.class, "h"))
        .isEqualTo(new Holder(null, Json.NULL, null));
    assertThat(codec.encodeUntyped(List.of(Json.ofText("[1]")), "p")).hasToString("[[1]]");
  }

  @Test
  void cutsObjectsAndJoinsThemAgain() {
    Json object = Json.ofText("{\"z\": [1, 2] , \"a\\\"b\" : \"x\", \"n\":null}");

    Map<String, Json> members = codec.members(object);

    assertThat(members).containsOnlyKeys("z", "a\"b", "n").containsEntry("n", Json.NULL);
    assertThat(codec.object(members)).hasToString("{\"z\":[1, 2],\"a\\\"b\":\"x\",\"n\":null}");
    assertThatThrownBy(() -> codec.members(Json.ofText("[]"))).isInstanceOf(NotJsonException.class);
    assertThat(codec.members(Json.ofText("{}"))).isEmpty();
  }
}
