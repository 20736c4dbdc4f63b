// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

/** What happens when a node that runs again asks something else than what was answered. */
public enum OnChangedQuestion {
  /** The run pauses again on what the node asks now, with the old question and answer beside it. */
  ASK,
  /** The run fails with {@link GraphException.QuestionChanged}. */
  FAIL
}
