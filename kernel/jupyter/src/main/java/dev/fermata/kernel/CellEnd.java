// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.magic.MagicException;
import dev.fermata.kernel.shell.CellError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a cell, or a part of it, ended. */
sealed interface CellEnd {
  /**
   * With a value.
   *
   * @param value may be null
   * @param shown whether it is shown; not after a semicolon
   */
  record Value(@Nullable Object value, boolean shown) implements CellEnd {}

  /** Well, without a value. */
  record Nothing() implements CellEnd {}

  /**
   * With an error, in the words of an error message of Jupyter.
   *
   * @param ename the sort of error: an exception's class, or the stable code of a magic's error
   * @param evalue what happened
   * @param traceback lines to show, with ANSI colours
   */
  record Failed(String ename, String evalue, List<String> traceback) implements CellEnd {

    static Failed of(CellError error) {
      if (error.cause() instanceof MagicException wrongUse) {
        return of(wrongUse);
      }
      if (error.cause() instanceof CellFailure inner) {
        return of(inner.error());
      }
      return new Failed(error.ename(), error.evalue(), error.ansiTraceback());
    }

    static Failed of(MagicException wrongUse) {
      var message = String.valueOf(wrongUse.getMessage());
      var lines = new ArrayList<String>();
      lines.add(Ansi.red(wrongUse.code()) + ": " + message);
      for (var suggestion : wrongUse.suggestions()) {
        lines.add("    " + suggestion);
      }
      return new Failed(wrongUse.code(), message, lines);
    }

    ObjectNode content() {
      var content = Jsons.object().put("ename", ename).put("evalue", evalue);
      content.set("traceback", Jsons.strings(traceback));
      return content;
    }
  }
}
