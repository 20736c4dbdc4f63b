// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingConnectionTest {
  @TempDir Path folder;

  @Test
  void everyKernelInTrainingHasAKeyThatNobodyElseKnows() throws IOException {
    TrainingConnection one = TrainingConnection.free();
    TrainingConnection other = TrainingConnection.free();
    Path file = folder.resolve("connection.json");
    one.write(file);

    JsonNode written = JsonMapper.builder().build().readTree(file.toFile());
    assertThat(written.path("key").asText()).isEqualTo(one.key()).isNotEqualTo(other.key());
    assertThat(written.path("signature_scheme").asText()).isEqualTo("hmac-sha256");
    assertThat(written.path("ip").asText()).isEqualTo("127.0.0.1");
    assertThat(written.path("shell_port").asInt()).isEqualTo(one.ports().get(0)).isPositive();
  }
}
