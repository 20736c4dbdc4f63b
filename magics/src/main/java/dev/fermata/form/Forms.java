// SPDX-License-Identifier: Apache-2.0
package dev.fermata.form;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Finds the form of a question: renderers of the class path first, then the built-in shapes, the
 * first that knows the payload wins. Thread-safe.
 */
public final class Forms {
  private static final System.Logger LOG = System.getLogger(Forms.class.getName());

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
   * answered with JSON. A renderer that fails is passed over, with a warning in the log: a question
   * must be answerable whatever was written to draw it.
   *
   * @param question what was asked
   * @return the form
   */
  public Form of(Question question) {
    return renderers.stream()
        .flatMap(r -> drawn(r, question).stream())
        .findFirst()
        .orElseGet(() -> JsonShape.of(question.payload()));
  }

  private static Optional<Form> drawn(InterruptRenderer renderer, Question question) {
    try {
      return renderer.form(question);
    } catch (RuntimeException | LinkageError e) {
      LOG.log(WARNING, "the renderer " + renderer.getClass().getName() + " failed", e);
      return Optional.empty();
    }
  }
}
