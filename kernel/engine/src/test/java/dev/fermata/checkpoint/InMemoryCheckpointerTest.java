// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.junit.jupiter.api.Nested;

class InMemoryCheckpointerTest {
  @Nested
  class Checkpoints extends CheckpointsContract {
    @Override
    protected Checkpointer open() {
      return new InMemoryCheckpointer();
    }
  }

  @Nested
  class Writes extends WritesContract {
    @Override
    protected Checkpointer open() {
      return new InMemoryCheckpointer();
    }
  }

  @Nested
  class Threads extends ThreadsContract {
    @Override
    protected Checkpointer open() {
      return new InMemoryCheckpointer();
    }
  }

  @Nested
  class Lives extends LivesContract {
    @Override
    protected Checkpointer open() {
      return new InMemoryCheckpointer();
    }
  }

  @Nested
  class Maintenance extends MaintenanceContract {
    @Override
    protected Checkpointer open() {
      return new InMemoryCheckpointer();
    }
  }
}
