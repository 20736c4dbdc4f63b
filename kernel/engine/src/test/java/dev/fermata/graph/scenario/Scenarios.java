// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All scenarios by id, from the groups. */
final class Scenarios {
  private Scenarios() {}

  static Map<String, Scenario> all() {
    var all = new TreeMap<String, Scenario>();
    for (var group : groups()) {
      group.forEach(
          (id, scenario) -> {
            if (all.put(id, scenario) != null) {
              throw new IllegalStateException("scenario " + id + " is there twice");
            }
          });
    }
    return all;
  }

  private static List<Map<String, Scenario>> groups() {
    return List.of(
        Pauses.all(),
        Questions.all(),
        StaticStops.all(),
        Edits.all(),
        Views.all(),
        Threads.all(),
        Answers.all(),
        Parallel.all(),
        Subgraphs.all(),
        Tools.all(),
        Commands.all(),
        TimeTravel.all(),
        Streams.all(),
        Failures.all(),
        Reducers.all(),
        OddEnds.all(),
        StrangeCalls.all());
  }
}
