// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.graph.RandomModel.Choice;
import dev.fermata.graph.RandomModel.Join;
import dev.fermata.graph.RandomModel.Sent;
import dev.fermata.graph.RandomModel.Spec;
import dev.fermata.graph.RandomModel.Style;
import dev.fermata.graph.RandomModel.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the run of a random graph leads, worked out superstep by superstep from the rules alone: no
 * checkpoints, no pauses, no threads.
 */
final class RandomEnd {
  private final RandomModel model;
  private final Map<Join, Set<String>> arrived = new LinkedHashMap<>();
  private final Set<String> deferred = new TreeSet<>();
  final List<String> log = new ArrayList<>();
  int steps;
  int tasks;
  int questions;
  int onces;

  RandomEnd(RandomModel model) {
    this.model = model;
    Set<String> due = new TreeSet<>();
    model.first.forEach(node -> trigger(node, due));
    List<Sent> sent = new ArrayList<>();
    while (hasMore(due, sent)) {
      steps++;
      List<Sent> running = new ArrayList<>();
      due.stream().sorted(Comparator.naturalOrder()).forEach(n -> running.add(new Sent(n, "")));
      running.addAll(sent);
      due.clear();
      sent.clear();
      superstep(running, due, sent);
    }
  }

  /** A deferred node is due when no other is; what was sent does not count. */
  private boolean hasMore(Set<String> due, List<Sent> sent) {
    if (due.isEmpty()) {
      due.addAll(deferred);
      deferred.clear();
    }
    return !due.isEmpty() || !sent.isEmpty();
  }

  private void superstep(List<Sent> running, Set<String> due, List<Sent> sent) {
    int before = log.size();
    for (Sent task : running) {
      Spec node = model.nodes.get(task.node());
      String title = RandomModel.title(task.node(), steps, task.payload());
      log.add(RandomModel.line(title, node.questions()));
      tasks++;
      questions += node.questions();
      onces += node.style() == Style.ONCE ? 1 : 0;
      node.edges().forEach(target -> trigger(target, due));
      Choice choice =
          node.way() == Way.COMMAND
              ? model.choice(node, steps, 0, task.payload())
              : model.choice(node, steps, before + 1, "");
      if (choice.node() != null) {
        trigger(choice.node(), due);
      }
      sent.addAll(choice.sent());
      for (Join join : model.joins) {
        if (join.sources().contains(task.node())) {
          arrived.computeIfAbsent(join, j -> new HashSet<>()).add(task.node());
        }
      }
    }
    for (Join join : model.joins) {
      if (arrived.getOrDefault(join, Set.of()).size() == join.sources().size()) {
        arrived.remove(join);
        trigger(join.target(), due);
      }
    }
  }

  private void trigger(String node, Set<String> due) {
    (model.nodes.get(node).deferred() ? deferred : due).add(node);
  }
}
