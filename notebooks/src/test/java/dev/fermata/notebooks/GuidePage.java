// SPDX-License-Identifier: Apache-2.0
package dev.fermata.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A written page whose code is run. A block fenced as {@code java} or not marked at all is a cell;
 * {@code fails CODE} behind the language says with which error it must end; a block fenced as
 * {@code text} is what the cell above it must show. Other languages are left alone.
 */
record GuidePage(List<Cell> cells) {
  /**
   * One block of code.
   *
   * @param source what the cell holds
   * @param error the code of the error it must end with; empty when it must succeed
   * @param shown what it must show; empty when the page does not say
   */
  record Cell(String source, String error, String shown) {}

  private static final Pattern FENCE = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("(?:java)?(?: fails ([a-z-]+))?");

  static GuidePage parse(String markdown) {
    var cells = new ArrayList<Cell>();
    var fences = FENCE.matcher(markdown);
    while (fences.find()) {
      var body = fences.group(2).strip();
      var code = CODE.matcher(fences.group(1));
      if (code.matches()) {
        cells.add(new Cell(body, code.group(1) == null ? "" : code.group(1), ""));
      } else if (fences.group(1).equals("text") && !cells.isEmpty()) {
        var above = cells.remove(cells.size() - 1);
        cells.add(new Cell(above.source(), above.error(), body));
      }
    }
    return new GuidePage(List.copyOf(cells));
  }

  /** A notebook with these cells, for the harness that executes notebooks. */
  ObjectNode notebook() {
    var notebook = new ObjectMapper().createObjectNode();
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    notebook
        .putObject("metadata")
        .putObject("kernelspec")
        .put("name", "fermata")
        .put("display_name", "Java (Fermata)")
        .put("language", "java");
    var list = notebook.putArray("cells");
    for (var cell : cells) {
      var one = list.addObject();
      one.put("cell_type", "code").put("id", "cell-" + list.size()).put("source", cell.source());
      one.putNull("execution_count").putArray("outputs");
      var tags = one.putObject("metadata").putArray("tags");
      if (!cell.error().isEmpty()) {
        tags.add("raises-exception");
      }
    }
    return notebook;
  }

  /**
   * Compares what was shown with what the page says.
   *
   * @param executed the notebook after its run
   * @return one line for each difference
   */
  List<String> differences(JsonNode executed) {
    var found = new ArrayList<String>();
    for (var i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      var outputs = executed.path("cells").path(i).path("outputs").toString();
      var shown = shown(executed.path("cells").path(i).path("outputs"));
      if (!cell.shown().isEmpty() && !new Normalizer().text(shown).equals(cell.shown())) {
        found.add(
            "%s%n--- the page says%n%s%n--- shown%n%s"
                .formatted(cell.source(), cell.shown(), shown));
      }
      if (!cell.error().isEmpty() && !outputs.contains(cell.error())) {
        found.add(
            "%s%n--- must fail with %s; it showed%n%s"
                .formatted(cell.source(), cell.error(), outputs));
      }
    }
    return found;
  }

  private static String shown(JsonNode outputs) {
    var text = new StringBuilder();
    for (var output : outputs) {
      text.append(joined(output.path("text")))
          .append(joined(output.path("data").path("text/plain")));
    }
    return text.toString().strip();
  }

  private static String joined(JsonNode lines) {
    var text = new StringBuilder(lines.asText());
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
