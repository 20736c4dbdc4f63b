// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.lang.reflect.InaccessibleObjectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/**
 * Holds back the index of all classes that JShell makes as soon as it is asked for its analysis: it
 * looks through the whole JDK, which would take a core from the first cells. Only completion,
 * inspection and hints use the index. JShell has no call for this; where its package is closed the
 * index is made at once.
 */
final class IndexGate {
  private final CountDownLatch open = new CountDownLatch(1);

  private IndexGate() {}

  /** To be called before the analysis is asked for. */
  static IndexGate closed() {
    var gate = new IndexGate();
    try {
      var indexer = Class.forName("jdk.jshell.SourceCodeAnalysisImpl").getDeclaredField("INDEXER");
      indexer.setAccessible(true);
      ((ExecutorService) indexer.get(null)).execute(gate::await);
    } catch (ReflectiveOperationException | InaccessibleObjectException | ClassCastException e) {
      gate.open();
    }
    return gate;
  }

  private void await() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the index be made; whoever needs it waits inside JShell until it is. */
  void open() {
    open.countDown();
  }
}
