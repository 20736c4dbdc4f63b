// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import dev.fermata.checkpoint.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A typed question: what is asked, which answers fit, and how an answer becomes a Java value. The
 * usual ones come from {@code dev.fermata.prompt.Prompts}; {@link #of} makes others. Immutable.
 *
 * @param <R> the type of the answer in the node
 */
public final class Prompt<R> {
  /** The kind of a question without a prompt: any JSON answers it. */
  public static final String VALUE = "value";

  private final String kind;
  private final @Nullable Object payload;
  private final @Nullable Map<String, ?> schema;
  private final Answers<R> answers;
  private final Options options;

  private Prompt(
      String kind,
      @Nullable Object payload,
      @Nullable Map<String, ?> schema,
      Answers<R> answers,
      Options options) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.payload = payload;
    this.schema = schema == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(schema));
    this.answers = Objects.requireNonNull(answers, "answers");
    this.options = options;
  }

  /**
   * A question of one's own kind.
   *
   * @param kind one word for the sort of question, for example {@code approve}; part of its
   *     identity
   * @param payload what is asked; must have a JSON form
   * @param schema which answers fit, as the part of JSON Schema that {@link Interrupt#answerSchema}
   *     lists; null for any
   * @param answers turns answers into values
   * @param <R> the type of the answer in the node
   * @return the prompt
   */
  public static <R> Prompt<R> of(
      String kind, @Nullable Object payload, @Nullable Map<String, ?> schema, Answers<R> answers) {
    return new Prompt<>(kind, payload, schema, answers, Options.NONE);
  }

  /** Its kind and its payload. */
  @Override
  public String toString() {
    return kind + " " + payload;
  }

  static Prompt<@Nullable Object> untyped(@Nullable Object payload) {
    return new Prompt<>(VALUE, payload, null, Untyped.INSTANCE, Options.NONE);
  }

  /**
   * The same question under a name of its own: an answer counts for it even when the wording or the
   * order changes between two runs of the node.
   *
   * @param name unique within the node
   * @return a changed copy
   */
  public Prompt<R> key(String name) {
    return with(new Options(options.title, name, options.expiresAfter, options.otherwise));
  }

  /**
   * The question in one line, for lists; by default taken from the payload.
   *
   * @param text plain text
   * @return a changed copy
   */
  public Prompt<R> title(String text) {
    return with(new Options(text, options.key, options.expiresAfter, options.otherwise));
  }

  /**
   * Gives the question a deadline. It is looked at when somebody resumes, continues or lists, never
   * by a hidden timer.
   *
   * @param time from the moment the question is asked
   * @return a half-finished prompt that wants the value to go on with
   */
  public Expiring<R> expiresAfter(Duration time) {
    return new Expiring<>(this, time);
  }

  private Prompt<R> with(Options changed) {
    return new Prompt<>(kind, payload, schema, answers, changed);
  }

  String kind() {
    return kind;
  }

  @Nullable Object payload() {
    return payload;
  }

  @Nullable Map<String, ?> schema() {
    return schema;
  }

  Answers<R> answers() {
    return answers;
  }

  Options options() {
    return options;
  }

  /**
   * How answers become values and back.
   *
   * @param <R> the type of the answer in the node
   */
  public interface Answers<R> {
    /**
     * Reads an answer.
     *
     * @param answer JSON that fits the schema
     * @return the value for the node
     * @throws IllegalArgumentException when it does not fit after all; the message is shown to who
     *     answered, and the question stays pending
     */
    R read(Json answer);

    /**
     * Writes a value as the answer that {@link #read} would turn into it.
     *
     * @param value a value, for example that of {@code otherwise}
     * @return something with a JSON form
     */
    default @Nullable Object write(R value) {
      return value;
    }
  }

  /**
   * A prompt with a deadline that wants the value to go on with when nobody answers.
   *
   * @param <R> the type of the answer in the node
   */
  public static final class Expiring<R> {
    private final Prompt<R> prompt;
    private final Duration time;

    Expiring(Prompt<R> prompt, Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("a deadline of " + time + " is over before it is shown");
      }
      this.prompt = prompt;
      this.time = time;
    }

    /**
     * Says what the question is answered with when its deadline has passed.
     *
     * @param value the answer of nobody
     * @return the prompt
     */
    public Prompt<R> otherwise(R value) {
      Options options = prompt.options;
      return prompt.with(
          new Options(
              options.title, options.key, time, new Otherwise(prompt.answers.write(value))));
    }
  }

  /** What a question may have beyond its payload. */
  record Options(
      @Nullable String title,
      @Nullable String key,
      @Nullable Duration expiresAfter,
      @Nullable Otherwise otherwise) {
    static final Options NONE = new Options(null, null, null, null);
  }

  /** The answer of nobody; a box, because null is an answer. */
  record Otherwise(@Nullable Object answer) {}

  /** Answers of every JSON kind as JSON's Java types. */
  private enum Untyped implements Answers<@Nullable Object> {
    INSTANCE;

    @Override
    @SuppressWarnings("NullAway") // null is an answer of a question without a prompt
    public @Nullable Object read(Json answer) {
      return Codec.JSON.decodeUntyped(answer);
    }
  }
}
