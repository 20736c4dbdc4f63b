// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A Python environment with Jupyter, the test tools and the built jar's kernel, prepared once and
 * shared by every test of a build. It lies in {@code install/target} and is made anew only when the
 * requirements change.
 *
 * @param prefix the environment's folder, what {@code sys.prefix} is in it
 */
public record JupyterVenv(Path prefix) {
  /** The kernel's name in this environment. */
  public static final String KERNEL = "fermata";

  private static final Duration PIP_LIMIT = Duration.ofMinutes(15);

  private static final class Shared {
    static final JupyterVenv VENV = prepare();
  }

  /**
   * The environment, prepared by the first call: some seconds when it is there, up to minutes when
   * packages must be fetched.
   *
   * @return with the jar's kernel installed for the JDK of {@link #kernelJdk()}
   */
  public static JupyterVenv prepared() {
    return Shared.VENV;
  }

  /**
   * The JDK the installed kernel runs on: the property {@code fermata.kernel.jdk}, else this JVM's.
   *
   * @return its home
   */
  public static Path kernelJdk() {
    return Path.of(System.getProperty("fermata.kernel.jdk", System.getProperty("java.home")));
  }

  /**
   * A program of the environment: {@code python}, {@code jupyter}.
   *
   * @param name without suffix
   * @return an absolute path
   */
  public Path program(String name) {
    return File.separatorChar == '\\'
        ? prefix.resolve("Scripts").resolve(name + ".exe")
        : prefix.resolve("bin").resolve(name);
  }

  /**
   * A Python program to be run here, apart from the person's own Jupyter settings and data.
   *
   * @param args the script and its arguments
   * @return runs in the checkout; set {@code FERMATA_STORE} to a fresh file where checkpoints
   *     matter
   */
  public Command python(String... args) {
    List<String> argv = new ArrayList<>();
    argv.add(program("python").toString());
    argv.addAll(List.of(args));
    Path state = prefix.resolve("state");
    return new Command(argv, Checkout.root(), java.util.Map.of(), Duration.ofMinutes(10))
        .with("JUPYTER_PATH", "")
        .with("JUPYTER_DATA_DIR", state.resolve("data").toString())
        .with("JUPYTER_CONFIG_DIR", state.resolve("config").toString())
        .with("JUPYTER_RUNTIME_DIR", state.resolve("runtime").toString())
        .with("IPYTHONDIR", state.resolve("ipython").toString())
        .with("JUPYTER_PREFER_ENV_PATH", "1")
        .with("VIRTUAL_ENV", prefix.toString())
        .with("PYTHONUNBUFFERED", "1")
        .with("PYTHONWARNINGS", "ignore")
        .with("FERMATA_STORE", "");
  }

  private static JupyterVenv prepare() {
    Path target = Checkout.root().resolve("install/target");
    try (FileChannel channel =
            FileChannel.open(
                target.resolve("venv.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      JupyterVenv venv = new JupyterVenv(target.resolve("venv"));
      venv.installPackages(requirements());
      venv.installKernel();
      return venv;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> requirements() {
    Path install = Checkout.root().resolve("install");
    return List.of(
        install.resolve("requirements.txt"), install.resolve("src/test/python/requirements.txt"));
  }

  private void installPackages(List<Path> requirements) throws IOException {
    CRC32 sum = new CRC32();
    List<String> pip = new ArrayList<>(List.of("-m", "pip", "install", "--quiet"));
    for (Path file : requirements) {
      sum.update(Files.readAllBytes(file));
      pip.addAll(List.of("-r", file.toString()));
    }
    Path stamp = prefix.resolve("requirements.crc");
    String wanted = Long.toHexString(sum.getValue());
    if (holds(stamp, wanted)) {
      return;
    }
    Trees.delete(prefix);
    String python = System.getProperty("fermata.python", "python3");
    Command.of(python, "-m", "venv", prefix.toString()).within(PIP_LIMIT).runOk();
    python(pip.toArray(String[]::new)).within(PIP_LIMIT).runOk();
    Files.writeString(stamp, wanted);
  }

  private void installKernel() throws IOException {
    Path jar = Checkout.jar();
    Path jdk = kernelJdk();
    String wanted = jdk + " " + Files.getLastModifiedTime(jar) + " " + Files.size(jar);
    Path stamp = prefix.resolve("kernel.stamp");
    if (holds(stamp, wanted)) {
      return;
    }
    String java = jdk.resolve("bin").resolve("java").toString();
    Command.of(java, "-jar", jar.toString(), "install", "--prefix", prefix.toString()).runOk();
    Files.writeString(stamp, wanted);
  }

  private static boolean holds(Path stamp, String wanted) throws IOException {
    return Files.exists(stamp) && Files.readString(stamp, StandardCharsets.UTF_8).equals(wanted);
  }
}
