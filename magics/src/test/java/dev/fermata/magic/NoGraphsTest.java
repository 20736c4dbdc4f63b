// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.TestNotebook;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notebook that only uses Java is left alone. */
class NoGraphsTest {
  @TempDir Path folder;

  @Test
  void noStoreIsMadeWithoutAGraph() {
    var file = folder.resolve("sub/none.mdb");
    try (var plain =
        TestNotebook.start(new GraphMagics(Map.of("FERMATA_STORE", file.toString())))) {
      plain.cell("1 + 1").gives("2");
      assertThat(plain.cell("%threads").result()).contains("no threads");
      assertThat(plain.cell("%graph").result()).isEqualTo("no graphs yet");
      assertThat(plain.cell("%resume").failsWith("nothing-pending").errorText())
          .contains("nothing has run");
    }
    assertThat(file).doesNotExist();
    assertThat(file.getParent()).doesNotExist();
  }
}
