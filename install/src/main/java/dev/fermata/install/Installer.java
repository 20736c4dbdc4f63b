// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts the kernel into one Jupyter data directory and takes it out again.
 *
 * @param dir the data directory
 * @param name the kernel's name
 */
record Installer(DataDir dir, String name) {
  static final String JAR = "fermata.jar";

  /**
   * Installs, over whatever an earlier install left there.
   *
   * @param jar the runnable jar; it is copied, so that the original may go
   * @param jdk what the kernel will run on
   * @param version recorded in the kernelspec
   * @param archive whether the kernelspec names a start-up archive; {@link #train} makes it
   */
  void install(Path jar, Jdk jdk, String version, boolean archive) {
    jdk.requireFull();
    Path kernel = dir.kernel(name);
    try {
      Files.createDirectories(kernel);
      Path copy = kernel.resolve(JAR);
      copyUnlessSame(jar, copy);
      Bundled.copy("kernelspec", kernel);
      LabExtension.copyTo(dir);
      List<String> use = archive ? archive(jdk).use() : List.of();
      KernelSpec spec = KernelSpec.of(jdk.java(), use, copy, version);
      Files.writeString(kernel.resolve(KernelSpec.FILE), spec.toJson());
    } catch (IOException e) {
      throw new InstallException(
          "cannot-write",
          "the kernel could not be written to \""
              + kernel
              + "\": "
              + e
              + ". Choose a place you may"
              + " write to with --user or --prefix DIR.",
          e);
    }
  }

  /** Makes the start-up archive of an installed kernel, unless it is fresh: some seconds. */
  void train(Jdk jdk) throws IOException {
    archive(jdk).renew(jdk);
  }

  private StartupArchive archive(Jdk jdk) {
    return new StartupArchive(dir.kernel(name).resolve(JAR), jdk.feature());
  }

  /**
   * Removes the kernel, and the lab extension with the last Fermata kernel of this directory.
   *
   * @return false when there was none
   */
  boolean uninstall() {
    Path kernel = dir.kernel(name);
    if (!Files.exists(kernel)) {
      return false;
    }
    if (!Files.exists(kernel.resolve(JAR))) {
      throw new InstallException(
          "not-ours",
          "the kernel in \""
              + kernel
              + "\" is not Fermata: it has no "
              + JAR
              + ". Nothing was"
              + " removed; jupyter kernelspec remove "
              + name
              + " removes any kernel.");
    }
    try {
      Trees.delete(kernel);
      if (others().isEmpty()) {
        Trees.delete(LabExtension.in(dir));
      }
      for (Path folder : List.of(dir.kernels(), dir.labExtensions(), dir.path())) {
        Trees.deleteIfEmpty(folder);
      }
    } catch (IOException e) {
      throw new InstallException(
          "cannot-remove",
          "the kernel in \""
              + kernel
              + "\" could not be removed: "
              + e
              + ". Close the notebooks that"
              + " use it, check who owns the files, and run uninstall again.",
          e);
    }
    return true;
  }

  private List<Path> others() throws IOException {
    if (!Files.exists(dir.kernels())) {
      return List.of();
    }
    try (Stream<Path> kernels = Files.list(dir.kernels())) {
      return kernels.filter(kernel -> Files.exists(kernel.resolve(JAR))).toList();
    }
  }

  private static void copyUnlessSame(Path jar, Path copy) throws IOException {
    if (Files.exists(copy) && Files.mismatch(jar, copy) < 0) {
      return;
    }
    // A running kernel keeps reading its old jar: replace the name, not the bytes under it.
    Path fresh = Files.createTempFile(copy.getParent(), "new", ".jar");
    Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, copy, StandardCopyOption.REPLACE_EXISTING);
  }
}
