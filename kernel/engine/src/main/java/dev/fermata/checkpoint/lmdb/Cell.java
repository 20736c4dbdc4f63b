// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * One named value of a checkpoint: a channel, a metadata entry, or the plan. What did not change is
 * a reference to the checkpoint that holds it; an appended list holds what was added.
 */
sealed interface Cell {
  int WHOLE = 0;
  int ADDED = 1;
  int SAME = 2;
  int LIST = 4;

  /** The value is here. */
  record Whole(Json json) implements Cell {
    @Override
    public boolean isList() {
      return json.isArray() || json.equals(Json.NULL);
    }
  }

  /** The value is that of an earlier checkpoint with these elements at its end. */
  record Added(long before, List<Json> items) implements Cell {
    @Override
    public boolean isList() {
      return true;
    }
  }

  /** The value is that of an earlier checkpoint, where it is a Whole or an Added. */
  record Same(long holder, boolean isList) implements Cell {}

  /** Whether elements may be appended. */
  boolean isList();

  /** Writes the cell of a checkpoint. */
  default void write(Fields out, long id) {
    int list = isList() ? LIST : 0;
    if (this instanceof Whole whole) {
      out.number(WHOLE | list).json(whole.json());
    } else if (this instanceof Added added) {
      out.number(ADDED | list).number(id - added.before()).number(added.items().size());
      added.items().forEach(out::json);
    } else if (this instanceof Same same) {
      out.number(SAME | list).number(id - same.holder());
    }
  }

  /** Reads the cell of a checkpoint. */
  static Cell read(Fields.Reader in, long id) {
    int tag = (int) in.number();
    return switch (tag & ~LIST) {
      case WHOLE -> new Whole(in.json());
      case ADDED -> {
        long before = earlier(in, id);
        int count = in.count();
        List<Json> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          items.add(in.json());
        }
        yield new Added(before, items);
      }
      case SAME -> new Same(earlier(in, id), (tag & LIST) != 0);
      default -> throw Damage.of("a checkpoint holds a value of unknown sort " + tag);
    };
  }

  private static long earlier(Fields.Reader in, long id) {
    long distance = in.number();
    if (distance < 1 || distance >= id) {
      throw Damage.of("checkpoint " + id + " refers to one that is not earlier");
    }
    return id - distance;
  }

  /** Passes over a cell. */
  static void skip(Fields.Reader in) {
    int tag = (int) in.number();
    switch (tag & ~LIST) {
      case WHOLE -> in.skipBytes();
      case ADDED -> {
        in.number();
        for (int count = in.count(); count > 0; count--) {
          in.skipBytes();
        }
      }
      case SAME -> in.number();
      default -> throw Damage.of("a checkpoint holds a value of unknown sort " + tag);
    }
  }
}
