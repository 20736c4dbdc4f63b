// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.kernel.shell.ShellAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarIT {
  /** Where a bundled work's classes lie → its name in NOTICE. */
  private static final Map<String, String> BUNDLED =
      Map.ofEntries(
          Map.entry("com/fasterxml/jackson", "Jackson"),
          Map.entry("com/google/errorprone", "Error Prone annotations"),
          Map.entry("com/google/gson", "Gson"),
          Map.entry("com/kenai/jffi", "jffi"),
          Map.entry("com/kenai/jnr", "jnr-x86asm"),
          Map.entry("com/neilalexander/jnacl", "jnacl"),
          Map.entry("eu/maveniverse", "MIMA"),
          Map.entry("io/github/spencerpark", "jupyter-jvm-basekernel"),
          Map.entry("jnr/a64asm", "jnr-a64asm"),
          Map.entry("jnr/constants", "jnr-constants"),
          Map.entry("jnr/ffi", "jnr-ffi"),
          Map.entry("jnr/x86asm", "jnr-x86asm"),
          Map.entry("org/apache/commons/codec", "Apache Commons Codec"),
          Map.entry("org/apache/commons/logging", "JCL over SLF4J"),
          Map.entry("org/apache/http", "Apache HttpComponents"),
          Map.entry("org/apache/maven", "Apache Maven"),
          Map.entry("org/codehaus/plexus", "Plexus"),
          Map.entry("org/eclipse/aether", "Apache Maven Resolver"),
          Map.entry("org/jspecify/annotations", "JSpecify"),
          Map.entry("org/lmdbjava", "lmdbjava"),
          Map.entry("org/objectweb/asm", "ASM"),
          Map.entry("org/slf4j", "SLF4J"),
          Map.entry("org/sonatype/plexus", "Plexus"),
          Map.entry("org/zeromq", "JeroMQ"),
          Map.entry("zmq", "JeroMQ"),
          Map.entry("picocli", "picocli"));

  @Test
  void everyBundledWorkIsNamedInTheNotice() throws IOException {
    String notice = Files.readString(Checkout.root().resolve("NOTICE"));
    Set<String> unnamed = new TreeSet<>();
    try (JarFile jar = new JarFile(Checkout.jar().toFile())) {
      jar.stream()
          .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
          .filter(name -> name.endsWith(".class") && !name.startsWith("dev/fermata/"))
          .filter(name -> !name.startsWith("jdk/jshell/Once")) // ours
          .filter(
              name -> BUNDLED.keySet().stream().noneMatch(known -> name.startsWith(known + "/")))
          .forEach(unnamed::add);
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(
              new String(
                  jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(),
                  StandardCharsets.UTF_8))
          .isEqualTo(notice);
    }

    assertThat(unnamed).as("classes of works that NOTICE and this test do not know").isEmpty();
    assertThat(BUNDLED.values()).allMatch(notice::contains);
    assertThat(notice).contains("OpenLDAP Public License, Version 2.8");
  }

  @Test
  void theJarListsTheVersionsOfItsLibraries() throws IOException {
    try (JarFile jar = new JarFile(Checkout.jar().toFile())) {
      var list = jar.getInputStream(jar.getEntry("META-INF/fermata/libraries.txt"));
      assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8))
          .contains(
              "com.google.code.gson:gson:jar:", "org.ow2.asm:asm:jar:", "info.picocli:picocli:jar:")
          .contains("org.lmdbjava:lmdbjava:jar:")
          .doesNotContain("dev.fermata", "junit");
    }
  }

  @Test
  void theManifestOpensWhatTheKernelNeeds() throws IOException {
    try (JarFile jar = new JarFile(Checkout.jar().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo(Main.class.getName());
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(manifest.getValue("Add-Opens")).contains("java.base/java.nio");
      assertThat(manifest.getValue("Launcher-Agent-Class")).isEqualTo(ShellAgent.class.getName());
      assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
      assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
    }
  }
}
