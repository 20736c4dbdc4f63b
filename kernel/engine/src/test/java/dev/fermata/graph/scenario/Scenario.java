// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

/** One scenario of scenarios.jsonl as a Java program. */
@FunctionalInterface
interface Scenario {
  /** Plays it; the result has the shape of the observed one and is converted to JSON. */
  Object play(Bench bench) throws Exception;
}
