// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;

/**
 * An answer that does not fit its form, or is not JSON. Nothing has been sent: the question stays
 * pending. Messages say what is wrong with which field and what would do.
 */
public final class FormException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  FormException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * The stable code.
   *
   * @return {@code bad-json}, {@code bad-field}, {@code unknown-field}, {@code unknown-action}
   */
  public String code() {
    return code;
  }

  static FormException badJson(JsonProcessingException e) {
    var at = e.getLocation();
    var line = at != null && at.getLineNr() > 1 ? "line " + at.getLineNr() + ", " : "";
    var column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new FormException(
        "bad-json", "not JSON at " + line + "column " + column + ": " + e.getOriginalMessage());
  }

  static FormException missing(Field field) {
    return new FormException(
        "bad-field", "field \"" + field.name() + "\" needs a value (" + field.wanted() + ")");
  }

  static FormException unfit(Field field, String given) {
    return new FormException(
        "bad-field",
        "field \""
            + field.name()
            + "\" cannot be "
            + Visible.preview(given, 60)
            + ": it takes "
            + field.wanted());
  }

  static FormException unknownField(String name, List<String> known) {
    return new FormException(
        "unknown-field",
        "the question has no field \""
            + Visible.line(name)
            + "\"; "
            + (known.isEmpty() ? "it takes no fields" : "fields: " + String.join(", ", known)));
  }

  static FormException unknownAction(String name, List<String> known) {
    return new FormException(
        "unknown-action",
        "the question has no action \"" + name + "\"; actions: " + String.join(", ", known));
  }
}
