// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Checkpoint.Source;
import dev.fermata.checkpoint.ThreadInfo.Status;
import java.util.List;

/** The numbers that stand for constants in the file: never reordered, only added to. */
final class Codes {
  private static final List<Status> STATUSES =
      List.of(Status.RUNNING, Status.PAUSED, Status.STOPPED, Status.FAILED, Status.FINISHED);
  private static final List<Source> SOURCES =
      List.of(Source.INPUT, Source.LOOP, Source.UPDATE, Source.FORK);

  private Codes() {}

  static int of(Status status) {
    return STATUSES.indexOf(status);
  }

  static int of(Source source) {
    return SOURCES.indexOf(source);
  }

  static Status status(long code) {
    return at(STATUSES, code);
  }

  static Source source(long code) {
    return at(SOURCES, code);
  }

  private static <T> T at(List<T> constants, long code) {
    if (code >= constants.size()) {
      throw Damage.of("a record holds the unknown constant " + code);
    }
    return constants.get((int) code);
  }
}
