// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.display.CellOutput;
import dev.fermata.kernel.display.Display;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.shell.CellScope;
import dev.fermata.kernel.shell.CellText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execute request: its source, and the way back to the cell of the front end that sent it.
 * Lives on after the reply, for threads that still print. Thread-safe.
 */
final class CellRun implements CellOutput, CellText {
  private enum Start {
    WAITING,
    BEGUN,
    INTERRUPTED
  }

  private final Session session;
  private final Sender sender;
  private final ExecuteRequest asked;
  private final int number;
  private final CellStreams streams;
  private final DisplayPublisher display;
  private final StdinBuffer stdin;
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();
  private final List<ObjectNode> payload = new CopyOnWriteArrayList<>();
  private final AtomicReference<Start> start = new AtomicReference<>(Start.WAITING);

  CellRun(Session session, Message request, ExecuteRequest asked, int number) {
    this.session = session;
    sender = request.sender();
    this.asked = asked;
    this.number = number;
    streams =
        new CellStreams(this::publishStream, session.timer(), session.settings().outputLimit());
    display = new DisplayPublisher(this, session.renderers());
    stdin = new StdinBuffer(this);
  }

  /** The cell the calling thread belongs to. */
  static Optional<CellRun> current() {
    return CellScope.current().flatMap(scope -> scope.attachment(CellRun.class));
  }

  /**
   * Ends the time in which the cell waits for the shell to be ready.
   *
   * @return false when it was interrupted meanwhile, so that it must not run
   */
  boolean begin() {
    return start.compareAndSet(Start.WAITING, Start.BEGUN);
  }

  /** Interrupts the cell if it has not begun; a cell that has is the shell's to stop. */
  void interruptBeforeItBegins() {
    start.compareAndSet(Start.WAITING, Start.INTERRUPTED);
  }

  /** The header of the request; messages of this cell name it as their parent. */
  ObjectNode parentHeader() {
    return sender.header();
  }

  @Override
  public String source() {
    return asked.code();
  }

  /** As in {@code In [number]}. */
  int number() {
    return number;
  }

  boolean interactive() {
    return asked.allowStdin();
  }

  CellStreams streams() {
    return streams;
  }

  /** What was typed for {@code System.in} and not read yet. */
  StdinBuffer stdin() {
    return stdin;
  }

  @Override
  public Display display() {
    return display;
  }

  @Override
  public Results results() {
    return session.results();
  }

  /** Whether a value is worth to be shown as the result: not what printing and showing returns. */
  boolean isResult(@Nullable Object value) {
    return value == null || !(value == System.out || value == System.err || display.gave(value));
  }

  /** A bundle as message content; what is larger than this cell may print is cut. */
  ObjectNode content(MimeBundle bundle) {
    var within = Bundles.within(bundle, session.settings().outputLimit());
    return DisplayPublisher.content(within);
  }

  void print(CellStreams.Name stream, String text) {
    var bytes = text.getBytes(UTF_8);
    streams.write(stream, bytes, 0, bytes.length);
  }

  /** Sends output of this cell, after everything it has printed before. */
  void publish(String type, ObjectNode content) {
    streams.flush();
    session.connection().publish(new Outgoing(type, sender.header(), content));
  }

  private void publishStream(CellStreams.Name name, String text) {
    var content = Jsons.object().put("name", name.onTheWire()).put("text", text);
    session.connection().publish(new Outgoing("stream", sender.header(), content));
  }

  @Override
  public String input(String prompt, boolean secret) {
    if (!interactive()) {
      throw new NoStdinException();
    }
    streams.flush();
    try {
      return session.stdin().ask(sender, prompt, secret);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for input", e);
    }
  }

  @Override
  public void page(Object value) {
    var bundle = session.renderers().render(value, interactive());
    var entry = Jsons.object().put("source", "page").put("start", 0);
    entry.set("data", Jsons.tree(bundle.data()));
    addPayload(entry);
  }

  @Override
  public <T> void displayAs(Class<T> type, Function<? super T, MimeBundle> how) {
    session.renderers().add(type, how);
  }

  @Override
  public void whenEnding(Runnable work) {
    endings.add(work);
  }

  /** Before the cell is answered. */
  void ending() {
    endings.forEach(Runnable::run);
    endings.clear();
    streams.flush();
  }

  void addPayload(ObjectNode entry) {
    payload.add(entry);
  }

  List<ObjectNode> payload() {
    return payload;
  }
}
