// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompilesTest {
  @Test
  void tellsWhatTheCompilerTakesFromWhatItRefuses() {
    assertThat(Compiles.node("set(Basic::x).to(1)")).isEqualTo("compiles");
    assertThat(Compiles.node("set(Basic::nope).to(1)")).isEqualTo("does not compile");
    assertThat(Compiles.node("\"text\"")).isEqualTo("does not compile");
  }
}
