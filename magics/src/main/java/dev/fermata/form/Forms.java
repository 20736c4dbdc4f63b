// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Finds the form of a question: renderers of the class path first, then the built-in shapes, the
 * first that knows the payload wins. Thread-safe.
 */
public final class Forms {
  private static final List<InterruptRenderer> SHAPES =
      List.of(
          new ToolApprovalShape(),
          new SchemaShape(),
          new RequestsShape(),
          new InboxShape(),
          new ElicitationShape(),
          new ToolArgumentsShape(),
          new EditShape(),
          new QuestionFieldsShape(),
          new ChooseShape(),
          new ApproveShape(),
          new ApproveOrTextShape(),
          new TextShape());

  private final List<InterruptRenderer> renderers;

  /**
   * Forms with renderers of one's own before the built-in shapes.
   *
   * @param first asked first, in order
   */
  public Forms(List<InterruptRenderer> first) {
    renderers = Stream.concat(first.stream(), SHAPES.stream()).toList();
  }

  /**
   * Forms with the renderers found as services.
   *
   * @param loader where to look for them
   * @return the forms
   */
  public static Forms withServices(ClassLoader loader) {
    return new Forms(
        ServiceLoader.load(InterruptRenderer.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * The form of a question. There always is one: a payload of no known shape is shown as JSON and
   * answered with JSON.
   *
   * @param question what was asked
   * @return the form
   */
  public Form of(Question question) {
    return renderers.stream()
        .flatMap(r -> r.form(question).stream())
        .findFirst()
        .orElseGet(() -> JsonShape.of(question.payload()));
  }
}
