// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The content of a {@code kernel.json}, as Jupyter's "Kernel specs" section defines it.
 *
 * @param argv the process to start; {@code {connection_file}} is filled in by Jupyter
 * @param displayName what the launcher shows
 * @param language what notebooks record, {@code java}
 * @param interruptMode {@code message}: the interrupt arrives on the control channel, since a
 *     signal would end the JVM
 * @param metadata {@code debugger} makes JupyterLab offer the debugger; the rest is for tools
 */
record KernelSpec(
    List<String> argv,
    @JsonProperty("display_name") String displayName,
    String language,
    @JsonProperty("interrupt_mode") String interruptMode,
    Map<String, Object> metadata) {
  static final String FILE = "kernel.json";

  /** For LMDB's library. */
  static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  /**
   * Accepted by every JVM from 17 on: what one does not know it skips, because of the first. The
   * rest was chosen by measurement on Java 17 and 25. The serial collector with a small heap to
   * begin with halves the idle memory, and the young generation is just large enough that no
   * collection falls into the start. The optimising compiler waits thirty times as long as usual: a
   * cell's own hot code still reaches it within milliseconds, but it no longer competes with the
   * start, which takes a third less processor time. The quick compiler waits twice to three times
   * as long, for the same reason: a tenth less.
   */
  static final List<String> FLAGS =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          NATIVE_ACCESS,
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-Xms104m",
          "-XX:NewSize=72m",
          "-XX:Tier3InvocationThreshold=600",
          "-XX:Tier3MinInvocationThreshold=300",
          "-XX:Tier3CompileThreshold=4000",
          "-XX:Tier3BackEdgeThreshold=120000",
          "-XX:Tier4InvocationThreshold=150000",
          "-XX:Tier4MinInvocationThreshold=18000",
          "-XX:Tier4CompileThreshold=450000",
          "-XX:Tier4BackEdgeThreshold=1200000",
          "-XX:+UnlockDiagnosticVMOptions",
          // as before 20: moving the archive to a random address would patch all of its pointers
          "-XX:ArchiveRelocationMode=0",
          // the JVM's own log goes to standard output: a stale start-up archive is no news there
          "-Xlog:disable");

  KernelSpec {
    argv = List.copyOf(argv);
    metadata = Map.copyOf(metadata);
  }

  /**
   * The spec for a kernel.
   *
   * @param java the launcher
   * @param archive the options that use a start-up archive; empty for none
   * @param jar what is run
   * @param version recorded
   */
  static KernelSpec of(Path java, List<String> archive, Path jar, String version) {
    List<String> argv = new ArrayList<>();
    argv.add(java.toString());
    argv.addAll(FLAGS);
    argv.addAll(archive);
    argv.addAll(List.of("-jar", jar.toString(), "kernel", "{connection_file}"));
    return new KernelSpec(
        argv,
        "Java (Fermata)",
        "java",
        "message",
        Map.of("fermata_version", version, "debugger", true));
  }

  String toJson() {
    try {
      return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fails with the reason when Jupyter would not accept the name of a kernel. */
  static void requireValidName(String name) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new InstallException(
          "bad-kernel-name",
          "\""
              + name
              + "\" cannot name a kernel: Jupyter allows only the ASCII letters, digits and"
              + " . _ - in it. Choose another --name.");
    }
  }
}
