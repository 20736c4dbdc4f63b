// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records declared in notebook cells, redefined between writing and reading. */
class JsonCodecInCellsTest {
  private final JsonCodec codec = new JsonCodec();
  private final JShell shell = JShell.builder().executionEngine(new InThisThread(), null).build();

  @AfterEach
  void close() {
    shell.close();
  }

  private void cell(String code) {
    for (SnippetEvent event : shell.eval(code)) {
      assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null))).isEmpty();
      assertThat(event.exception()).isNull();
    }
  }

  private Object value(String expression) {
    cell("dev.fermata.checkpoint.CellHand.hand(" + expression + ");");
    return CellHand.take();
  }

  @Test
  void bindsARedefinedRecordByItsShape() {
    cell("record Email(String to, int size) {}");
    Json stored = codec.encodeUntyped(value("new Email(\"a\", 3)"), "state");

    cell("record Email(String to, int size, String subject) {}");
    Class<?> wider = (Class<?>) value("Email.class");
    assertThat(codec.decode(stored, wider, "state"))
        .hasToString("Email[to=a, size=3, subject=null]");

    cell("record Email(String to) {}");
    Class<?> narrower = (Class<?>) value("Email.class");
    assertThatThrownBy(() -> codec.decode(stored, narrower, "state"))
        .hasMessage("state.size: Email has no such component; it has to");
  }

  @Test
  void bindsSealedTypesOfCells() {
    cell(
        """
        sealed interface Pet {
          record Cat(int lives) implements Pet {}
          record Dog(String name) implements Pet {}
        }
        """);
    Class<?> pet = (Class<?>) value("Pet.class");

    Json stored = codec.encode(value("new Pet.Cat(9)"), pet, "state");

    assertThat(stored).hasToString("{\"type\":\"Cat\",\"lives\":9}");
    assertThat(codec.decode(stored, pet, "state")).hasToString("Cat[lives=9]");
  }

  /** Runs cells in the thread that evaluates them. */
  private static final class InThisThread implements ExecutionControlProvider {
    @Override
    public String name() {
      return "this-thread";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, java.util.Map<String, String> parameters) {
      return new DirectExecutionControl();
    }
  }
}
