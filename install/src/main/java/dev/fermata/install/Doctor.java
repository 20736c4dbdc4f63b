// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fermata.install.Finding.Fine;
import dev.fermata.install.Finding.Wrong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;

/**
 * Examines an installation without changing it.
 *
 * @param dirs where Jupyter would look
 * @param dir where the kernel should be
 * @param name the kernel's name
 * @param where the options of install that mean this place, each after a blank; may be ""
 * @param folder the notebooks' folder, whose store is examined
 */
record Doctor(JupyterDirs dirs, DataDir dir, String name, String where, Path folder) {
  List<Finding> examine(Jdk jdk) {
    return List.of(
        java(jdk), kernelspec(), kernelJava(), dataPath(), labExtension(), store(), lmdb());
  }

  private Finding java(Jdk jdk) {
    String detail = "Java " + jdk.feature() + " in " + jdk.home();
    if (!jdk.jshell()) {
      return new Wrong(
          "JDK",
          detail + " has no module jdk.jshell: it is a runtime, not a full JDK",
          true,
          "Install a full JDK of version " + Jdk.OLDEST + " or newer and run its java");
    }
    return new Fine("JDK", detail + " with jdk.jshell");
  }

  private Finding kernelspec() {
    Path kernel = dir.kernel(name);
    for (String file : List.of(KernelSpec.FILE, Installer.JAR)) {
      if (!Files.isReadable(kernel.resolve(file))) {
        return new Wrong(
            "kernelspec", "\"" + kernel.resolve(file) + "\" is missing", true, install());
      }
    }
    return spec()
        .<Finding>map(spec -> new Fine("kernelspec", kernel.toString()))
        .orElseGet(
            () ->
                new Wrong(
                    "kernelspec",
                    "\"" + kernel.resolve(KernelSpec.FILE) + "\" is not a kernelspec",
                    true,
                    install() + " to write it again"));
  }

  private Finding kernelJava() {
    String what = "kernel's Java";
    Optional<String> java = spec().map(spec -> spec.path("argv").path(0).asText());
    if (java.isEmpty()) {
      return new Wrong(what, "unknown without a kernelspec", true, install());
    }
    if (!Files.isExecutable(Path.of(java.get()))) {
      return new Wrong(
          what,
          "\"" + java.get() + "\" is no longer there",
          true,
          install() + " with the JDK the kernel shall use");
    }
    return new Fine(what, java.get());
  }

  private Finding dataPath() {
    if (dirs.searched().contains(dir)) {
      return new Fine("Jupyter data path", dir.path() + " is searched");
    }
    Optional<Path> own = dir.ownJupyter();
    if (own.isPresent()) {
      return new Fine("Jupyter data path", dir.path() + " is searched by " + own.get());
    }
    return new Wrong(
        "Jupyter data path",
        dir.path() + " is searched only by the Jupyter of that environment",
        false,
        "Start that environment's own jupyter lab, or set JUPYTER_PATH=" + dir.path());
  }

  private Finding labExtension() {
    Path extension = LabExtension.in(dir);
    if (Files.isReadable(extension.resolve("package.json"))) {
      return new Fine("JupyterLab extension", extension.toString());
    }
    return new Wrong(
        "JupyterLab extension",
        "\"" + extension + "\" is missing: questions are shown as text, without buttons",
        false,
        install());
  }

  private Finding store() {
    Path store = dirs.store(folder);
    Path nearest = store;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    boolean fits = nearest.equals(store) || Files.isDirectory(nearest);
    if (!fits || !Files.isWritable(nearest) || !Files.isReadable(nearest)) {
      return new Wrong(
          "checkpoint store",
          "\"" + nearest + "\" " + (fits ? "cannot be written by you" : "is not a folder"),
          true,
          "Change its owner or permissions, or set FERMATA_STORE to a file you may write");
    }
    return new Fine(
        "checkpoint store", store + (Files.exists(store) ? "" : " (made at the first question)"));
  }

  private Finding lmdb() {
    try {
      Path scratch = Files.createTempDirectory("fermata-doctor");
      try (Env<ByteBuffer> env = Env.create().setMapSize(1 << 20).open(scratch.toFile())) {
        return new Fine("LMDB library", "opens, pages of " + env.stat().pageSize + " bytes");
      } finally {
        Trees.delete(scratch);
      }
    } catch (IOException | LmdbException | LinkageError e) {
      return new Wrong(
          "LMDB library",
          "the native library does not load on " + dirs.os() + ": " + e,
          true,
          "Check that the temporary folder "
              + System.getProperty("java.io.tmpdir")
              + " may hold programs (not mounted noexec), or name another with"
              + " JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR");
    }
  }

  private String install() {
    return "Run java -jar fermata.jar install" + where;
  }

  private Optional<JsonNode> spec() {
    try {
      JsonNode spec =
          JsonMapper.builder().build().readTree(dir.kernel(name).resolve(KernelSpec.FILE).toFile());
      return Optional.of(spec).filter(json -> json.path("argv").isArray());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
