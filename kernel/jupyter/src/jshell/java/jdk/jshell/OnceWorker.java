// SPDX-License-Identifier: Apache-2.0
package jdk.jshell;

import java.util.Collection;

/** Has classes made behind somebody's look at an analysis, while its compiler is at hand. */
final class OnceWorker<Z> implements TaskFactory.Worker<TaskFactory.AnalyzeTask, Z> {
  private final TaskFactory.Worker<TaskFactory.AnalyzeTask, Z> worker;
  private final OnceFactory factory;
  private final Collection<OuterWrap> wraps;

  /**
   * Of one analysis.
   *
   * @param worker who looks at it; null for nobody
   */
  OnceWorker(
      TaskFactory.Worker<TaskFactory.AnalyzeTask, Z> worker,
      OnceFactory factory,
      Collection<OuterWrap> wraps) {
    this.worker = worker;
    this.factory = factory;
    this.wraps = wraps;
  }

  /** What looks at an analysis with errors may have another one made within. */
  @Override
  public Z withTask(TaskFactory.AnalyzeTask analyzed) {
    var looked = worker == null ? null : worker.withTask(analyzed);
    if (!OnceClasses.hasErrors(analyzed)) {
      factory.make(analyzed, wraps);
    }
    return looked;
  }
}
