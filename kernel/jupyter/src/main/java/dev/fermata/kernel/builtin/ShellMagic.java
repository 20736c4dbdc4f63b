// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.magic.MagicSpec.Option;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code %shell} and {@code %%shell}: programs of the computer the kernel runs on.
 *
 * @param session whose folder and environment they get
 */
record ShellMagic(SessionAccess session) implements Magic {
  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "shell",
        "runs a command of the operating system's shell and shows what it prints",
        MagicSpec.Kind.LINE_AND_CELL,
        List.of(Option.value("--as", "NAME", "keeps what it prints in a String variable")),
        List.of(),
        "COMMAND",
        """
        It runs in the notebook's folder (%cd changes it, %env NAME=VALUE its environment) and gets
        no input; interrupting the cell ends it. A result other than 0 is an error.
        Examples: %shell ls -la   %shell --as version git --version\
        """);
  }

  @Override
  public @Nullable Object run(MagicCall call) throws Exception {
    var command = call.body() == null ? call.rest() : call.body();
    if (command.isBlank()) {
      throw new MagicException("missing-argument", "%" + call.name() + " needs a command to run");
    }
    var builder = new ProcessBuilder(words(command)).redirectErrorStream(true);
    builder.environment().putAll(session.surroundings().added());
    var process = builder.directory(call.notebook().directory().toFile()).start();
    process.getOutputStream().close();
    var printed = new StringBuilder();
    var name = call.option("--as");
    var reader = new Thread(() -> copy(process, name.isPresent() ? printed : null), "shell output");
    reader.setDaemon(true);
    reader.start();
    try {
      var status = process.waitFor();
      reader.join();
      if (status != 0) {
        throw new MagicException("command-failed", "the command ended with " + status);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    name.ifPresent(n -> call.notebook().bind(n, "String", printed.toString().stripTrailing()));
    return null;
  }

  private static List<String> words(String command) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? List.of("cmd", "/c", command) : List.of("sh", "-c", command);
  }

  private static void copy(Process process, @Nullable StringBuilder kept) {
    try (var from = new InputStreamReader(process.getInputStream(), UTF_8)) {
      var some = new char[4096];
      for (var n = from.read(some); n >= 0; n = from.read(some)) {
        var text = new String(some, 0, n);
        if (kept == null) {
          System.out.print(text);
        } else {
          kept.append(text);
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
