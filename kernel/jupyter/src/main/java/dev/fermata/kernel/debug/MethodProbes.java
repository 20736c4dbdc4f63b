// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.debug;

import dev.fermata.kernel.shell.CellCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts the probes into one method. A local variable behind all others carries what the debugger
 * knows of the activation from probe to probe; it stays null, and the probes constants, while
 * nothing is wanted. A probe pushes and pops only, so it may stand where operands are on the stack.
 */
final class MethodProbes {
  private static final String PROBE = Type.getInternalName(Probe.class);
  private static final String OBJECT = "java/lang/Object";
  private static final String LINK =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/String;ILjava/lang/String;I)Ljava/lang/invoke/CallSite;";
  private static final Handle BOOTSTRAP =
      new Handle(Opcodes.H_INVOKESTATIC, PROBE, "line", LINK, false);

  /** A call may take no more, and two slots each at the most. */
  private static final int MOST_VARIABLES = 120;

  /** What the handler of all exceptions needs: the exception twice, and what is known. */
  private static final int HANDLER = 3;

  /** They call no code of cells. */
  private static final Set<String> LEAVES =
      Set.of(
          "dev/fermata/kernel/shell/Poll",
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Math",
          "java/lang/Short");

  private final ClassNode type;
  private final MethodNode method;
  private final int known;
  private final boolean constructor;

  /** What a probe needs on top of what is on the stack. */
  private int deepest = 2;

  MethodProbes(ClassNode type, MethodNode method) {
    this.type = type;
    this.method = method;
    this.known = method.maxLocals;
    this.constructor = method.name.equals("<init>");
  }

  /** The lines of the probes, in order. */
  List<Integer> insert() {
    var lines = new ArrayList<LineNumberNode>();
    for (var node : method.instructions) {
      if (node instanceof LineNumberNode line && codeBehind(line) != null) {
        lines.add(line);
      }
    }
    if (!lines.isEmpty()) {
      var visible = lines.stream().map(this::variables).toList();
      for (int i = 0; i < lines.size(); i++) {
        probe(lines.get(i), i, visible.get(i));
      }
      surround();
      extendFrames();
      method.maxLocals++;
    }
    return lines.stream().map(line -> line.line).toList();
  }

  private static AbstractInsnNode codeBehind(AbstractInsnNode node) {
    var next = node.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  private void probe(LineNumberNode line, int ordinal, List<LocalVariableNode> variables) {
    var code = new InsnList();
    var types = new ArrayList<Type>(List.of(Type.getObjectType(OBJECT)));
    code.add(new VarInsnNode(Opcodes.ALOAD, known));
    for (var variable : variables) {
      var exact = Type.getType(variable.desc);
      var loaded = exact.getSort() < Type.ARRAY ? exact : Type.getObjectType(OBJECT);
      types.add(loaded);
      code.add(new VarInsnNode(loaded.getOpcode(Opcodes.ILOAD), variable.index));
    }
    code.add(
        new InvokeDynamicInsnNode(
            "line",
            Type.getMethodDescriptor(Type.getObjectType(OBJECT), types.toArray(Type[]::new)),
            BOOTSTRAP,
            method.name + method.desc,
            ordinal,
            LocalVariable.write(variables.stream().map(MethodProbes::named).toList()),
            calls(line) ? 1 : 0));
    code.add(new VarInsnNode(Opcodes.ASTORE, known));
    deepest = Math.max(deepest, types.stream().mapToInt(Type::getSize).sum());
    method.instructions.insertBefore(codeBehind(line), code);
  }

  private static LocalVariable named(LocalVariableNode variable) {
    return new LocalVariable(
        variable.name, variable.signature == null ? variable.desc : variable.signature);
  }

  /** What is assigned at a line, in the order of the slots. */
  private List<LocalVariableNode> variables(LineNumberNode line) {
    if (method.localVariables == null) {
      return List.of();
    }
    var code = method.instructions;
    int at = code.indexOf(codeBehind(line));
    boolean before = constructor && at <= code.indexOf(constructed());
    return method.localVariables.stream()
        .filter(v -> code.indexOf(v.start) <= at && at < code.indexOf(v.end))
        .filter(v -> !(before && v.name.equals("this")) && !isGenerated(v.name))
        .sorted(Comparator.comparingInt(v -> v.index))
        .limit(MOST_VARIABLES)
        .toList();
  }

  /** JShell computes the value of a variable x in a local x_, or in one of dollar signs. */
  private boolean isGenerated(String name) {
    return name.startsWith("$")
        || (CellCode.isTopLevel(method.name)
            && name.endsWith("_")
            && type.fields.stream().anyMatch(field -> (field.name + "_").equals(name)));
  }

  /** The call of the other constructor; before it {@code this} cannot be shown to anybody. */
  private AbstractInsnNode constructed() {
    int others = 0;
    for (var node : method.instructions) {
      if (node.getOpcode() == Opcodes.NEW && isOwnOrSuper(((TypeInsnNode) node).desc)) {
        others++;
      } else if (node instanceof MethodInsnNode call
          && call.name.equals("<init>")
          && isOwnOrSuper(call.owner)
          && others-- == 0) {
        return call;
      }
    }
    return method.instructions.getLast();
  }

  private boolean isOwnOrSuper(String owner) {
    return owner.equals(type.name) || owner.equals(type.superName);
  }

  private static boolean calls(LineNumberNode line) {
    for (var node = line.getNext(); node != null; node = node.getNext()) {
      if (node instanceof LineNumberNode) {
        return false;
      }
      if (node instanceof InvokeDynamicInsnNode
          || (node instanceof MethodInsnNode call && !LEAVES.contains(call.owner))) {
        return true;
      }
    }
    return false;
  }

  /** Sets the variable at the start, and tells of every end. */
  private void surround() {
    var code = method.instructions;
    for (var node : code.toArray()) {
      if (node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN) {
        code.insertBefore(node, leave("(Ljava/lang/Object;)V", null));
      }
    }
    var start = new LabelNode();
    var head = new InsnList();
    head.add(new InsnNode(Opcodes.ACONST_NULL));
    head.add(new VarInsnNode(Opcodes.ASTORE, known));
    head.add(start);
    code.insert(head);
    if (!constructor) { // nothing may be caught there until the other constructor was called
      catchAll(start);
    }
    method.maxStack = Math.max(method.maxStack + deepest, HANDLER);
  }

  private void catchAll(LabelNode start) {
    var end = new LabelNode();
    method.instructions.add(end);
    method.instructions.add(
        new FrameNode(
            Opcodes.F_NEW,
            parameters().size(),
            parameters().toArray(),
            1,
            new Object[] {"java/lang/Throwable"}));
    method.instructions.add(new InsnNode(Opcodes.DUP));
    method.instructions.add(
        leave("(Ljava/lang/Object;Ljava/lang/Throwable;)V", new InsnNode(Opcodes.SWAP)));
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
  }

  private InsnList leave(String descriptor, @Nullable InsnNode order) {
    var code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, known));
    if (order != null) {
      code.add(order);
    }
    code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, PROBE, "leave", descriptor, false));
    return code;
  }

  /** The method's parameters as verification types. */
  private List<Object> parameters() {
    var types = new ArrayList<Object>();
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      types.add(type.name);
    }
    for (var parameter : Type.getArgumentTypes(method.desc)) {
      types.add(
          switch (parameter.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.ARRAY, Type.OBJECT -> parameter.getInternalName();
            default -> Opcodes.INTEGER;
          });
    }
    return types;
  }

  /** The variable lies behind the others wherever the verifier is told of them. */
  private void extendFrames() {
    for (var node : method.instructions) {
      if (node instanceof FrameNode frame) {
        var locals = new ArrayList<Object>(frame.local);
        int slots =
            locals.stream().mapToInt(t -> t == Opcodes.LONG || t == Opcodes.DOUBLE ? 2 : 1).sum();
        for (int i = slots; i < known; i++) {
          locals.add(Opcodes.TOP);
        }
        locals.add(OBJECT);
        frame.local = locals;
      }
    }
  }
}
