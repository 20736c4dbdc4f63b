// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.install.Checkout;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.magic.GraphMagics;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about magics names each of them with each of its options, and no other. */
class MagicsPageTest {
  @Test
  void everyMagicAndOptionIsOnThePageAndNoOther() throws Exception {
    var page = Files.readString(Checkout.root().resolve("notebooks/guide/magics.md"));
    var specs = new GraphMagics(Map.of()).magics().stream().map(Magic::spec).toList();
    for (var spec : specs) {
      assertThat(page).contains("`%" + spec.name());
    }
    var options =
        specs.stream()
            .flatMap(spec -> spec.options().stream())
            .map(MagicSpec.Option::name)
            .collect(Collectors.toSet());
    options.add("--help");
    var named =
        Pattern.compile("--[a-z]+(?:-[a-z]+)*")
            .matcher(page)
            .results()
            .map(match -> match.group())
            .collect(Collectors.toSet());
    assertThat(named).containsExactlyInAnyOrderElementsOf(options);
  }
}
