// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.History.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells remembered from session to session. */
class HistoryFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("deep/history.jsonl");
  }

  @Test
  void cellsOfEarlierSessionsAreFound() {
    var first = new History(file);
    first.add(1, "int a = 1;", null);
    first.add(2, "a + 1", "2");
    first.close();
    var second = new History(file);
    second.add(1, "\"new\"", "new");
    assertThat(second.tail(3))
        .containsExactly(
            new Entry(1, 1, "int a = 1;", null),
            new Entry(1, 2, "a + 1", "2"),
            new Entry(2, 1, "\"new\"", "new"));
    assertThat(second.range(-1, 2, 3)).containsExactly(new Entry(1, 2, "a + 1", "2"));
    assertThat(second.range(0, 0, 9)).hasSize(1);
    assertThat(second.search("*a*", 9, true)).hasSize(2);
  }

  @Test
  void sessionsAtTheSameTimeHaveNumbersOfTheirOwn() {
    var one = new History(file);
    var two = new History(file);
    one.add(1, "one", null);
    assertThat(one.range(0, 1, 2)).extracting(Entry::session).containsExactly(1);
    two.add(1, "two", null);
    assertThat(two.range(0, 1, 2)).extracting(Entry::session).containsExactly(2);
    one.add(2, "three", null);
    one.close();
    assertThat(new History(file).tail(9)).extracting(Entry::session).containsExactly(1, 2, 1);
  }

  @Test
  void onlyTheUserMayReadIt() throws IOException {
    var history = new History(file);
    history.add(1, "secret", null);
    history.close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aDamagedLineCostsOnlyItself() throws IOException {
    var first = new History(file);
    first.add(1, "good", null);
    first.close();
    Files.writeString(file, "{\"session\":1,\"line\":2,\"inp\n", StandardOpenOption.APPEND);
    var next = new History(file);
    next.add(1, "also good", null);
    next.close();
    assertThat(new History(file).tail(9))
        .extracting(Entry::input)
        .containsExactly("good", "also good");
  }

  @Test
  void aFileThatCannotBeWrittenIsLeftAlone() throws IOException {
    Files.createDirectories(file);
    var history = new History(file);
    history.add(1, "kept in memory", null);
    assertThat(history.tail(1)).extracting(Entry::input).containsExactly("kept in memory");
  }

  @Test
  void aLargeFileLosesItsOlderHalf() throws IOException {
    var small = new HistoryFile(file, 4_000);
    var session = small.beginSession();
    for (var line = 1; line <= 100; line++) {
      small.append(new Entry(session, line, "x".repeat(50), null));
    }
    assertThat(small.beginSession()).isEqualTo(session + 1);
    var left = small.readOthers(session + 1);
    assertThat(left).hasSizeBetween(40, 60);
    assertThat(left.get(left.size() - 1).line()).isEqualTo(100);
  }

  @Test
  void aSessionHasTheLargestNumberHoweverFarBackTheOneBeforeItBegan() throws IOException {
    var history = new HistoryFile(file, 100_000_000);
    assertThat(history.beginSession()).isEqualTo(1);
    for (var line = 1; line <= 30; line++) {
      history.append(new Entry(1, line, "x".repeat(100_000), null));
      if (line == 10) {
        assertThat(history.beginSession()).isEqualTo(2);
      }
    }
    assertThat(history.beginSession()).isEqualTo(3);
  }

  @Test
  void aFileWithoutTheBeginningsOfItsSessionsStillCounts() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"session\":41,\"line\":1,\"input\":\"1\"}\n");
    assertThat(new HistoryFile(file, 1_000).beginSession()).isEqualTo(42);
  }

  @Test
  void aKernelRemembersTheCellsOfTheOneBefore() {
    var environment = Map.of("FERMATA_HISTORY", file.toString());
    try (var notebook = TestNotebook.start(environment)) {
      notebook.cell("40 + 2").gives("42");
    }
    try (var notebook = TestNotebook.start(environment)) {
      assertThat(notebook.cell("%hist --output").result()).isEqualTo("1/1: 40 + 2\n     → 42");
    }
  }

  @Test
  void theFileIsChosenByTheEnvironment() {
    assertThat(Settings.of(Map.of("HOME", "/home/ada")).historyFile())
        .isEqualTo(Path.of("/home/ada/.local/share/fermata/history.jsonl"));
    assertThat(Settings.of(Map.of("HOME", "/h", "FERMATA_HISTORY", "off")).historyFile()).isNull();
    assertThat(Settings.of(Map.of()).historyFile()).isNull();
  }
}
