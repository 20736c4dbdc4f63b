// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.ThreadInfo;
import dev.fermata.kernel.magic.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Who and where this notebook is: recorded with its threads and answers. */
final class Labels {
  static final String NOTEBOOK = "notebook";
  private static final String HOST = "host";
  private static final String PROCESS = "pid";
  private static final long NO_PROCESS = -1;

  private final Map<String, String> all;

  Labels(Notebook notebook) {
    var labels = new LinkedHashMap<String, String>();
    notebook.sessionName().ifPresent(name -> labels.put(NOTEBOOK, name));
    labels.put("user", System.getProperty("user.name", "unknown"));
    labels.put(HOST, host());
    labels.put("kernel", notebook.kernelId());
    labels.put(PROCESS, String.valueOf(ProcessHandle.current().pid()));
    all = Map.copyOf(labels);
  }

  Map<String, String> all() {
    return all;
  }

  /**
   * Whether a thread was left in the middle of a run: it says that it runs, and the process that
   * ran it on this machine is gone. Of other machines nothing is known.
   */
  boolean isAbandoned(ThreadInfo info) {
    return runsHere(info) && !ranAt(process(info), info.since());
  }

  /** Whether another process of this machine is in the middle of running a thread. */
  boolean runsElsewhere(ThreadInfo info) {
    return runsHere(info)
        && process(info) != ProcessHandle.current().pid()
        && ranAt(process(info), info.since());
  }

  /** The process that wrote a thread's row. */
  static long process(ThreadInfo info) {
    var number = info.labels().getOrDefault(PROCESS, "");
    return number.matches("\\d{1,18}") ? Long.parseLong(number) : NO_PROCESS;
  }

  private boolean runsHere(ThreadInfo info) {
    return info.status() == ThreadInfo.Status.RUNNING
        && Objects.equals(all.get(HOST), info.labels().get(HOST))
        && process(info) != NO_PROCESS;
  }

  /** Numbers of processes are used again: the one meant was there at that time. */
  private static boolean ranAt(long process, Instant time) {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .filter(found -> found.info().startInstant().map(s -> !s.isAfter(time)).orElse(true))
        .isPresent();
  }

  /** The machine's name, without asking the network for it. */
  private static String host() {
    for (var variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
      var name = System.getenv(variable);
      if (name != null && !name.isBlank()) {
        return name.strip();
      }
    }
    try {
      return Files.readString(Path.of("/etc/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
