// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static dev.fermata.graph.Fermata.END;
import static dev.fermata.graph.Fermata.START;
import static dev.fermata.graph.Fermata.interrupt;
import static dev.fermata.graph.Fermata.set;

import dev.fermata.graph.Graphs.S;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A graph of random nodes: each asks some questions and logs its answers, by itself, behind
 * something that it does once, or in a graph inside it. They are tied by edges, joins, routers,
 * commands and sends, forwards and back; some are deferred. {@link RandomEnd} says without any
 * engine where its run leads.
 */
final class RandomModel {
  /** Routers and commands lead nowhere after so many supersteps, so that every run ends. */
  private static final int ENOUGH = 5;

  private static final int MOST_SENDS = 3;

  /** How a node asks. */
  enum Style {
    PLAIN,
    ONCE,
    BELOW
  }

  /** What chooses where to go after a node, beside its edges. */
  enum Way {
    NOTHING,
    ROUTER,
    COMMAND,
    SENDS
  }

  /**
   * A node.
   *
   * @param questions how many it asks
   * @param choices among which it goes on; empty when nothing chooses
   * @param edges where it always leads
   */
  record Spec(
      String name,
      int questions,
      Style style,
      boolean deferred,
      Way way,
      List<String> choices,
      List<String> edges) {}

  /** A node that waits for several. */
  record Join(List<String> sources, String target) {}

  /** What a router or a command chose. */
  record Choice(@Nullable String node, List<Sent> sent) {
    static final Choice NONE = new Choice(null, List.of());
  }

  /** A task with a state of its own. */
  record Sent(String node, String payload) {}

  final List<String> first = new ArrayList<>();
  final Map<String, Spec> nodes = new LinkedHashMap<>();
  final List<Join> joins = new ArrayList<>();

  RandomModel(Random random) {
    List<String> names = new ArrayList<>();
    for (int i = 1 + random.nextInt(7); i >= 0; i--) {
      names.add((char) ('a' + random.nextInt(26)) + "" + i); // the order of names is another one
    }
    for (int i = 0; i < names.size(); i++) {
      nodes.put(names.get(i), node(random, names, i));
    }
    first.add(names.get(0));
    names.stream().skip(1).filter(name -> random.nextInt(4) == 0).forEach(first::add);
    for (int i = random.nextInt(3); i > 0 && names.size() > 2; i--) {
      int target = 2 + random.nextInt(names.size() - 2);
      List<String> sources = new ArrayList<>(names.subList(0, target));
      Collections.shuffle(sources, random);
      List<String> some = List.copyOf(sources.subList(0, 2 + random.nextInt(target - 1)));
      joins.add(new Join(some, names.get(target)));
    }
  }

  private Spec node(Random random, List<String> names, int i) {
    Way way = Way.values()[random.nextInt(Way.values().length)];
    if (way == Way.SENDS && nodes.values().stream().anyMatch(each -> each.way == Way.SENDS)) {
      way = Way.NOTHING; // sends that send again would be too many
    }
    List<String> choices = new ArrayList<>(way == Way.NOTHING ? List.of() : names);
    if (way == Way.SENDS) {
      choices.remove(i);
    }
    Collections.shuffle(choices, random);
    choices = choices.subList(0, Math.min(choices.size(), 1 + random.nextInt(3)));
    List<String> edges = names.stream().skip(i + 1).filter(each -> random.nextInt(3) == 0).toList();
    return new Spec(
        names.get(i),
        random.nextInt(3),
        Style.values()[random.nextInt(Style.values().length)],
        random.nextInt(6) == 0,
        way,
        List.copyOf(choices),
        edges);
  }

  /** Where a node goes on beside its edges; depends on nothing but its arguments. */
  Choice choice(Spec node, int step, int known, String payload) {
    if (node.choices().isEmpty() || step >= ENOUGH) {
      return Choice.NONE;
    }
    int hash = Math.floorMod((node.name() + step + "/" + known + payload).hashCode(), 1 << 20);
    String chosen = node.choices().get(hash % node.choices().size());
    if (node.way() != Way.SENDS) {
      return hash % 7 == 0 ? Choice.NONE : new Choice(chosen, List.of());
    }
    List<Sent> sent = new ArrayList<>();
    for (int i = hash % (MOST_SENDS + 1); i > 0; i--) {
      String other = node.choices().get((hash + i) % node.choices().size());
      if (!nodes.get(other).deferred()) {
        sent.add(new Sent(other, "!" + step + i));
      }
    }
    return new Choice(hash % 2 == 0 ? chosen : null, sent);
  }

  static String answer(String question) {
    return "<" + question + ">";
  }

  /** What a task is called in its questions and in the log. */
  static String title(String node, int step, String payload) {
    return node + "." + step + payload;
  }

  static String line(String title, int questions) {
    StringBuilder line = new StringBuilder(title);
    for (int q = 0; q < questions; q++) {
      line.append(answer(title + "?" + q));
    }
    return line.toString();
  }

  CompiledGraph<S> compile(CompileOptions options, RandomWatch watch) {
    StateGraph<S> graph = Graphs.graph().reduce(S::x, Math::max);
    for (Spec node : nodes.values()) {
      NodeOptions how = NodeOptions.defaults();
      graph.addNode(node.name(), node.deferred() ? how.deferUntilLast() : how, node(node, watch));
      node.edges().forEach(target -> graph.addEdge(node.name(), target));
      if (node.way() == Way.ROUTER || node.way() == Way.SENDS) {
        graph.addConditionalEdges(node.name(), router(node));
      }
    }
    first.forEach(node -> graph.addEdge(START, node));
    joins.forEach(join -> graph.addEdge(join.sources(), join.target()));
    return graph.compile(options);
  }

  /**
   * Routers see the graph's state with what their node wrote; a sent task's own state they don't.
   */
  private Router<S> router(Spec node) {
    return s -> {
      Choice choice = choice(node, s.x(), s.log().size(), "");
      List<Object> all = new ArrayList<>();
      for (Sent each : choice.sent()) {
        all.add(new Send(each.node(), new S(s.x(), each.payload(), List.of())));
      }
      all.add(choice.node() == null ? END : choice.node());
      return all;
    };
  }

  private ContextNode<S> node(Spec node, RandomWatch watch) {
    CompiledGraph<S> below =
        Graphs.graph()
            .addNode("inner", s -> Graphs.log(ask((String) s.y(), node.questions())))
            .addEdge(START, "inner")
            .compile();
    return (s, context) -> {
      String payload = s.y() == null ? "" : (String) s.y();
      int step = s.x() + 1; // a fork counts its own checkpoint as a step; the state does not
      String title = title(node.name(), step, payload);
      watch.begins(context.taskId());
      List<String> log =
          switch (node.style()) {
            case PLAIN -> List.of(ask(title, node.questions()));
            case ONCE ->
                List.of(
                    Fermata.once("title", () -> watch.once(context.taskId(), title))
                        + ask(title, node.questions()).substring(title.length()));
            case BELOW -> below.invoke(new S(0, title, null)).value().log();
          };
      watch.ends(context.taskId());
      Command<S> update = set(S::log).to(log).set(S::x).to(step);
      Choice choice = node.way() == Way.COMMAND ? choice(node, step, 0, payload) : Choice.NONE;
      return choice.node() == null ? update : update.and(Fermata.goTo(choice.node()));
    };
  }

  private static String ask(String title, int questions) {
    StringBuilder line = new StringBuilder(title);
    for (int q = 0; q < questions; q++) {
      line.append((Object) interrupt(title + "?" + q));
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
