// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.set;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.checkpoint.CheckpointRef;
import dev.fermata.checkpoint.WriteBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes until the file may grow no more, then says how that ended and that reading still works.
 */
final class FillMain {
  private FillMain() {}

  public static void main(String[] arguments) {
    String value = "\"" + "x".repeat(50_000) + "\"";
    try (LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(arguments[0]))) {
      for (int id = 1; id < 1_000; id++) {
        try {
          store.commit(new WriteBatch("t", List.of(checkpoint(id, Map.of("a", set(value))))));
          System.out.println("ACK " + id);
        } catch (CheckpointException e) {
          boolean readable = store.getTuple(CheckpointRef.latest("t")).isPresent();
          System.out.println(readable ? e.code() + " " + e.getMessage() : "cannot read");
          return;
        }
      }
    }
  }
}
