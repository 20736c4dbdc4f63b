// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code %time} and {@code %%time}: how long some Java took, once. */
final class TimeMagic implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "time",
        "runs Java once and says how long it took",
        MagicSpec.Kind.LINE_AND_CELL,
        List.of(),
        List.of(),
        "JAVA",
        "The value is the cell's result. Example: %time list.stream().sorted().toList()");
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    var source = call.body() == null ? call.rest() : call.body();
    if (source.isBlank()) {
      throw new MagicException("missing-argument", "%time needs some Java to run");
    }
    var threads = ManagementFactory.getThreadMXBean();
    var cpu = threads.getCurrentThreadCpuTime();
    var wall = System.nanoTime();
    try {
      return call.notebook().run(source);
    } finally {
      System.out.println(
          "CPU "
              + Durations.text((double) (threads.getCurrentThreadCpuTime() - cpu))
              + ", wall "
              + Durations.text((double) (System.nanoTime() - wall)));
    }
  }
}
