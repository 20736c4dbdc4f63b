// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.display;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import java.util.Optional;

/** JSON trees as a tree that can be folded. */
final class JsonRenderer implements Renderer {
  @Override
  public Optional<MimeBundle> render(Object value, boolean interactive) {
    return value instanceof ContainerNode<?> json ? Optional.of(bundle(json)) : Optional.empty();
  }

  private static MimeBundle bundle(JsonNode json) {
    return MimeBundle.plain(json.toPrettyString()).with("application/json", json);
  }
}
