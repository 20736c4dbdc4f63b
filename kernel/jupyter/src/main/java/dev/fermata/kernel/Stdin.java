// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Questions to the person at the front end; one at a time. Thread-safe. */
final class Stdin {
  private final Connection connection;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable BlockingQueue<String> waiting;

  Stdin(Connection connection) {
    this.connection = connection;
  }

  /** Called by the stdin channel; an answer without text, or that nobody waits for, is dropped. */
  void answered(Message reply) {
    var value = reply.content().path("value");
    if (reply.type().equals("input_reply") && value.isTextual()) {
      offer(value.asText());
    }
  }

  private synchronized void offer(String value) {
    if (waiting != null) {
      waiting.offer(value);
    }
  }

  String ask(Sender asked, String prompt, boolean password) throws InterruptedException {
    var answer = new ArrayBlockingQueue<String>(1);
    turn.lockInterruptibly();
    try {
      await(answer);
      connection.ask(asked, Jsons.object().put("prompt", prompt).put("password", password));
      return answer.take();
    } finally {
      await(null);
      turn.unlock();
    }
  }

  private synchronized void await(@Nullable BlockingQueue<String> answer) {
    waiting = answer;
  }
}
