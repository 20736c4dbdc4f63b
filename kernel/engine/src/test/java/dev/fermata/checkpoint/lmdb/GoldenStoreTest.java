// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.append;
import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.row;
import static dev.fermata.checkpoint.CheckpointerFixture.set;
import static dev.fermata.checkpoint.CheckpointerFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.InMemoryCheckpointer;
import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens a file that format 1 has written, and goes on in it. The file is never made anew; {@code
 * -Dfermata.golden=FILE} writes one for a new format.
 */
class GoldenStoreTest {
  private static final String ID = "00112233445566778899aabbccddeeff";

  @TempDir Path folder;

  @Test
  void readsAndContinuesAStoreOfFormatOne() throws IOException {
    writeWhenAsked();
    Path file = folder.resolve("golden.mdb");
    try (InputStream in =
        new GZIPInputStream(GoldenStoreTest.class.getResourceAsStream("format-1.mdb.gz"))) {
      Files.copy(in, file);
    }
    try (LmdbCheckpointer store = LmdbCheckpointer.open(file);
        Checkpointer expected = new InMemoryCheckpointer()) {
      fill(expected);
      assertThat(store.notice()).isEmpty();
      assertThat(store.threads(null)).isEqualTo(expected.threads(null));
      assertSame(store, expected);
      more(expected);
      more(store);
      assertSame(store, expected);
    }
  }

  private static void assertSame(Checkpointer store, Checkpointer expected) {
    for (String namespace : List.of("", "sub:1")) {
      assertThat(store.list("paused", namespace, null, 1_000))
          .isEqualTo(expected.list("paused", namespace, null, 1_000));
    }
    assertThat(store.list("e\u0301 😀", "", null, 9))
        .isEqualTo(expected.list("e\u0301 😀", "", null, 9));
  }

  private static void fill(Checkpointer store) {
    for (int id = 1; id <= 100; id++) {
      store.commit(
          new WriteBatch(
              "paused",
              List.of(
                  checkpoint(
                      id, Map.of("n", set("" + id), "log", append("\"" + "x".repeat(id) + "\""))),
                  write(id, ID, "interrupt", ID, "{\"q\":\"" + "?".repeat(id * 50) + "\"}"))));
    }
    store.commit(
        new WriteBatch(
            "paused",
            List.of(
                checkpoint("sub:1", 1, null, Map.of("a", set("[1]"))),
                checkpoint("sub:1", 2, 1L, Map.of()),
                row("paused", Status.PAUSED))));
    store.commit(
        new WriteBatch(
            "e\u0301 😀",
            List.of(checkpoint(1, Map.of("a", set("null"))), row("e\u0301 😀", Status.FINISHED))));
    store.prune("paused", 20);
  }

  private static void more(Checkpointer store) {
    store.commit(
        new WriteBatch(
            "paused",
            List.of(
                new WriteBatch.ExpectWrite(
                    "", new dev.fermata.checkpoint.CheckpointId(100), ID, "interrupt", ID),
                checkpoint(101, Map.of("log", append("1"))),
                row("paused", Status.FINISHED))));
  }

  private void writeWhenAsked() throws IOException {
    String target = System.getProperty("fermata.golden");
    if (target != null) {
      Path made = folder.resolve("made.mdb");
      try (LmdbCheckpointer store = LmdbCheckpointer.open(made)) {
        fill(store);
        store.backup(folder.resolve("compact.mdb"));
      }
      try (var out = new GZIPOutputStream(Files.newOutputStream(Path.of(target)))) {
        Files.copy(folder.resolve("compact.mdb"), out);
      }
    }
  }
}
