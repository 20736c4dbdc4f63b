// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to fill in.
 *
 * @param name unique in its form; what {@code %resume name=value} and templates call it
 * @param label for people, plain text
 * @param type which JSON it takes
 * @param value what it starts with; null when empty
 * @param choices what may be chosen; for {@link Type#ENUM} only
 * @param limits what else a value must keep to
 * @param flags how it is treated
 * @param help one sentence for people; may be ""
 */
public record Field(
    String name,
    String label,
    Type type,
    @Nullable JsonNode value,
    List<Choice> choices,
    Limits limits,
    Flags flags,
    String help) {

  /** Which JSON a field takes and how it is typed. */
  public enum Type {
    /** A string on one line. */
    STRING,
    /** A string of several lines. */
    TEXT,
    /** A number without fraction, of any size. */
    INTEGER,
    /** Any number, kept as typed. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** One of some choices, or with {@link Flags#multiple} a list of them. */
    ENUM,
    /** Any JSON. */
    JSON
  }

  /**
   * One choice of an {@link Type#ENUM}.
   *
   * @param label for people
   * @param value what is answered
   */
  public record Choice(String label, JsonNode value) {}

  /**
   * Bounds of a value; null means none.
   *
   * @param minimum of a number
   * @param maximum of a number
   * @param minLength of a string, in UTF-16 units
   * @param maxLength of a string, in UTF-16 units
   * @param format JSON Schema's name of a string format, for the person; "" for none
   */
  public record Limits(
      @Nullable JsonNode minimum,
      @Nullable JsonNode maximum,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      String format) {
    /** No bounds at all. */
    public static final Limits NONE = new Limits(null, null, null, null, "");
  }

  /**
   * How a field is treated.
   *
   * @param required an action that names it cannot be taken while it is empty
   * @param readOnly shown, never sent
   * @param omitEmpty an empty text is no value rather than ""
   * @param multiple several choices may be taken
   */
  public record Flags(boolean required, boolean readOnly, boolean omitEmpty, boolean multiple) {
    /** Optional, editable, empty text kept, one choice. */
    public static final Flags NONE = new Flags(false, false, false, false);
  }

  /**
   * Copies the choices.
   *
   * @param name unique in its form
   * @param label for people
   * @param type which JSON it takes
   * @param value what it starts with
   * @param choices what may be chosen
   * @param limits bounds
   * @param flags how it is treated
   * @param help one sentence
   */
  public Field {
    choices = List.copyOf(choices);
  }

  /**
   * An empty, optional field without bounds, labelled by its name.
   *
   * @param name unique in its form
   * @param type which JSON it takes
   * @return the field
   */
  public static Field of(String name, Type type) {
    return new Field(name, name, type, null, List.of(), Limits.NONE, Flags.NONE, "");
  }

  /**
   * A field that starts with a value, of the type that fits the value: text of several lines or
   * more than 80 characters is {@link Type#TEXT}, arrays and objects are {@link Type#JSON}.
   *
   * @param name unique in its form
   * @param value its first value; null and JSON null give an empty field
   * @return the field
   */
  public static Field of(String name, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return of(name, Type.STRING);
    }
    return of(name, Kinds.of(value)).startingWith(value);
  }

  /**
   * This field with a first value.
   *
   * @param first the value; null for none
   * @return a new field
   */
  public Field startingWith(@Nullable JsonNode first) {
    return new Field(name, label, type, first, choices, limits, flags, help);
  }

  /**
   * This field with a label and help.
   *
   * @param text the label; "" keeps the present one
   * @param sentence the help
   * @return a new field
   */
  public Field labelled(String text, String sentence) {
    var shown = text.isEmpty() ? label : text;
    return new Field(name, shown, type, value, choices, limits, flags, sentence);
  }

  /** This field with some choices, if any; the type stays. */
  Field choosingAll(List<Choice> options) {
    return new Field(name, label, type, value, options, limits, flags, help);
  }

  /** This field with another type. */
  Field typed(Type other) {
    return new Field(name, label, other, value, choices, limits, flags, help);
  }

  /**
   * This field as an {@link Type#ENUM} of some choices.
   *
   * @param options what may be chosen
   * @return a new field
   */
  public Field choosing(List<Choice> options) {
    return new Field(name, label, Type.ENUM, value, options, limits, flags, help);
  }

  /**
   * This field with bounds.
   *
   * @param bounds what a value must keep to
   * @return a new field
   */
  public Field within(Limits bounds) {
    return new Field(name, label, type, value, choices, bounds, flags, help);
  }

  /**
   * This field treated otherwise.
   *
   * @param treatment how
   * @return a new field
   */
  public Field treated(Flags treatment) {
    return new Field(name, label, type, value, choices, limits, treatment, help);
  }

  /**
   * What the field takes, for an error or a hint.
   *
   * @return for example "an integer from 1 to 9"
   */
  public String wanted() {
    return Kinds.wanted(this);
  }
}
