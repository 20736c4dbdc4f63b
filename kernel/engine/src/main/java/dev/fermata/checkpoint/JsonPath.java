// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk through a value stands: cheap to move, and turned into text only for a message. Not
 * thread-safe.
 */
final class JsonPath {
  private final String root;
  private final int maxDepth;
  private @Nullable Object[] containers = new @Nullable Object[8];
  private @Nullable String[] names = new @Nullable String[8];
  private int[] indexes = new int[8];
  private int depth;

  JsonPath(String root, int maxDepth) {
    this.root = root;
    this.maxDepth = maxDepth;
  }

  /** Steps into a container of the Java side; a container that holds itself is refused. */
  void enter(Object container) {
    for (int i = 0; i < depth; i++) {
      if (containers[i] == container) {
        throw NotJsonException.value(
            toString(), "cycle at " + textTo(i) + ": a value that contains itself is not JSON");
      }
    }
    push();
    containers[depth - 1] = container;
  }

  /** Steps into a container of the JSON side. */
  void enter() {
    push();
  }

  private void push() {
    if (depth == maxDepth) {
      throw NotJsonException.limit(
          abbreviated(), "nested deeper than " + maxDepth + " levels; flatten it");
    }
    if (depth == names.length) {
      containers = Arrays.copyOf(containers, depth * 2);
      names = Arrays.copyOf(names, depth * 2);
      indexes = Arrays.copyOf(indexes, depth * 2);
    }
    names[depth] = null;
    indexes[depth] = -1;
    depth++;
  }

  void at(String name) {
    names[depth - 1] = name;
  }

  void at(int index) {
    indexes[depth - 1] = index;
  }

  void leave() {
    depth--;
    containers[depth] = null;
  }

  private String abbreviated() {
    String text = toString();
    return text.length() <= 80 ? text : text.substring(0, 60) + "…";
  }

  private String textTo(int level) {
    StringBuilder text = new StringBuilder(root);
    for (int i = 0; i < level; i++) {
      String name = names[i];
      if (name != null) {
        appendName(text, name);
      } else if (indexes[i] >= 0) {
        text.append('[').append(indexes[i]).append(']');
      }
    }
    return text.toString();
  }

  private static void appendName(StringBuilder text, String name) {
    boolean plain =
        !name.isEmpty()
            && Character.isJavaIdentifierStart(name.charAt(0))
            && name.chars().allMatch(Character::isJavaIdentifierPart);
    if (plain) {
      text.append('.').append(name);
    } else {
      text.append("[\"").append(name.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"]");
    }
  }

  @Override
  public String toString() {
    return textTo(depth);
  }
}
