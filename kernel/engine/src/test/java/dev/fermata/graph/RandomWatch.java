// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/** Sees every run of the nodes of a random graph; a finished task that runs again is an error. */
final class RandomWatch {
  private final Set<String> finished = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private int runs;
  private int failures;

  synchronized void begins(String task) {
    assertThat(finished).as("tasks that have finished").doesNotContain(task);
    runs++;
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("as it happens");
    }
  }

  synchronized void ends(String task) {
    finished.add(task);
  }

  synchronized String once(String task, String result) {
    assertThat(done.add(task)).as("done for the first time").isTrue();
    return result;
  }

  /** Lets the next node fail. */
  synchronized void failNext() {
    failures = 1;
  }

  /** Nothing fails any more; whether something was to. */
  synchronized boolean failNoMore() {
    boolean was = failures > 0;
    failures = 0;
    return was;
  }

  synchronized int runs() {
    return runs;
  }

  synchronized int onces() {
    return done.size();
  }
}
