// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Puts a probe before every line of a class. */
final class ProbeInserter implements ClassFileTransformer {
  /**
   * The lines of a method.
   *
   * @param name and descriptor
   * @param lines of its probes, in the order of the byte code
   */
  record Lines(String name, List<Integer> lines) {}

  private final BiConsumer<String, Lines> methods;

  /**
   * An inserter.
   *
   * @param methods told the binary name of a class and the lines of each of its methods
   */
  ProbeInserter(BiConsumer<String, Lines> methods) {
    this.methods = methods;
  }

  @Override
  public byte[] transform(
      @Nullable ClassLoader loader,
      String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] code) {
    var type = new ClassNode();
    new ClassReader(code).accept(type, ClassReader.EXPAND_FRAMES);
    for (var method : type.methods) {
      if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
        var lines = new MethodProbes(type, method).insert();
        methods.accept(className.replace('/', '.'), new Lines(method.name + method.desc, lines));
      }
    }
    var writer = new ClassWriter(0);
    type.accept(writer);
    return writer.toByteArray();
  }
}
