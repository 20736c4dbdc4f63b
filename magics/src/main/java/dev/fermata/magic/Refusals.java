// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.form.FormException;
import dev.fermata.graph.GraphException;
import dev.fermata.kernel.magic.MagicException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Errors of engine, store and forms as errors of a magic: one message, the same code, no stack of
 * machinery. What a node threw stays as it is, with the user's own stack.
 */
final class Refusals {
  private Refusals() {}

  /** Runs something and translates what it refuses. */
  static <T extends @Nullable Object> T translated(Callable<T> action, List<String> suggestions)
      throws Exception {
    try {
      return action.call();
    } catch (GraphException.NodeFailed | GraphException.RunInterrupted e) {
      throw e;
    } catch (GraphException e) {
      throw new MagicException(e.code(), String.valueOf(e.getMessage()), suggestions);
    } catch (FormException e) {
      throw new MagicException(e.code(), String.valueOf(e.getMessage()), suggestions);
    } catch (CheckpointException e) {
      throw new MagicException(e.code(), String.valueOf(e.getMessage()), suggestions);
    }
  }
}
