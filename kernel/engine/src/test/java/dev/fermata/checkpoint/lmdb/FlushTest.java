// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import static dev.fermata.checkpoint.CheckpointerFixture.checkpoint;
import static dev.fermata.checkpoint.CheckpointerFixture.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.checkpoint.WriteBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every commit reaches the disk before it is acknowledged: its pages, and then the page that names
 * their root. A killed process cannot tell, because the system keeps what was not flushed; only the
 * system calls do. Needs strace.
 */
class FlushTest {
  private static final int COMMITS = 20;
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final Pattern CALL =
      Pattern.compile("^\\d+ +(\\w+)\\((?:AT_FDCWD, )?([^,)]+)(.*?)(?:= (\\d+))?$");

  @TempDir Path folder;

  @Test
  void everyCommitFlushesItsPagesAndThenTheirRoot() throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
    Path log = folder.resolve("trace");
    String calls = "trace=openat,fsync,fdatasync,write,pwrite64,pwritev";
    List<String> traced =
        List.of(STRACE.toString(), "-f", "-qq", "-o", log.toString(), "-e", calls);
    try (Child child = Child.start(traced, Main.class, folder.resolve("store.mdb"))) {
      List<String> lines = child.rest();
      assumeTrue(Files.exists(log) && Files.size(log) > 0, "this process may not trace: " + lines);
      assertThat(lines).contains("READY", "DONE");
    }
    assertThat(flushes(Files.readAllLines(log)))
        .as("D: fdatasync of the pages, M: synced write of the root")
        .isEqualTo("DM".repeat(COMMITS));
  }

  /** What was flushed between READY and DONE. */
  private static String flushes(List<String> trace) {
    Set<String> synced = new HashSet<>();
    StringBuilder found = new StringBuilder();
    for (String line : trace) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        String name = call.group(1);
        if (name.equals("openat")) {
          boolean mine = call.group(4) != null && call.group(3).contains("SYNC");
          boolean changed = mine ? synced.add(call.group(4)) : synced.remove(call.group(4));
          assertThat(changed || !mine).isTrue();
        } else if (name.endsWith("sync")) {
          found.append('D');
        } else if (call.group(3).contains("READY")) {
          found.setLength(0);
        } else if (call.group(3).contains("DONE")) {
          return found.toString();
        } else if (synced.contains(call.group(2))) {
          found.append('M');
        }
      }
    }
    return found + " and no end";
  }

  /** Commits one batch after the other. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      try (LmdbCheckpointer store = LmdbCheckpointer.open(Path.of(args[0]))) {
        store.commit(batch(1));
        System.out.println("READY");
        for (int i = 2; i < COMMITS + 2; i++) {
          store.commit(batch(i));
        }
        System.out.println("DONE");
      }
    }

    private static WriteBatch batch(int id) {
      return new WriteBatch("t", List.of(checkpoint(id, Map.of("n", set("" + id)))));
    }
  }
}
