// SPDX-License-Identifier: Apache-2.0
package dev.fermata.graph.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.checkpoint.CheckpointException;
import dev.fermata.graph.GraphException;
import dev.fermata.graph.GraphOutput;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.StateSnapshot;
import dev.fermata.graph.TaskSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Writes what Fermata returns in the JSON shape of the observed results.
 *
 * <p>The one rule for what is absent: a channel that holds nothing, which in a record is null, is
 * left out, as in LangGraph's dictionaries, and so is everything that is empty in a task.
 */
final class Shape {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Shape() {}

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** Any value as JSON, by way of its text: numbers compare as in a parsed file. */
  static JsonNode json(Object value) {
    return parse(MAPPER.valueToTree(value).toString());
  }

  /** An object of alternating keys and values. */
  static ObjectNode object(Object... keysAndValues) {
    var object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.set((String) keysAndValues[i], json(keysAndValues[i + 1]));
    }
    return object;
  }

  static JsonNode array(Object... items) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (var item : items) {
      array.add(json(item));
    }
    return array;
  }

  /** A state record as LangGraph's dictionary, without the channels that hold nothing. */
  static ObjectNode values(Record state) {
    var object = (ObjectNode) json(state);
    object.properties().removeIf(entry -> entry.getValue().isNull());
    return object;
  }

  /** What {@code invoke} returned: the channels, and the questions when there are any. */
  static ObjectNode output(GraphOutput<?> output) {
    var object = values(output.value());
    if (!output.interrupts().isEmpty()) {
      object.set("__interrupt__", interrupts(output.interrupts()));
    }
    return object;
  }

  static JsonNode interrupts(List<Interrupt> interrupts) {
    return array(interrupts.stream().map(Shape::interrupt).toArray());
  }

  private static ObjectNode interrupt(Interrupt interrupt) {
    var object = object("id", interrupt.id(), "value", interrupt.value());
    if (interrupt.answerSchema() != null) {
      object.set("response_schema", json(interrupt.answerSchema()));
    }
    return object;
  }

  static ObjectNode state(StateSnapshot<?> state) {
    var tasks =
        state.tasks().stream()
            .sorted(Comparator.comparing(TaskSnapshot::name))
            .map(Shape::task)
            .toArray();
    var source = state.source();
    return object(
        "interrupts", interrupts(state.interrupts()),
        "next", state.next(),
        "source", source == null ? null : source.name().toLowerCase(Locale.ROOT),
        "step", state.step(),
        "tasks", array(tasks),
        "values", source == null ? Map.of() : values(state.values()));
  }

  private static ObjectNode task(TaskSnapshot task) {
    var object = object("name", task.name());
    if (!task.interrupts().isEmpty()) {
      object.set("interrupts", interrupts(task.interrupts()));
    }
    if (task.error() != null) {
      object.put("error", task.error());
    }
    if (task.result() != null && !task.result().isEmpty()) {
      object.set("result", json(task.result()));
    }
    if (task.state() != null) {
      object.set("substate", state(task.state()));
    }
    return object;
  }

  /** The result of a call, or the error it ended with. */
  static JsonNode attempt(Callable<?> call) {
    try {
      return json(call.call());
    } catch (Exception e) {
      return error(e);
    }
  }

  /** An error by its name: Fermata's code, or class and message of a node's own exception. */
  static ObjectNode error(Exception error) {
    if (error instanceof GraphException.NodeFailed && error.getCause() instanceof Exception cause) {
      return error(cause);
    }
    return object("raised", name(error));
  }

  private static String name(Exception error) {
    if (error instanceof GraphException graph) {
      return graph.code();
    }
    if (error instanceof CheckpointException store) {
      return store.code();
    }
    return error.getClass().getSimpleName() + ": " + error.getMessage();
  }
}
