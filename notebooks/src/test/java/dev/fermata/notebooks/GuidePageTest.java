// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class GuidePageTest {
  private static final String PAGE =
      """
      ```python
      not_run()
      ```
      Words.
      ```java
      1 + 1
      ```
      ```text
      2
      ```
      ``` fails paused
      %invoke g
      ```
      ```java program
      void not_run() {}
      ```
      """;

  @Test
  void javaAndUnmarkedBlocksAreCells() {
    assertThat(GuidePage.parse(PAGE).cells())
        .containsExactly(
            new GuidePage.Cell("1 + 1", "", "2"), new GuidePage.Cell("%invoke g", "paused", ""));
  }

  @Test
  void onlyCellsThatMustFailMayFail() {
    assertThat(GuidePage.parse(PAGE).notebook().findValuesAsText("tags")).hasSize(2);
    assertThat(GuidePage.parse(PAGE).notebook().path("cells").path(1).path("metadata").toString())
        .contains("raises-exception");
  }

  @Test
  void whatIsShownAndTheErrorAreCompared() throws JsonProcessingException {
    var page = GuidePage.parse(PAGE);
    assertThat(page.differences(new ObjectMapper().readTree(executed("2", "paused")))).isEmpty();
    assertThat(page.differences(new ObjectMapper().readTree(executed("3", "other")))).hasSize(2);
  }

  private static String executed(String shown, String error) {
    return """
        {"cells":[{"outputs":[{"data":{"text/plain":"%s"}}]},{"outputs":[{"ename":"%s"}]}]}
        """
        .formatted(shown, error);
  }
}
