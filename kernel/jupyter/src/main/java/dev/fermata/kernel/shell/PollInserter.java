// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.shell;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a poll before every backward jump and at method entries, and takes exits out. */
final class PollInserter {
  private static final String POLL = "dev/fermata/kernel/shell/Poll";

  byte[] insert(byte[] code) {
    var reader = new ClassReader(code);
    var writer = new ClassWriter(reader, 0);
    reader.accept(new Classes(writer), 0);
    return writer.toByteArray();
  }

  /** The descriptor of the {@link Poll} method that stands in for an exit; null for others. */
  private static @Nullable String exit(String owner, String name) {
    if (owner.equals("java/lang/System") && name.equals("exit")) {
      return "(I)V";
    }
    return owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"))
        ? "(Ljava/lang/Runtime;I)V"
        : null;
  }

  private static Handle withoutExit(Handle handle) {
    var exit = exit(handle.getOwner(), handle.getName());
    return exit == null ? handle : new Handle(Opcodes.H_INVOKESTATIC, POLL, "exit", exit, false);
  }

  private static final class Classes extends ClassVisitor {
    Classes(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      var next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new Methods(next, !name.startsWith("<"));
    }
  }

  private static final class Methods extends MethodVisitor {
    private final Set<Label> behind = new HashSet<>();
    private final boolean atEntry;

    Methods(MethodVisitor next, boolean atEntry) {
      super(Opcodes.ASM9, next);
      this.atEntry = atEntry;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (atEntry) {
        poll();
      }
    }

    @Override
    public void visitLabel(Label label) {
      behind.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      pollBefore(label);
      super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label defaults, Label... labels) {
      pollBefore(defaults, labels);
      super.visitTableSwitchInsn(min, max, defaults, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label defaults, int[] keys, Label[] labels) {
      pollBefore(defaults, labels);
      super.visitLookupSwitchInsn(defaults, keys, labels);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      var exit = exit(owner, name);
      if (exit == null) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      } else {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, POLL, "exit", exit, false);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      var kept = new Object[arguments.length];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = arguments[i] instanceof Handle handle ? withoutExit(handle) : arguments[i];
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, kept);
    }

    private void pollBefore(Label target, Label... more) {
      boolean back = behind.contains(target);
      for (var label : more) {
        back |= behind.contains(label);
      }
      if (back) {
        poll();
      }
    }

    private void poll() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, POLL, "check", "()V", false);
    }
  }
}
