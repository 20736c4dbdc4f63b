// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.kernel.magic.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who and where this notebook is: recorded with its threads and answers. */
final class Labels {
  static final String NOTEBOOK = "notebook";

  private final Map<String, String> all;

  Labels(Notebook notebook) {
    var labels = new LinkedHashMap<String, String>();
    notebook.sessionName().ifPresent(name -> labels.put(NOTEBOOK, name));
    labels.put("user", System.getProperty("user.name", "unknown"));
    labels.put("host", host());
    labels.put("kernel", notebook.kernelId());
    all = Map.copyOf(labels);
  }

  Map<String, String> all() {
    return all;
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
