// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.install.MarkdownBlocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens: its cells are run, its commands exist, its links lead. */
class ReadmeIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path README = Checkout.root().resolve("README.md");

  @TempDir Path scratch;

  @Test
  void theTourPrintsWhatTheReadmeShows() throws IOException {
    List<Block> blocks = blocks().filter(b -> !b.language().equals("sh")).toList();
    List<String> cells =
        blocks.stream().filter(b -> b.language().equals("java")).map(Block::text).toList();
    List<String> outputs = execute(cells);

    int cell = -1;
    for (Block block : blocks) {
      if (block.language().equals("java")) {
        cell++;
      } else {
        assertThat(block.language()).isEqualTo("text");
        assertThat(outputs.get(cell)).as(cells.get(cell)).contains(block.text());
      }
    }
    assertThat(cells).hasSizeGreaterThan(3);
  }

  @Test
  void setupTellsWhatTheTutorialAskedAndWhatWasAnswered() {
    var told =
        JupyterVenv.prepared()
            .python(
                "-c",
                """
                import json, sys
                sys.path.insert(0, "install")
                import setup
                cells = json.load(open("notebooks/approval.ipynb", encoding="utf-8"))["cells"]
                setup.tell(setup.Step("Executing"), cells)""")
            .runOk()
            .out();
    assertThat(told)
        .containsSubsequence(
            "the question at which it stops:",
            "> %invoke approval",
            "Node approval asks: Approve this action?",
            "Transfer $500",
            "The answer, and what the run came to:",
            "> %resume --thread approval-123 true",
            "status=approved]")
        .doesNotContain("To answer, run one of", "--id");
  }

  @Test
  void theCommandsAreThoseTheScriptsHave() throws IOException {
    List<String> commands =
        blocks()
            .filter(block -> block.language().equals("sh"))
            .flatMap(block -> block.text().lines())
            .map(line -> line.replaceFirst("\\s+#.*", "").strip())
            .filter(line -> !line.isEmpty() && !line.startsWith("git ") && !line.startsWith("cd "))
            .toList();

    assertThat(commands).contains("./install/setup", "./install/setup --lab", "./mvnw verify");
    for (String command : commands) {
      List<String> words = List.of(command.split(" "));
      if (words.get(0).equals("java")) {
        assertThat(words.subList(0, 3))
            .containsExactly("java", "-jar", "install/target/fermata.jar");
        assertKnown(words.subList(4, words.size()), helpOfTheJar(words.get(3)), command);
      } else {
        assertThat(Checkout.root().resolve(words.get(0))).isExecutable();
        if (words.get(0).equals("./install/setup")) {
          assertKnown(words.subList(1, words.size()), helpOfSetup(), command);
        }
      }
    }
  }

  @Test
  void linksAndPicturesLeadSomewhere() throws IOException {
    Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(README));
    List<String> broken = new ArrayList<>();
    while (link.find()) {
      if (!Files.exists(Checkout.root().resolve(link.group(1)))) {
        broken.add(link.group(1));
      }
    }

    assertThat(broken).isEmpty();
  }

  private List<String> execute(List<String> cells) throws IOException {
    ObjectNode notebook = JSON.createObjectNode();
    notebook.put("nbformat", 4).put("nbformat_minor", 4);
    notebook
        .putObject("metadata")
        .putObject("kernelspec")
        .put("name", JupyterVenv.KERNEL)
        .put("display_name", "Java (Fermata)");
    for (String source : cells) {
      ObjectNode cell = notebook.withArray("cells").addObject();
      cell.put("cell_type", "code").put("source", source).putNull("execution_count");
      cell.putObject("metadata");
      cell.putArray("outputs");
    }
    Path tour = scratch.resolve("tour.ipynb");
    JSON.writeValue(tour.toFile(), notebook);
    JupyterVenv.prepared()
        .python("-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", tour.toString())
        .in(scratch)
        .runOk();
    List<String> outputs = new ArrayList<>();
    JSON.readTree(tour.toFile()).get("cells").forEach(cell -> outputs.add(textOf(cell)));
    return outputs;
  }

  private static String textOf(JsonNode cell) {
    StringBuilder text = new StringBuilder();
    for (JsonNode output : cell.path("outputs")) {
      JsonNode shown = output.has("text") ? output.get("text") : output.at("/data/text~1plain");
      shown.forEach(line -> text.append(line.asText()));
      text.append('\n');
    }
    return text.toString();
  }

  private static void assertKnown(List<String> words, String help, String command) {
    assertThat(words.stream().filter(word -> word.startsWith("--")))
        .as(command)
        .allMatch(help::contains);
  }

  private static String helpOfTheJar(String subcommand) {
    return Command.of("java", "-jar", Checkout.jar().toString(), subcommand, "--help")
        .runOk()
        .out();
  }

  private static String helpOfSetup() {
    return Command.of("./install/setup", "--help").runOk().out();
  }

  private static Stream<Block> blocks() throws IOException {
    return MarkdownBlocks.of(Files.readString(README)).stream();
  }
}
