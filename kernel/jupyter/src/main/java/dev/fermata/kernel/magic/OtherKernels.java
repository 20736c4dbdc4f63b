// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.magic;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people who come from other kernels type, and what is written here. */
final class OtherKernels {
  private static final Map<String, String> OURS =
      Map.ofEntries(
          Map.entry("addmavendependency", "%maven GROUP:ARTIFACT:VERSION"),
          Map.entry("addmavendependencies", "%maven GROUP:ARTIFACT:VERSION …"),
          Map.entry("dependency", "%maven GROUP:ARTIFACT:VERSION"),
          Map.entry("use", "%maven GROUP:ARTIFACT:VERSION"),
          Map.entry("addmavenrepo", "%maven --repo URL GROUP:ARTIFACT:VERSION"),
          Map.entry("mavenrepo", "%maven --repo URL GROUP:ARTIFACT:VERSION"),
          Map.entry("jars", "%classpath FILE"),
          Map.entry("jar", "%classpath FILE"),
          Map.entry("addclasspath", "%classpath FILE"),
          Map.entry("addjar", "%classpath FILE"),
          Map.entry("addjars", "%classpath FILE"),
          Map.entry("bash", "%%shell"),
          Map.entry("sh", "%%shell"),
          Map.entry("cmd", "%%shell"),
          Map.entry("script", "%%shell"),
          Map.entry("system", "%shell COMMAND"),
          Map.entry("sx", "%shell --as NAME COMMAND"),
          Map.entry("ls", "%shell ls"),
          Map.entry("cat", "%shell cat FILE"),
          Map.entry("pip", "%maven GROUP:ARTIFACT:VERSION"),
          Map.entry("whos", "%who"),
          Map.entry("history", "%hist"),
          Map.entry("quit", "%exit"),
          Map.entry("js", "%%javascript"),
          Map.entry("image", "image(Path.of(\"FILE\"))"),
          Map.entry("pinfo", "%help MAGIC, or Shift-Tab behind a name"),
          Map.entry("xmode", "%tb"));

  private OtherKernels() {}

  /** What to write in place of another kernel's magic. */
  static Optional<String> inPlaceOf(String name) {
    return Optional.ofNullable(OURS.get(name.toLowerCase(Locale.ROOT)));
  }
}
