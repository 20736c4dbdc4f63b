// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Gives the tests' JVM the agent that the kernel's jar has from its manifest. */
public final class TestAgent {
  private TestAgent() {}

  static HotSwap hotSwap() {
    install();
    return new HotSwap(ShellAgent.instrumentation().orElseThrow());
  }

  /** Gives it once; a JVM that has it keeps it. */
  public static void install() {
    if (ShellAgent.instrumentation().isEmpty()) {
      load();
    }
  }

  private static void load() {
    try {
      var jar = Files.createTempFile("agent", ".jar");
      write(jar);
      var machine = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
      machine.loadAgent(jar.toString());
      machine.detach();
      Files.delete(jar);
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      throw new IllegalStateException("the tests' JVM takes no agent", e);
    }
  }

  private static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", ShellAgent.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    attributes.putValue("Can-Retransform-Classes", "true");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
