// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The session that a start-up archive is made from: a kernel and its client in one JVM, which
 * writes the archive of what they loaded when it ends.
 */
final class Training {
  /** What people do first, so that its classes are in the archive. */
  private static final List<String> CELLS =
      List.of(
          "1+1",
          """
          int square(int x) { return x * x; }
          record Point(int x, int y) {}
          var points = List.of(new Point(1, 2), new Point(3, square(2)));
          for (int i = 0; i < 3; i++) System.out.println("line " + i);
          points.stream().map(p -> "%d/%d".formatted(p.x(), p.y())).collect(Collectors.joining(", "))
          """,
          "points",
          "throw new IllegalStateException(\"training\");",
          "int wrong = \"text\";",
          """
          record Pause(String text, Boolean ok) {}
          var training = new StateGraph<>(Pause.class)
              .addNode("ask", s -> set(Pause::ok).to(interrupt(approve("Go on?", s.text()))))
              .addEdge(START, "ask").addEdge("ask", END).compile();
          """,
          "%graph training",
          "%invoke training --thread training {\"text\": \"training\"}",
          "%resume --thread training true",
          "training.getState(thread(\"training\")).value()",
          "%threads",
          "%help");

  private Training() {}

  /** Runs the session; the caller ends the process. */
  static void run(Path connectionFile) throws IOException {
    try (TrainingClient client = TrainingClient.preparing(connectionFile)) {
      Thread kernel = new Thread(() -> startKernel(connectionFile), "training-kernel");
      kernel.setDaemon(true);
      kernel.start();
      client.ask("kernel_info_request", "");
      for (String cell : CELLS) {
        client.ask("is_complete_request", cell);
        client.execute(cell);
      }
      client.ask("complete_request", "points.stream().ma");
      client.ask("complete_request", "%inv");
      client.ask("inspect_request", "Math.max");
      client.ask("history_request", "");
      client.ask("comm_info_request", "");
    }
  }

  private static void startKernel(Path connectionFile) {
    try {
      Main.main(new String[] {"kernel", connectionFile.toString()});
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
