// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.debug.DebugAdapter;
import dev.fermata.kernel.shell.Interruption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * A running kernel: answers on its sockets from the start, makes Java cells ready in the
 * background, and runs until it is told to shut down.
 */
final class JavaKernel implements AutoCloseable {
  private final Connection connection;
  private final Session session;
  private final Dispatcher dispatcher;
  private final StandardStreams streams;
  private final Subshells subshells = new Subshells();
  private final Lane language = new Lane("language");
  private final Lane comms = new Lane("comms");
  private final Lane interrupts = new Lane("interrupts");
  private final Lane debug = new Lane("debug");
  private final DebugAdapter debugger;
  private final CountDownLatch ended = new CountDownLatch(1);

  private JavaKernel(ConnectionFile file, JavaStart java, Settings settings) {
    connection =
        new Connection(
            file, (source, message) -> accept(source, message), reply -> answered(reply));
    session = new Session(connection, new Stdin(connection), settings, java);
    debugger = new DebugAdapter(session::shell, session::rendered, this::debugEvent);
    dispatcher = new Dispatcher(connection);
    routes();
    streams = StandardStreams.install(session);
  }

  /**
   * Starts a kernel.
   *
   * @param file says where it listens
   * @param java with the providers of magics, which are closed with the kernel
   * @param settings from the environment
   */
  static JavaKernel start(ConnectionFile file, JavaStart java, Settings settings) {
    var kernel = new JavaKernel(file, java, settings);
    kernel.startProviders(java);
    kernel.connection.open();
    var starting = Jsons.object().put("execution_state", "starting");
    kernel.connection.publish(new Outgoing("status", Jsons.object(), starting));
    return kernel;
  }

  private void accept(Connection.Source source, Message message) {
    dispatcher.accept(source, message);
  }

  private void answered(Message reply) {
    session.stdin().answered(reply);
  }

  private void routes() {
    dispatcher.route("kernel_info_request", Runnable::run, new KernelInfo());
    dispatcher.route("execute_request", this::laneOfCell, new ExecuteHandler(session, subshells));
    dispatcher.route("complete_request", language, new CompleteHandler(session));
    dispatcher.route("inspect_request", language, new InspectHandler(session));
    dispatcher.route("is_complete_request", language, new IsCompleteHandler(session));
    dispatcher.route("history_request", Runnable::run, new HistoryHandler(session.history()));
    dispatcher.route("comm_open", comms, session.comms()::opened);
    dispatcher.route("comm_msg", comms, session.comms()::received);
    dispatcher.route("comm_close", comms, session.comms()::closed);
    dispatcher.route("comm_info_request", comms, session.comms()::info);
    dispatcher.route("interrupt_request", interrupts, request -> interrupted());
    dispatcher.route("shutdown_request", this::lastOfAll, JavaKernel::shutDown);
    dispatcher.route("create_subshell_request", Runnable::run, request -> subshells.create());
    dispatcher.route(
        "delete_subshell_request", Runnable::run, request -> subshells.delete(request.content()));
    dispatcher.route("list_subshell_request", Runnable::run, request -> subshells.list());
    dispatcher.route("debug_request", debug, request -> debugger.handle(request.content()));
  }

  private ObjectNode interrupted() {
    interrupt();
    return Jsons.ok();
  }

  /** Stops the running cell; from any thread. What cannot be stopped is said in the cell. */
  void interrupt() {
    var cell = session.latest();
    if (cell != null) {
      cell.interruptBeforeItBegins();
    }
    var shell = session.futureShell().getNow(null);
    if (shell != null
        && shell.interrupt() instanceof Interruption.CannotBeStopped running
        && cell != null) {
      cell.print(CellStreams.Name.STDERR, notice(running));
    }
  }

  private static String notice(Interruption.CannotBeStopped running) {
    return "still running, because library code cannot be interrupted:\n    "
        + String.join("\n    ", running.threads())
        + "\nThe next cell runs on another thread; restart the kernel to get rid of it.\n";
  }

  /** A cell that asked for the end of the kernel is answered first. */
  private Executor laneOfCell(Message request) {
    var lane = subshells.of(request);
    return answer ->
        lane.execute(
            () -> {
              answer.run();
              if (session.exitWanted().isDone()) {
                ended.countDown();
              }
            });
  }

  /** The end begins when the reply is on its way. */
  private void lastOfAll(Runnable reply) {
    reply.run();
    ended.countDown();
  }

  private static ObjectNode shutDown(Request request) {
    return Jsons.ok().put("restart", request.content().path("restart").asBoolean(false));
  }

  private void debugEvent(ObjectNode event) {
    connection.publish(new Outgoing("debug_event", Jsons.object(), event));
  }

  /**
   * The first cell waits for Java, magics and comms for the providers too; the first reply waits
   * for nothing.
   */
  private void startProviders(JavaStart java) {
    comms.execute(
        () -> {
          java.shell().join();
          session.startProviders();
        });
  }

  Session session() {
    return session;
  }

  /** Waits until a client asks for the shutdown. */
  void awaitShutdown() throws InterruptedException {
    ended.await();
  }

  /** As if a client had asked for the shutdown. */
  void requestShutdown() {
    ended.countDown();
  }

  /** Sends what is queued, closes the providers and gives the standard streams back. */
  @Override
  public void close() throws InterruptedException {
    debugger.close();
    interrupt();
    subshells.stop();
    for (var lane : List.of(language, comms, interrupts, debug)) {
      lane.stop();
    }
    session.history().close();
    connection.close();
    for (var provider : session.providers()) {
      provider.close();
    }
    streams.close();
  }
}
