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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code %env}: the kernel's environment variables.
 *
 * @param environment name → value
 */
record EnvMagic(Map<String, String> environment) implements Magic {
  /** Values of such names are not listed: notebooks are shared. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(key|token|secret|passw|credential).*");

  @Override
  public MagicSpec spec() {
    return new MagicSpec(
        "env",
        "shows the environment variables of the kernel",
        MagicSpec.Kind.LINE,
        List.of(),
        List.of("[NAME]"),
        null,
        "The list hides the values of names like …KEY, …TOKEN, …PASSWORD; %env NAME shows one.\n"
            + "A running JVM cannot change its environment: set it in the kernelspec's \"env\".");
  }

  @Override
  public Object run(MagicCall call) {
    var name = call.argument(0);
    return name.isPresent() ? value(name.get()) : MimeBundle.plain(list());
  }

  private String value(String name) {
    if (name.contains("=")) {
      throw new MagicException(
          "read-only",
          "a running JVM cannot change its environment; set the variable in \"env\" of the"
              + " kernelspec, or where JupyterLab is started");
    }
    var value = environment.get(name);
    if (value == null) {
      var near = Nearest.of(name, environment.keySet());
      var hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
      throw new MagicException("unknown-variable", "\"" + name + "\" is not set" + hint);
    }
    return value;
  }

  private String list() {
    return new TreeMap<>(environment)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + (secret(e.getKey()) ? "…" : e.getValue()))
            .collect(Collectors.joining("\n"));
  }

  private static boolean secret(String name) {
    return SECRET.matcher(name).matches();
  }

  @Override
  public List<String> complete(MagicCompletion at) {
    return List.copyOf(new TreeMap<>(environment).keySet());
  }
}
