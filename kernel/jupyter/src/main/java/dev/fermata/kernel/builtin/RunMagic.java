// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fermata.kernel.magic.CellPart;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.Notebook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code %run}: a file of Java, or all cells of a notebook, in this session.
 *
 * @param session where the magics of a notebook's cells are found
 */
record RunMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "run",
        "runs a file of Java (.java, .jsh) or the cells of a notebook (.ipynb) in this session",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of("FILE"),
        null,
        "The value of the last expression is shown. Example: %run helpers.jsh");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    var name = call.arguments().get(0);
    var text = TextFiles.read(call.notebook(), name);
    Object value = null;
    for (var cell : name.endsWith(".ipynb") ? cells(name, text) : List.of(text)) {
      value = runCell(cell, call.notebook());
    }
    return value;
  }

  private @Nullable Object runCell(String source, Notebook notebook) throws Exception {
    Object value = null;
    for (var part : session.magics().split(source)) {
      value =
          part instanceof CellPart.Use use
              ? session.magics().run(session.magics().check(use, notebook))
              : notebook.run(((CellPart.Java) part).source());
    }
    return value;
  }

  private static List<String> cells(String name, String json) {
    try {
      var sources = new ArrayList<String>();
      for (var cell : new ObjectMapper().readTree(json).path("cells")) {
        if (cell.path("cell_type").asText().equals("code")) {
          sources.add(source(cell.path("source")));
        }
      }
      return sources;
    } catch (JsonProcessingException e) {
      throw new MagicException("not-a-notebook", "\"" + name + "\" is not a notebook: not JSON");
    }
  }

  /** A string, or a list of lines. */
  private static String source(JsonNode source) {
    if (source.isTextual()) {
      return source.asText();
    }
    var text = new StringBuilder();
    source.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return TextFiles.complete(at.notebook(), at.prefix());
  }
}
