// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  record Point(int x, double y) {}

  @Test
  void readsAndWritesWhatJacksonsMapperReadsAndWrites() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      var tree = object(random, 4);
      var bytes = Jsons.bytes(tree);
      assertEquals(MAPPER.writeValueAsString(tree), new String(bytes, UTF_8), "seed " + seed);
      assertEquals(MAPPER.readTree(bytes), Jsons.readObject(bytes), "seed " + seed);
    }
  }

  private static ObjectNode object(Random random, int depth) {
    var object = Jsons.object();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(text(random), value(random, depth));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    var nodes = MAPPER.getNodeFactory();
    return switch (random.nextInt(depth == 0 ? 11 : 13)) {
      case 0 -> nodes.numberNode(random.nextInt());
      case 1 -> nodes.numberNode(random.nextLong());
      case 2 -> nodes.numberNode(new BigInteger(200, random));
      case 3 -> nodes.numberNode(random.nextGaussian());
      case 4 -> nodes.numberNode(random.nextFloat());
      case 5 -> nodes.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(30)));
      case 6 -> nodes.booleanNode(random.nextBoolean());
      case 7 -> nodes.binaryNode(text(random).getBytes(UTF_8));
      case 8 -> nodes.nullNode();
      case 9 -> nodes.pojoNode(new Point(1, random.nextDouble()));
      case 11 -> object(random, depth - 1);
      case 12 -> {
        var array = nodes.arrayNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
      default -> nodes.textNode(text(random));
    };
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(random.nextBoolean() ? random.nextInt(128) : random.nextInt(0xd000));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[1]", "1", "null", "{", "{\"a\"", "{\"a\":", "{\"a\":[1", "{\"a\":01}"})
  void refusesWhatIsNoObject(String json) {
    assertThrows(IOException.class, () -> Jsons.readObject(json.getBytes(UTF_8)));
  }

  @Test
  void readsTextsAndNamesOfAnyLength() throws IOException {
    var tree = Jsons.object().put("x".repeat(3_000_000), "y".repeat(30_000_000));
    assertEquals(tree, Jsons.readObject(Jsons.bytes(tree)));
  }

  @Test
  void refusesWhatIsTooDeepToBeMeant() {
    var deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    assertThrows(IOException.class, () -> Jsons.readObject(deep.getBytes(UTF_8)));
  }

  @Test
  void turnsWhatABundleMayHoldIntoATree() throws IOException {
    var tree =
        Jsons.tree(
            Map.of("list", List.of(1, "two", Map.of("three", 3.5)), "record", new Point(1, 2)));
    assertEquals(
        MAPPER.readTree(
            "{\"list\": [1, \"two\", {\"three\": 3.5}], \"record\": {\"x\": 1, \"y\": 2.0}}"),
        MAPPER.readTree(Jsons.bytes(tree)));
    assertEquals(MAPPER.nullNode(), Jsons.tree(null));
  }
}
