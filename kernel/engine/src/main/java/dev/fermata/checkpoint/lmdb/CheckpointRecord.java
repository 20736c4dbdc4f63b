// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Checkpoint.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checkpoint as it is stored.
 *
 * @param id its own id
 * @param parent 0 for none
 * @param step LangGraph's step
 * @param source what made it
 * @param createdAt the writer's clock
 * @param cells by number of the name, in the order they are read back
 */
record CheckpointRecord(
    long id, long parent, int step, Source source, Instant createdAt, Map<Long, Cell> cells) {

  Fields fields() {
    Fields out =
        new Fields()
            .number(parent == 0 ? 0 : id - parent)
            .signed(step)
            .number(Codes.of(source))
            .instant(createdAt);
    cells.forEach(
        (name, cell) -> {
          out.number(name);
          cell.write(out, id);
        });
    return out;
  }

  static CheckpointRecord read(Fields.Reader in, long id) {
    long parent = parent(in, id);
    int step = (int) in.signed();
    Source source = Codes.source(in.number());
    Instant createdAt = in.instant();
    Map<Long, Cell> cells = new LinkedHashMap<>();
    while (in.more()) {
      cells.put(in.number(), Cell.read(in, id));
    }
    return new CheckpointRecord(id, parent, step, source, createdAt, cells);
  }

  /** Reads one cell of a stored checkpoint and passes over the others. */
  static Cell cell(Fields.Reader in, long id, long name) {
    parent(in, id);
    in.signed(); // step
    in.number(); // source
    in.instant(); // createdAt
    while (in.more()) {
      if (in.number() == name) {
        return Cell.read(in, id);
      }
      Cell.skip(in);
    }
    throw Damage.of("checkpoint " + id + " does not hold a value that a later one refers to");
  }

  private static long parent(Fields.Reader in, long id) {
    long distance = in.number();
    return distance == 0 ? 0 : id - distance;
  }
}
