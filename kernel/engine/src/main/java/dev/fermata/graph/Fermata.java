// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words of a graph, to be imported statically. In a notebook the kernel does that.
 *
 * <p>{@link #interrupt} and {@link #once} work only inside a node of a running graph, on the thread
 * the node was called on; everything else works anywhere.
 */
public final class Fermata {
  /** The pseudo-node where every run begins: LangGraph's name for it. */
  public static final String START = "__start__";

  /** The pseudo-node where a path ends: LangGraph's name for it. */
  public static final String END = "__end__";

  private Fermata() {}

  /**
   * Asks a person and returns the answer. On the first run of the node there is none: the run
   * stops, the question is committed, and the caller of {@code invoke} gets it. After {@link
   * #resume} the node runs again from its start, and this call returns the answer.
   *
   * <p>What comes before this call in the node runs once more for each answer; what must not goes
   * into {@link #once} or a node of its own. Do not wrap it in {@code catch (Throwable)}.
   *
   * @param payload what to ask: anything that has a JSON form, null included; a {@link Prompt} is
   *     treated as one
   * @return the answer in JSON's Java types: String, Integer, Long, BigInteger, Double, BigDecimal,
   *     Boolean, List, Map or null
   * @throws GraphException.InterruptMisuse outside a node, or in a graph without a checkpointer
   * @throws dev.fermata.checkpoint.NotJsonException when the payload has no JSON form; names the
   *     place in it
   */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public static @Nullable Object interrupt(@Nullable Object payload) {
    if (payload instanceof Prompt<?> prompt) {
      return Scratchpad.current("interrupt").ask(prompt);
    }
    return Scratchpad.current("interrupt").ask(Prompt.untyped(payload));
  }

  /**
   * Asks a person a typed question and returns the typed answer; else as {@link
   * #interrupt(Object)}.
   *
   * @param prompt the question, for example {@code approve("Send it?")}
   * @param <R> the answer's type
   * @return the answer
   * @throws GraphException.InterruptMisuse outside a node, or in a graph without a checkpointer
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // a literal interrupt(null) lands here
  public static <R> R interrupt(Prompt<R> prompt) {
    if (prompt == null) {
      return (R) interrupt((Object) null);
    }
    return Scratchpad.current("interrupt").ask(prompt);
  }

  /**
   * Does something once per task: its result is committed before this returns, and when the node
   * runs again after an answer the stored result is returned instead. A crash between the action
   * and the commit repeats the action, so pass the key on where the other side knows idempotency
   * keys. In a graph without a checkpointer the action simply runs.
   *
   * @param key names the action within the node
   * @param action what to do; its result must be one of JSON's Java types or null, else use {@link
   *     #once(String, Class, Callable)}
   * @param <T> the result's type
   * @return the result
   * @throws GraphException.InterruptMisuse outside a node
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // null where the action returns null
  public static <T> T once(String key, Callable<T> action) {
    return (T) Scratchpad.current("once").once(key, Object.class, action);
  }

  /**
   * As {@link #once(String, Callable)} for results that JSON alone cannot rebuild, such as records.
   *
   * @param key names the action within the node
   * @param type the result's class
   * @param action what to do
   * @param <T> the result's type
   * @return the result
   * @throws GraphException.InterruptMisuse outside a node
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // null where the action returns null
  public static <T> T once(String key, Class<T> type, Callable<T> action) {
    return (T) Scratchpad.current("once").once(key, type, action);
  }

  /**
   * Begins an update: {@code set(Form::age).to(30)}.
   *
   * @param channel a method reference to a component of the state record
   * @param <S> the state record
   * @param <T> the component's type
   * @return a half-finished update that wants its value
   */
  public static <S extends Record, T> Update.To<S, T> set(Channel<S, T> channel) {
    return new Update.To<>(Parts.NONE, ChannelRef.of(channel));
  }

  /**
   * Goes to nodes in the next superstep. A static edge of the node still fires.
   *
   * @param nodes their names; {@link #END} goes nowhere
   * @param <S> the state record
   * @return a command
   */
  public static <S> Command<S> goTo(String... nodes) {
    return new Instruction<>(Parts.goTo(List.of(nodes)));
  }

  /**
   * Changes nothing and goes nowhere but along the static edges.
   *
   * @param <S> the state record
   * @return a command
   */
  @SuppressWarnings("unchecked")
  public static <S> Command<S> none() {
    return (Command<S>) Instruction.NONE;
  }

  /**
   * Adds one task of a node with a state of its own: fan-out. Several by {@link Command#and}, or
   * from a {@link Router} as a list of {@link Send}.
   *
   * @param node the node to run
   * @param state the state it sees, as in {@link Send}
   * @param <S> the state record
   * @return a command
   */
  public static <S> Command<S> send(String node, Object state) {
    return new Instruction<>(Parts.send(new Send(node, state)));
  }

  /**
   * Answers the only pending question of a thread.
   *
   * @param answer the answer; always one, a Map too; a {@link dev.fermata.checkpoint.Json} is taken
   *     as the JSON text it is
   * @param <S> the state record
   * @return a command for {@code invoke}
   */
  public static <S> Command<S> resume(@Nullable Object answer) {
    return new Instruction<>(Parts.answers(new Parts.One(answer)));
  }

  /**
   * Answers questions by their ids; those not named stay pending under their ids.
   *
   * @param answersById answer by interrupt id; answers may be null
   * @param <S> the state record
   * @return a command for {@code invoke}
   */
  public static <S> Command<S> resumeAll(Map<String, ?> answersById) {
    return new Instruction<>(
        Parts.answers(
            new Parts.ById(
                java.util.Collections.unmodifiableMap(
                    new java.util.LinkedHashMap<String, Object>(answersById)))));
  }

  /**
   * Names the thread of a run: LangGraph's {@code thread_id}, the cursor under which its
   * checkpoints are kept.
   *
   * @param id 1 to 256 characters
   * @return a config with the defaults for everything else
   */
  public static RunnableConfig thread(String id) {
    return RunnableConfig.DEFAULTS.withThread(id);
  }

  /**
   * A reducer that appends lists; starts with the empty list. A step stores only what it appended.
   *
   * @param <T> the element type
   * @return the reducer
   */
  public static <T> Reducer<List<T>> append() {
    return new Reducers.Append<>();
  }

  /**
   * A reducer for messages: appends, and replaces the element that has the same id. Elements are
   * taken out by {@link Update.To#remove}, all of them by {@link Update.To#overwrite} with the
   * empty list.
   *
   * @param id reads the id of an element
   * @param <T> the element type
   * @return the reducer
   */
  public static <T> Reducer<List<T>> appendById(Function<? super T, String> id) {
    return new Reducers.AppendById<>(id);
  }
}
