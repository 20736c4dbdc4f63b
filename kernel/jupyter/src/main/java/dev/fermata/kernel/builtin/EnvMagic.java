// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Magic;
import dev.fermata.kernel.magic.MagicCall;
import dev.fermata.kernel.magic.MagicCompletion;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.magic.MagicSpec;
import dev.fermata.kernel.shell.Nearest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code %env}: the kernel's environment variables.
 *
 * @param session whose they are
 */
record EnvMagic(SessionAccess session) implements Magic {
  /** Values of such names are not listed: notebooks are shared. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(key|token|secret|passw|credential).*");

  private static final Pattern SETTING = Pattern.compile("(?s)\\s*([^\\s=]+)=(.*)");

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "env",
        "shows the environment variables, or sets one",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of(),
        "NAME[=VALUE]",
        """
        The list hides the values of names like …KEY, …TOKEN, …PASSWORD; %env NAME shows one.
        What is set counts for the commands of %shell. A running JVM cannot change its own
        environment: System.getenv, and settings that are read when the kernel starts, stay as they
        were; for those set the variable in the kernelspec's "env", or where JupyterLab is started.
        Examples: %env   %env PATH   %env LANG=C.UTF-8\
        """);
  }

  @Override
  public @Nullable Object run(MagicCall call) {
    var text = call.rest().strip();
    var setting = SETTING.matcher(text);
    if (setting.matches()) {
      return set(setting.group(1), setting.group(2));
    }
    return text.isEmpty() ? MimeBundle.plain(list()) : value(text);
  }

  private @Nullable Object set(String name, String value) {
    if ((name + value).indexOf('\0') >= 0) {
      throw new MagicException("bad-value", "neither name nor value can hold the character U+0000");
    }
    session.surroundings().set(name, value);
    System.out.println(
        name + " is set for the commands of %shell; System.getenv in Java keeps its values");
    return null;
  }

  private String value(String name) {
    var environment = session.surroundings().variables();
    var value = environment.get(name);
    if (value == null) {
      var near = Nearest.of(name, environment.keySet());
      var hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
      throw new MagicException(
          "unknown-variable", "\"" + name + "\" is not set" + hint + "; %env NAME=VALUE sets one");
    }
    return value;
  }

  private String list() {
    return session.surroundings().variables().entrySet().stream()
        .map(e -> e.getKey() + "=" + (secret(e.getKey()) ? "…" : e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static boolean secret(String name) {
    return SECRET.matcher(name).matches();
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return List.copyOf(session.surroundings().variables().keySet());
  }
}
