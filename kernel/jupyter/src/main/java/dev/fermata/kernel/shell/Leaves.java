// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The static methods of a class that go round no loop and call nothing but arithmetic. They cannot
 * run for long, and whoever calls them again and again goes round a loop itself, so they need no
 * poll: it would keep the JIT from turning such a loop into vector instructions. What others than
 * code of cells may call is none of them: bodies of lambdas, instance methods.
 */
final class Leaves extends ClassVisitor {
  private static final Set<String> ARITHMETIC =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Math",
          "java/lang/Short",
          "java/lang/StrictMath");

  private final Set<String> found = new HashSet<>();

  private Leaves() {
    super(Opcodes.ASM9);
  }

  /** Names with descriptors. */
  static Set<String> of(ClassReader code) {
    var leaves = new Leaves();
    code.accept(leaves, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return leaves.found;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    boolean candidate = (access & Opcodes.ACC_STATIC) != 0 && isNamed(access, name);
    return candidate ? new Judge(name + descriptor) : super.visitMethod(access, name, descriptor, signature, exceptions);
  }

  /** Neither a lambda, nor an initialiser, nor what JShell makes of statements. */
  private static boolean isNamed(int access, String name) {
    return (access & Opcodes.ACC_SYNTHETIC) == 0
        && !name.startsWith("<")
        && !CellCode.isTopLevel(name);
  }

  private final class Judge extends MethodVisitor {
    private final String method;
    private final Set<Label> behind = new HashSet<>();
    private boolean leaf = true;

    Judge(String method) {
      super(Opcodes.ASM9);
      this.method = method;
    }

    @Override
    public void visitLabel(Label label) {
      behind.add(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      leaf &= !behind.contains(label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label defaults, Label... labels) {
      leaf = false;
    }

    @Override
    public void visitLookupSwitchInsn(Label defaults, int[] keys, Label[] labels) {
      leaf = false;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      leaf &= ARITHMETIC.contains(owner);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      leaf = false;
    }

    @Override
    public void visitEnd() {
      if (leaf) {
        found.add(method);
      }
    }
  }
}
