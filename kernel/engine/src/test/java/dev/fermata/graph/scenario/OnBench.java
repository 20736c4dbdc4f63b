// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fermata.graph.GraphException;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.Interrupt;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Base of tests that run once on each checkpointer. */
@ParameterizedClass
@EnumSource(Bench.Kind.class)
abstract class OnBench {
  @Parameter Bench.Kind kind;
  @TempDir Path folder;
  Bench bench;

  @BeforeEach
  void openBench() {
    bench = new Bench(kind, folder);
  }

  @AfterEach
  void closeBench() {
    bench.close();
  }

  /** Fails unless the call is refused with this code. */
  static GraphException refused(String code, ThrowingCallable call) {
    var thrown = catchThrowableOfType(GraphException.class, call);
    assertThat(thrown).as("refused with %s", code).isNotNull();
    assertThat(thrown.code()).as(thrown.getMessage()).isEqualTo(code);
    return thrown;
  }

  /** The payloads of the questions a run paused on. */
  static List<Object> asked(GraphOutput<?> output) {
    return output.interrupts().stream().map(Interrupt::value).toList();
  }

  /** The id of the only question a run paused on. */
  static String id(GraphOutput<?> output) {
    assertThat(output.interrupts()).hasSize(1);
    return output.interrupts().get(0).id();
  }
}
