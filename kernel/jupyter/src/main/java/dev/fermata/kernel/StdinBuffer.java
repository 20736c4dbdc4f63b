// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The lines a cell was given for {@code System.in}, as bytes. Thread-safe. */
final class StdinBuffer {
  private final CellRun cell;
  private byte[] line = new byte[0];
  private int position;

  StdinBuffer(CellRun cell) {
    this.cell = cell;
  }

  /** Reads at least one byte; asks for a line when none is left. */
  synchronized int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (position == line.length) {
      askForLine();
    }
    var count = Math.min(length, line.length - position);
    System.arraycopy(line, position, target, offset, count);
    position += count;
    return count;
  }

  synchronized int available() {
    return line.length - position;
  }

  private void askForLine() {
    line = (cell.input("", false) + "\n").getBytes(UTF_8);
    position = 0;
  }
}
