// SPDX-License-Identifier: Apache-2.0
package dev.fermata.prompt;

import dev.fermata.checkpoint.Json;
import dev.fermata.checkpoint.JsonCodec;
import dev.fermata.graph.Prompt;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The usual questions, to be imported statically. In a notebook the kernel does that. */
public final class Prompts {
  private static final JsonCodec CODEC = new JsonCodec();

  private Prompts() {}

  /**
   * Asks for a yes or a no. On the wire: {@code {"question"}}, answered by true or false.
   *
   * @param question what to approve
   * @return the prompt
   */
  public static Prompt<Boolean> approve(String question) {
    return approve(payload("question", question));
  }

  /**
   * Asks for a yes or a no about something shown. On the wire: {@code {"question", "details"}},
   * answered by true or false.
   *
   * @param question what to approve
   * @param details what it is about: anything with a JSON form
   * @return the prompt
   */
  public static Prompt<Boolean> approve(String question, @Nullable Object details) {
    Map<String, @Nullable Object> payload = payload("question", question);
    payload.put("details", details);
    return approve(payload);
  }

  private static Prompt<Boolean> approve(Map<String, @Nullable Object> payload) {
    return Prompt.of("approve", payload, Map.of("type", "boolean"), typed(Boolean.class));
  }

  /**
   * Asks for an edited version of a value. On the wire: {@code {"instruction", "content"}},
   * answered by the edited content.
   *
   * @param instruction what to do with it
   * @param content the value to start from; not null, because its class says what may come back
   * @param <T> the value's type
   * @return the prompt
   */
  @SuppressWarnings("unchecked")
  public static <T> Prompt<T> edit(String instruction, T content) {
    if (content == null) {
      throw new IllegalArgumentException(
          "edit(\""
              + instruction
              + "\", null): what type is to be edited? edit(…, null, Type.class)");
    }
    Class<?> type = Shapes.declared(content);
    return edit(instruction, content, (Class<T>) type);
  }

  /**
   * As {@link #edit(String, Object)} for a value that may be null.
   *
   * @param instruction what to do with it
   * @param content the value to start from; may be null
   * @param type the type of what comes back
   * @param <T> the value's type
   * @return the prompt
   */
  public static <T> Prompt<T> edit(String instruction, @Nullable T content, Class<T> type) {
    Map<String, @Nullable Object> payload = payload("instruction", instruction);
    payload.put("content", content);
    return Prompt.of("edit", payload, Shapes.schema(type), typed(type));
  }

  /**
   * Asks for a text. On the wire: the question itself.
   *
   * @param question what to ask
   * @return the prompt
   */
  public static Prompt<String> ask(String question) {
    return ask(question, String.class);
  }

  /**
   * Asks for a value of a type. On the wire: the question itself; only answers of the type fit.
   *
   * @param question what to ask
   * @param type what to answer with: String, a number, Boolean, an enum, a record, java.time …
   * @param <T> the answer's type
   * @return the prompt
   */
  public static <T> Prompt<T> ask(String question, Class<T> type) {
    return Prompt.of("ask", question, Shapes.schema(type), typed(type));
  }

  /**
   * Asks to choose one of several. On the wire: {@code {"question", "options"}}, answered by one of
   * the options.
   *
   * @param question what to choose
   * @param options at least one, no two alike
   * @param <T> the options' type
   * @return the prompt
   */
  public static <T> Prompt<T> choose(String question, List<T> options) {
    if (options.isEmpty()) {
      throw new IllegalArgumentException("choose(\"" + question + "\", []) offers nothing");
    }
    Map<String, @Nullable Object> payload = payload("question", question);
    payload.put("options", new ArrayList<>(options));
    return Prompt.of(
        "choose", payload, Map.of("enum", new ArrayList<>(options)), new Choice<>(options));
  }

  /**
   * As {@link #choose(String, List)}.
   *
   * @param question what to choose
   * @param options at least one, no two alike
   * @return the prompt
   */
  public static Prompt<String> choose(String question, String... options) {
    return choose(question, Arrays.asList(options));
  }

  /**
   * Asks to choose a constant of an enum.
   *
   * @param question what to choose
   * @param type the enum
   * @param <E> the enum
   * @return the prompt
   */
  public static <E extends Enum<E>> Prompt<E> choose(String question, Class<E> type) {
    return choose(question, Arrays.asList(type.getEnumConstants()));
  }

  /**
   * Shows what is about to be done, lets the reviewer change its arguments, and asks whether to do
   * it. On the wire: {@code {"action", …components, "message"}}, answered by {@code {"action":
   * "approve", …changed components}}, {@code {"action": "reject", "message"}}, true or false.
   *
   * @param message what to decide
   * @param proposal a record; its components are the arguments, its name in snake case the action
   * @param <T> the record's type
   * @return the prompt
   */
  public static <T extends Record> Prompt<Decision<T>> review(String message, T proposal) {
    return review(message, Shapes.snakeCase(proposal.getClass().getSimpleName()), proposal);
  }

  /**
   * As {@link #review(String, Record)} with a name for the action.
   *
   * @param message what to decide
   * @param action what the action is called, for example {@code send_email}
   * @param proposal a record; its components are the arguments
   * @param <T> the record's type
   * @return the prompt
   */
  public static <T extends Record> Prompt<Decision<T>> review(
      String message, String action, T proposal) {
    Map<String, @Nullable Object> payload = payload("action", action);
    payload.putAll(Shapes.components(proposal));
    payload.put("message", message);
    return Prompt.of(
        "review", payload, Reviews.schema(proposal.getClass()), new Reviews<>(proposal));
  }

  private static Map<String, @Nullable Object> payload(String name, @Nullable Object value) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put(name, value);
    return payload;
  }

  static <T> Prompt.Answers<T> typed(Type type) {
    return answer -> Prompts.<T>decode(answer, type);
  }

  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // null only where
  // the type's JSON allows it
  static <T> T decode(Json answer, Type type) {
    return (T) CODEC.decode(answer, type, "answer");
  }

  /** One of the options, compared as JSON, so that what comes back is the option itself. */
  private record Choice<T>(List<T> options) implements Prompt.Answers<T> {
    @Override
    public T read(Json answer) {
      for (T option : options) {
        if (CODEC.encodeUntyped(option, "option").equals(answer)) {
          return option;
        }
      }
      throw new IllegalArgumentException(answer + " is not one of " + options);
    }
  }
}
