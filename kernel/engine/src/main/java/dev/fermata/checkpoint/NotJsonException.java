// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * A value is no JSON, or a JSON text does not fit the type it is to become. The message starts with
 * the path to the place, for example {@code state.items[3].socket: java.net.Socket is not JSON}.
 */
public final class NotJsonException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  private final String path;

  private NotJsonException(String code, String path, String problem, @Nullable Throwable cause) {
    super(code, path.isEmpty() ? problem : path + ": " + problem, cause);
    this.path = path;
  }

  /**
   * Where in the value the problem lies.
   *
   * @return for example {@code state.items[3].socket}; empty when a text could not be parsed at all
   */
  public String path() {
    return path;
  }

  /** A Java value that has no JSON form. */
  static NotJsonException value(String path, String problem) {
    return new NotJsonException("not-json", path, problem, null);
  }

  /** A Java value that could not be read because the user's own code threw. */
  static NotJsonException failed(String path, String problem, Throwable cause) {
    return new NotJsonException("not-json", path, problem + ": " + cause, cause);
  }

  /** Valid JSON that does not fit the declared type. */
  static NotJsonException mismatch(String path, String problem) {
    return new NotJsonException("json-mismatch", path, problem, null);
  }

  /** Valid JSON that the user's own constructor refused. */
  static NotJsonException refused(String path, String problem, Throwable cause) {
    return new NotJsonException("json-mismatch", path, problem, cause);
  }

  /** A text that is not JSON. */
  static NotJsonException text(String problem, @Nullable Throwable cause) {
    return new NotJsonException("bad-json", "", problem, cause);
  }

  /** A value or text above a limit. */
  static NotJsonException limit(String path, String problem) {
    return new NotJsonException("json-too-large", path, problem, null);
  }
}
