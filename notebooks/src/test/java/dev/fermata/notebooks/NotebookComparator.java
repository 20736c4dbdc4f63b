// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether a notebook that was just executed says what the committed one says. Everything that
 * differs from run to run without meaning anything goes through {@link Normalizer}; whatever it
 * leaves must be equal.
 */
final class NotebookComparator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NotebookComparator() {}

  /**
   * Compares cell by cell.
   *
   * @param committed the notebook in the tree
   * @param executed the same notebook after a run
   * @return one readable line or block for each difference; empty when there is none
   */
  static List<String> differences(Path committed, Path executed) {
    return differences(read(committed), read(executed));
  }

  static List<String> differences(JsonNode committed, JsonNode executed) {
    var expected = new Normalizer().cells(committed);
    var actual = new Normalizer().cells(executed);
    var found = new ArrayList<String>();
    if (expected.size() != actual.size()) {
      found.add("%d cells, executed %d".formatted(expected.size(), actual.size()));
    }
    for (var i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        found.add(
            "cell %d (%s)%n--- committed%n%s%n--- executed%n%s"
                .formatted(i, id(committed, i), pretty(expected.get(i)), pretty(actual.get(i))));
      }
    }
    return found;
  }

  private static String id(JsonNode notebook, int cell) {
    return notebook.path("cells").path(cell).path("id").asText("no id");
  }

  private static String pretty(JsonNode cell) {
    return cell.path("outputs").toPrettyString();
  }

  private static JsonNode read(Path notebook) {
    try {
      return JSON.readTree(notebook.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(notebook.toString(), e);
    }
  }
}
