// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.write;

import dev.fermata.checkpoint.CheckpointId;
import dev.fermata.checkpoint.ConflictException;
import dev.fermata.checkpoint.WriteBatch;
import java.nio.file.Path;
import java.util.List;

/** Answers questions 0 … n-1 of thread "t" as fast as it can and says which answers were taken. */
final class AnswerMain {
  private AnswerMain() {}

  public static void main(String[] arguments) throws Exception {
    CheckpointId one = new CheckpointId(1);
    try (LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(arguments[0]))) {
      System.out.println("READY");
      System.in.read();
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        try {
          store.commit(
              new WriteBatch(
                  "t",
                  List.of(
                      new WriteBatch.ExpectWrite("", one, "ask", "interrupt", "" + i),
                      write(1, "ask", "resume", "" + i, arguments[2]))));
          System.out.println("WON " + i);
        } catch (ConflictException e) {
          System.out.println("LOST " + i + " " + e.existing().value());
        }
      }
    }
  }
}
