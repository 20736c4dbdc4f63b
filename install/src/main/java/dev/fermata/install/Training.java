// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.util.List;

/** The sessions that a start-up archive is made from, as a front end has them with a kernel. */
enum Training {
  /** What a front end does until the first results are there: those of plain Java. */
  START,

  /** That, and what people do next. */
  SESSION;

  private static final List<String> FIRST_CELLS =
      List.of(
          "1+1",
          """
          int square(int x) { return x * x; }
          record Point(int x, int y) {}
          var points = List.of(new Point(1, 2), new Point(3, square(2)));
          for (int i = 0; i < 3; i++) System.out.println("line " + i);
          points.stream().map(p -> "%d/%d".formatted(p.x(), p.y())).collect(Collectors.joining(", "))
          """,
          "points");

  private static final List<String> NEXT_CELLS =
      List.of(
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

  /** Runs the session; the kernel is told to end at the end. */
  void run(TrainingClient client) throws IOException {
    client.ask("kernel_info_request", "");
    client.ask("comm_info_request", "");
    for (String cell : FIRST_CELLS) {
      client.execute(cell);
    }
    if (this == SESSION) {
      goOn(client);
    }
    client.ask("shutdown_request", "");
  }

  private static void goOn(TrainingClient client) throws IOException {
    for (String cell : NEXT_CELLS) {
      client.ask("is_complete_request", cell);
      client.execute(cell);
    }
    client.ask("complete_request", "points.stream().ma");
    client.ask("complete_request", "%inv");
    client.ask("inspect_request", "Math.max");
    client.ask("history_request", "");
  }
}
