// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.Socket;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad payloads, states and answers: each gets a sentence that starts with the path. */
class NotJsonTest {
  private final JsonCodec codec = new JsonCodec(new JsonLimits(1_000, 1_000, 2_000));

  enum Color {
    RED,
    GREEN
  }

  record Item(Object socket) {}

  record State(List<Item> items) {}

  record Connection(Socket socket) {}

  record Typed(int age, Color color, Optional<String> nickname, Map<Integer, String> names) {}

  record Throwing(String text) {
    @Override
    public String text() {
      throw new IllegalStateException("no text today");
    }
  }

  record Adult(int age) {
    Adult {
      if (age < 18) {
        throw new IllegalArgumentException("too young");
      }
    }
  }

  record Node(String name, List<Node> next) {}

  private static void refuses(ThrowingCallable call, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((CheckpointException) e).code()).isEqualTo(code));
  }

  private void refusesPayload(Object payload, String message) {
    refuses(() -> codec.encodeUntyped(payload, "payload"), "not-json", message);
  }

  private void refusesAnswer(String json, Type type, String message) {
    refuses(() -> codec.decode(codec.parseUser(json), type, "answer"), "json-mismatch", message);
  }

  @Test
  void namesThePathAndTypeOfWhatIsNotJson() {
    refuses(
        () -> {
          List<Item> items = Arrays.asList(null, null, null, new Item(new Socket()));
          codec.encode(new State(items), State.class, "state");
        },
        "not-json",
        "state.items[3].socket: java.net.Socket is not JSON");
    refuses(
        () -> codec.encode(new Connection(new Socket()), Connection.class, "state"),
        "not-json",
        "state.socket: java.net.Socket is not JSON");
    refusesPayload(
        Map.of("a b", List.of(Thread.currentThread())), "payload[\"a b\"][0]: Thread is");
    refusesPayload(List.of((Runnable) () -> {}), "payload[0]: lambda is not JSON");
    refusesPayload(new Object(), "payload: Object is not JSON");
  }

  @Test
  void refusesCyclesWithoutOverflow() {
    List<Object> list = new ArrayList<>();
    Map<String, Object> map = new HashMap<>();
    list.add(Map.of("back", map));
    map.put("list", list);
    refusesPayload(Map.of("x", map), "payload.x.list[0].back: cycle at payload.x");

    List<Node> next = new ArrayList<>();
    Node node = new Node("n", next);
    next.add(node);
    refuses(
        () -> codec.encode(node, Node.class, "state"), "not-json", "state.next[0]: cycle at state");
  }

  @Test
  void takesTheSameValueTwiceWhenItIsNoCycle() {
    List<Integer> shared = List.of(1);
    assertThat(codec.encodeUntyped(List.of(shared, shared), "p")).hasToString("[[1],[1]]");
  }

  @Test
  void refusesWhatIsNoNumberOrNoText() {
    refusesPayload(List.of(1.0, Double.NaN), "payload[1]: NaN is not JSON");
    refusesPayload(Float.NEGATIVE_INFINITY, "payload: -Infinity is not JSON");
    refusesPayload(Map.of("t", "a\uD83D"), "payload.t: half a surrogate pair (U+D83D at index 1)");
    refusesPayload(Map.of("\uDE00", 1), "half a surrogate pair");
    refusesPayload('\uD83D', "half a surrogate pair");
  }

  @Test
  void refusesNullAndForeignKeys() {
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    refusesPayload(nullKey, "payload: null is not a key");
    refusesPayload(Map.of(LocalDate.EPOCH, 1), "a key of type java.time.LocalDate");
    refusesPayload(Map.of(new Item(1), 1), "Item; keys are strings");
    refuses(
        () -> codec.encode(Map.of(1, 2), Object.class, "state.map"), "not-json", "a key of type");
  }

  @Test
  void refusesDeepAndLargeValues() {
    Object deep = 1;
    for (int i = 0; i < 10_000; i++) {
      deep = List.of(deep);
    }
    Object tooDeep = deep;
    refuses(
        () -> codec.encodeUntyped(tooDeep, "payload"),
        "json-too-large",
        "nested deeper than 1000 levels");
    refuses(
        () -> codec.encodeUntyped(Map.of("a", "x".repeat(1_001)), "payload"),
        "json-too-large",
        "larger than the limit of 1,000 bytes");
    refuses(
        () -> codec.encode("x".repeat(2_001), String.class, "state.text"),
        "json-too-large",
        "state.text: larger than the limit of 2,000 bytes");
    refuses(() -> codec.parseUser("[".repeat(999) + "x".repeat(9)), "json-too-large", "1,000");
  }

  @Test
  void takesTheDeepestAllowedValueBothWays() {
    JsonCodec large = new JsonCodec();
    Object deep = 1;
    for (int i = 0; i < 1_000; i++) {
      deep = List.of(deep);
    }
    assertThat(large.decodeUntyped(large.encodeUntyped(deep, "p"))).isEqualTo(deep);
    assertThat(large.parseUser(large.encodeUntyped(deep, "p").toString()))
        .isEqualTo(large.encodeUntyped(deep, "p"));
    refuses(() -> large.parseUser("[".repeat(10_000)), "json-too-large", "depth");
  }

  @Test
  void givesTheCauseWhenAnAccessorThrows() {
    assertThatThrownBy(() -> codec.encodeUntyped(List.of(new Throwing("x")), "payload"))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("payload[0].text: ")
        .hasMessageContaining("no text today")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void readsNoGettersOfArbitraryObjects() {
    class Bean {
      @SuppressWarnings("unused")
      String getName() {
        throw new AssertionError("read");
      }
    }
    refusesPayload(new Bean(), "Bean is not JSON");
  }

  @Test
  void refusesWhatWouldNotBeReadBackAsItWas() {
    refuses(
        () -> codec.encode(List.of(Instant.EPOCH), Object.class, "state.x"),
        "not-json",
        "state.x[0]: a java.time.Instant where Object is declared");
    refuses(
        () -> codec.encode(new Typed(1, null, null, Map.of()), Typed.class, "state"),
        "not-json",
        "state.nickname: null where Optional is declared");
  }

  @Test
  void saysWhatFitsWhenAnAnswerDoesNot() {
    refusesAnswer(
        "{\"age\":\"x\"}", Typed.class, "answer.age: expected a whole number (Integer), got \"x\"");
    refusesAnswer(
        "{\"age\":1.5}", Typed.class, "answer.age: expected a whole number (Integer), got 1.5");
    refusesAnswer(
        "{\"age\":3000000000}", Typed.class, "answer.age: expected a number from -2147483648");
    refusesAnswer("{\"age\":null}", Typed.class, "answer.age: null where int is declared");
    refusesAnswer("{}", Typed.class, "answer.age: is missing; int has no null");
    refusesAnswer(
        "{\"age\":1,\"color\":\"PINK\"}",
        Typed.class,
        "answer.color: \"PINK\" is not a constant of dev.fermata.checkpoint.NotJsonTest$Color; constants: RED, GREEN");
    refusesAnswer(
        "{\"ages\":1}", Typed.class, "no such component; it has age, color, nickname, names");
    refusesAnswer(
        "{\"age\":1,\"names\":{\"x\":\"y\"}}", Typed.class, "\"x\" is not a key of type Integer");
    refusesAnswer(
        "[]", Typed.class, "expected an object with age, color, nickname, names, got an array");
    refusesAnswer(
        "\"2026-13-01\"", LocalDate.class, "answer: expected LocalDate, got \"2026-13-01\"");
    refusesAnswer("1e999", double.class, "in the range of double");
    refusesAnswer(
        "{\"age\":17}",
        Adult.class,
        "answer: dev.fermata.checkpoint.NotJsonTest$Adult refused it: too young");
  }

  @Test
  void leavesMissingReferencesNull() {
    assertThat(codec.decode(codec.parseUser("{\"age\": 3}"), Typed.class, "answer"))
        .isEqualTo(new Typed(3, null, Optional.empty(), null));
  }

  @Test
  void parsesUserTextStrictly() {
    assertThat(codec.parseUser(" {\"a\" : [1.10, 1E2, \"\\u00e9\", true, null]} "))
        .hasToString("{\"a\":[1.10,1E2,\"é\",true,null]}");
    assertThat(codec.decodeUntyped(codec.parseUser("1e400"))).isEqualTo(new BigDecimal("1e400"));
    for (String bad :
        List.of(
            "",
            "  ",
            "{",
            "[1,]",
            "{\"a\":1,\"a\":2}",
            "NaN",
            "Infinity",
            "1 2",
            "{'a':1}",
            "// c\n1",
            "01",
            "+1",
            "\"a",
            "\"\\ud800\"",
            "{\"\\ud800\":1}",
            "[1]]",
            "tru",
            "\"\t\"")) {
      refuses(() -> codec.parseUser(bad), "bad-json", "not ");
    }
    assertThatThrownBy(() -> codec.parseUser("{\n  \"a\": 1,\n  \"a\": 2\n}"))
        .hasMessageContaining("line 3, column")
        .hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> codec.parseUser("{\"a\": tru}"))
        .hasMessageContaining("line 1, column");
  }

  @Test
  void keepsTheOrderOfAUsersKeys() {
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("b", 1);
    expected.put("a", 2);
    assertThat(((Map<?, ?>) codec.decodeUntyped(codec.parseUser("{\"b\":1,\"a\":2}"))).keySet())
        .containsExactlyElementsOf((Iterable) expected.keySet());
  }
}
