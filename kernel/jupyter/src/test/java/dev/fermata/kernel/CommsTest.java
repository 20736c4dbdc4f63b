// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.TestClient.From;
import dev.fermata.kernel.display.Comms;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicProvider;
import dev.fermata.kernel.magic.Notebook;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommsTest {
  /** A target that sends back what it gets. */
  private static final class EchoProvider implements MagicProvider {
    @Override
    public List<Magic> magics() {
      return List.of();
    }

    @Override
    public void started(Notebook notebook) {
      notebook.comms().register("echo", (comm, open) -> comm.onMessage(comm::send));
      notebook
          .comms()
          .register(
              "fails",
              (comm, open) ->
                  comm.onMessage(
                      m -> {
                        throw new IllegalStateException("no");
                      }));
    }
  }

  private final TestNotebook notebook = TestNotebook.start(new EchoProvider());
  private final TestClient client = notebook.client();

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void messagesReachTheTargetAndComeBack() {
    send("comm_open", "c1", Jsons.object().put("target_name", "echo"));
    var content = Jsons.object().put("comm_id", "c1");
    content.putObject("data").put("n", 7);
    var message =
        new Outgoing(
            "comm_msg", Jsons.object(), content, Jsons.object(), List.of(new byte[] {1, 2}));
    var id = client.send(From.SHELL, message);
    var echo = client.await(r -> r.answers(id) && r.message().type().equals("comm_msg")).message();
    assertThat(echo.content().path("data").path("n").asInt()).isEqualTo(7);
    assertThat(echo.buffers()).containsExactly(new byte[] {1, 2});
    assertThat(info()).hasToString("{\"c1\":{\"target_name\":\"echo\"}}");
  }

  @Test
  void aCommOfAnUnknownTargetIsClosed() {
    var id = send("comm_open", "c2", Jsons.object().put("target_name", "nothing"));
    awaitClose(id, "c2");
    assertThat(info()).hasToString("{}");
  }

  @Test
  void aMessageForACommThatIsGoneIsAnsweredByItsClose() {
    awaitClose(send("comm_msg", "gone", Jsons.object()), "gone");
  }

  @Test
  void aHandlerThatThrowsHarmsNobody() {
    send("comm_open", "c3", Jsons.object().put("target_name", "fails"));
    send("comm_msg", "c3", Jsons.object());
    assertThat(info()).hasToString("{\"c3\":{\"target_name\":\"fails\"}}");
  }

  @Test
  void dataOfTheWrongShapeHarmsNobody() {
    send("comm_open", "c5", Jsons.object().put("target_name", "echo"));
    send("comm_msg", "c5", Jsons.object().put("data", "text"));
    send("comm_msg", "c5", Jsons.object().putNull("data"));
    send("comm_msg", "c5", Jsons.object().set("data", Jsons.strings(List.of("a"))));
    client.send(From.SHELL, "comm_msg", Jsons.object().put("data", 1));
    assertThat(info()).hasToString("{\"c5\":{\"target_name\":\"echo\"}}");
    notebook.cell("1 + 1").gives("2");
  }

  @Test
  void fiftyMegabytesOfDataArrive() {
    send("comm_open", "c6", Jsons.object().put("target_name", "echo"));
    var content = Jsons.object();
    content.putObject("data").put("text", "x".repeat(50_000_000));
    var id = send("comm_msg", "c6", content);
    var echo = client.await(r -> r.answers(id) && r.message().type().equals("comm_msg")).message();
    assertThat(echo.content().path("data").path("text").asText()).hasSize(50_000_000);
    notebook.cell("1 + 1").gives("2");
  }

  @Test
  void aCommOpenedByTheKernelIsAnnounced() {
    var nothing = new Comms.Message(Jsons.object(), Jsons.object(), List.of());
    var comms = notebook.kernel().session().comms();
    var comm = comms.open("front", "c4", nothing);
    client.await(r -> r.message().content().path("target_name").asText().equals("front"));
    comm.close(nothing);
    client.await(r -> r.message().type().equals("comm_close"));
    assertThat(comms.find("c4")).isEmpty();
  }

  private String send(String type, String commId, ObjectNode content) {
    return client.send(From.SHELL, type, content.put("comm_id", commId));
  }

  private void awaitClose(String parent, String commId) {
    var close = client.await(r -> r.answers(parent) && r.message().type().equals("comm_close"));
    assertThat(close.message().content().path("comm_id").asText()).isEqualTo(commId);
  }

  private Object info() {
    return notebook.ask("comm_info_request", Jsons.object()).path("comms");
  }
}
