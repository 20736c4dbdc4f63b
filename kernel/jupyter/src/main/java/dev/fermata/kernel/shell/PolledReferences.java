// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * References of a class to static methods of cells, {@code Util::twice}. A library may call what it
 * was given for ever, as {@code Stream.generate} does, and a method that is one of the {@link
 * Leaves} has no poll: so the reference is made to a method beside the lambdas, which polls and
 * calls it.
 */
final class PolledReferences {
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final String owner;
  private final boolean isInterface;
  private final Map<Handle, Handle> bridges = new LinkedHashMap<>();

  PolledReferences(String owner, boolean isInterface) {
    this.owner = owner;
    this.isInterface = isInterface;
  }

  /**
   * What to refer to instead. References that can be serialised stay as they are: who serialises
   * them looks at their names.
   */
  Handle polled(Handle bootstrap, Handle handle) {
    boolean named =
        handle.getTag() == Opcodes.H_INVOKESTATIC
            && handle.getOwner().startsWith(Places.WRAPPER.replace('.', '/'))
            && !handle.getName().startsWith("lambda$");
    boolean plain =
        bootstrap.getOwner().equals(FACTORY) && bootstrap.getName().equals("metafactory");
    return named && plain ? bridges.computeIfAbsent(handle, this::bridge) : handle;
  }

  private Handle bridge(Handle handle) {
    var name = "lambda$polled$" + bridges.size();
    return new Handle(Opcodes.H_INVOKESTATIC, owner, name, handle.getDesc(), isInterface);
  }

  /** Adds the methods that the references need. */
  void write(ClassVisitor target) {
    bridges.forEach((to, bridge) -> write(target, to, bridge));
  }

  private static void write(ClassVisitor target, Handle to, Handle bridge) {
    var access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    var method = target.visitMethod(access, bridge.getName(), bridge.getDesc(), null, null);
    method.visitCode();
    PollInserter.poll(method);
    int slot = 0;
    for (var argument : Type.getArgumentTypes(to.getDesc())) {
      method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
      slot += argument.getSize();
    }
    call(method, to);
    var result = Type.getReturnType(to.getDesc());
    method.visitInsn(result.getOpcode(Opcodes.IRETURN));
    method.visitMaxs(Math.max(slot, result.getSize()), slot);
    method.visitEnd();
  }

  private static void call(MethodVisitor method, Handle to) {
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, to.getOwner(), to.getName(), to.getDesc(), to.isInterface());
  }
}
