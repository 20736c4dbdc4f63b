// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Checkpointer;
import dev.fermata.checkpoint.CheckpointsContract;
import dev.fermata.checkpoint.LivesContract;
import dev.fermata.checkpoint.MaintenanceContract;
import dev.fermata.checkpoint.ThreadsContract;
import dev.fermata.checkpoint.WritesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class LmdbCheckpointerTest {
  @TempDir Path folder;

  @Nested
  class Checkpoints extends CheckpointsContract {
    @Override
    protected Checkpointer open() {
      return LmdbCheckpointer.open(folder.resolve("checkpoints.mdb"));
    }
  }

  @Nested
  class Writes extends WritesContract {
    @Override
    protected Checkpointer open() {
      return LmdbCheckpointer.open(folder.resolve("checkpoints.mdb"));
    }
  }

  @Nested
  class Threads extends ThreadsContract {
    @Override
    protected Checkpointer open() {
      return LmdbCheckpointer.open(folder.resolve("checkpoints.mdb"));
    }
  }

  @Nested
  class Lives extends LivesContract {
    @Override
    protected Checkpointer open() {
      return LmdbCheckpointer.open(folder.resolve("checkpoints.mdb"));
    }
  }

  @Nested
  class Maintenance extends MaintenanceContract {
    @Override
    protected Checkpointer open() {
      return LmdbCheckpointer.open(folder.resolve("checkpoints.mdb"));
    }

    @Override
    protected void compact() {
      ((LmdbCheckpointer) store).compact();
    }
  }
}
