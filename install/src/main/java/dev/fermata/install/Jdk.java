// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Java the kernel will run on: the one that runs the installer.
 *
 * @param home its home directory
 * @param feature its feature version, such as 17
 * @param jshell whether it has the module {@code jdk.jshell}; a JRE does not
 */
record Jdk(Path home, int feature, boolean jshell) {
  static final int OLDEST = 17;

  static Jdk ofThisProcess() {
    return new Jdk(
        Path.of(System.getProperty("java.home")),
        Runtime.version().feature(),
        ModuleLayer.boot().findModule("jdk.jshell").isPresent()
            || java.lang.module.ModuleFinder.ofSystem().find("jdk.jshell").isPresent());
  }

  /** The launcher, with the suffix Windows wants. */
  Path java() {
    Path windows = home.resolve("bin").resolve("java.exe");
    return Files.exists(windows) ? windows : home.resolve("bin").resolve("java");
  }

  /** Fails with what to do when cells could not be compiled by this Java. */
  void requireFull() {
    if (!jshell) {
      throw new InstallException(
          "not-a-full-jdk",
          "\""
              + home
              + "\" is a Java runtime without the module jdk.jshell, and the kernel compiles"
              + " cells. Install a full JDK of version "
              + OLDEST
              + " or newer (Debian:"
              + " openjdk-17-jdk-headless) and run its java.");
    }
  }
}
