// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.util.ArrayList;
import java.util.List;

/** The fenced blocks of a Markdown text, in order. */
final class MarkdownBlocks {
  /**
   * One fenced block.
   *
   * @param language what stands after the opening fence
   * @param text without the fences, without a final line break
   */
  record Block(String language, String text) {}

  private MarkdownBlocks() {}

  static List<Block> of(String markdown) {
    List<Block> blocks = new ArrayList<>();
    List<String> open = new ArrayList<>();
    String language = "";
    boolean inside = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        if (inside) {
          blocks.add(new Block(language, String.join("\n", open)));
          open.clear();
        } else {
          language = line.substring(3).strip();
        }
        inside = !inside;
      } else if (inside) {
        open.add(line);
      }
    }
    return blocks;
  }
}
