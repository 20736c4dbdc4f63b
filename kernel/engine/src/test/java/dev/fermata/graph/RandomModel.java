// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;

import dev.fermata.graph.Graphs.Hits;
import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * A layered graph: each node asks some questions and logs its answers, by itself, behind something
 * that it does once, or in a graph inside it.
 */
final class RandomModel {
  /** How a node asks. */
  enum Style {
    PLAIN,
    ONCE,
    BELOW
  }

  final List<List<String>> layers = new ArrayList<>();
  final Map<String, Integer> questions = new LinkedHashMap<>();
  final Map<String, Style> styles = new LinkedHashMap<>();

  RandomModel(Random random) {
    int depth = 1 + random.nextInt(4);
    for (int level = 0; level < depth; level++) {
      List<String> layer = new ArrayList<>();
      int width = 1 + random.nextInt(4);
      for (int i = 0; i < width; i++) {
        String node = "n" + level + (char) ('a' + random.nextInt(26)) + i;
        layer.add(node);
        questions.put(node, random.nextInt(3));
        styles.put(node, Style.values()[random.nextInt(Style.values().length)]);
      }
      layers.add(layer);
    }
  }

  static String answer(String question) {
    return "<" + question + ">";
  }

  String line(String node) {
    StringBuilder line = new StringBuilder(node);
    for (int q = 0; q < questions.get(node); q++) {
      line.append(answer(node + "?" + q));
    }
    return line.toString();
  }

  /** Every layer is one superstep, whose writes apply in the order of the names. */
  List<String> expectedLog() {
    List<String> log = new ArrayList<>();
    for (List<String> layer : layers) {
      new TreeSet<>(layer).forEach(node -> log.add(line(node)));
    }
    return log;
  }

  CompiledGraph<S> compile(CompileOptions options, Hits hits) {
    StateGraph<S> graph = Graphs.graph();
    styles.forEach((node, style) -> graph.addNode(node, node(node, style, hits)));
    for (int level = 0; level < layers.size(); level++) {
      for (String node : layers.get(level)) {
        if (level == 0) {
          graph.addEdge(START, node);
        } else {
          graph.addEdge(layers.get(level - 1), node);
        }
      }
    }
    return graph.compile(options);
  }

  private Node<S> node(String node, Style style, Hits hits) {
    CompiledGraph<S> below =
        Graphs.graph()
            .addNode("inner", s -> Graphs.log(ask(node)))
            .addEdge(START, "inner")
            .compile();
    return s -> {
      hits.hit(node);
      return switch (style) {
        case PLAIN -> Graphs.log(ask(node));
        case ONCE ->
            Graphs.log(Fermata.once("name", () -> hits.of(once(node), node)) + answers(node));
        case BELOW -> set(S::log).to(below.invoke(Graphs.input(0)).value().log());
      };
    };
  }

  /** Under which name is counted how often a node did what it does once. */
  static String once(String node) {
    return node + " once";
  }

  private String ask(String node) {
    return node + answers(node);
  }

  private String answers(String node) {
    StringBuilder line = new StringBuilder();
    for (int q = 0; q < questions.get(node); q++) {
      line.append((Object) interrupt(node + "?" + q));
    }
    return line.toString();
  }

  /** Answers to some of the pending questions, at least one. */
  static Map<String, Object> some(List<Interrupt> pending, Random random) {
    List<Interrupt> shuffled = new ArrayList<>(pending);
    Collections.shuffle(shuffled, random);
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Interrupt each : shuffled.subList(0, 1 + random.nextInt(shuffled.size()))) {
      answers.put(each.id(), answer((String) each.value()));
    }
    return answers;
  }
}
