// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.TestClient.From;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubshellsTest {
  private final TestNotebook notebook = TestNotebook.start();
  private final TestClient client = notebook.client();

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aSubshellRunsCellsBesideTheNotebook() {
    notebook.cell("var go = new java.util.concurrent.CountDownLatch(1);");
    var waiting = notebook.send("go.await(); \"done\"", true);
    var subshell = create();
    run(subshell, "40 + 2").gives("42");
    assertThat(client.has(r -> r.answers(waiting) && r.from() == From.SHELL)).isFalse();
    run(subshell, "go.countDown();").givesNothing();
    notebook.finish(waiting).gives("done");
  }

  @Test
  void subshellsAreListedAndDeleted() {
    var first = create();
    var second = create();
    assertThat(list()).contains(first, second);
    var request = Jsons.object().put("subshell_id", first);
    assertThat(ask("delete_subshell_request", request)).contains("\"status\":\"ok\"");
    assertThat(list()).contains(second).doesNotContain(first);
  }

  @Test
  void aCellForASubshellThatIsGoneIsRefused() {
    var cell = run("gone", "1");
    assertThat(cell.reply().path("status").asText()).isEqualTo("error");
    assertThat(cell.errorText()).isEqualTo("there is no subshell \"gone\"");
    notebook.cell("1").gives("1");
  }

  private String create() {
    var reply = notebook.ask(From.CONTROL, "create_subshell_request", Jsons.object());
    return reply.path("subshell_id").asText();
  }

  private String list() {
    return ask("list_subshell_request", Jsons.object());
  }

  private String ask(String type, ObjectNode content) {
    return notebook.ask(From.CONTROL, type, content).toString();
  }

  private TestCell run(String subshell, String source) {
    var content = Jsons.object().put("code", source);
    return notebook.finish(client.sendTo(subshell, "execute_request", content));
  }
}
