// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fermata.kernel.shell.PrintedTraces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts streams in the place of {@code System.out}, {@code err} and {@code in} that belong to the
 * cell the calling thread belongs to. What no cell prints goes to the latest one, and before the
 * first to the streams of the process.
 */
final class StandardStreams implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final Session session;

  private StandardStreams(Session session) {
    this.session = session;
  }

  static StandardStreams install(Session session) {
    var streams = new StandardStreams(session);
    System.setOut(streams.printer(CellStreams.Name.STDOUT, streams.out));
    System.setErr(streams.printer(CellStreams.Name.STDERR, streams.err));
    System.setIn(new CellInput());
    return streams;
  }

  private PrintStream printer(CellStreams.Name name, PrintStream otherwise) {
    return new TracePrinter(new CellPrinter(name, otherwise));
  }

  /** Puts the lines of cells in the place of JShell's frames in the traces that code prints. */
  private final class TracePrinter extends PrintStream {
    private @Nullable PrintedTraces traces;

    TracePrinter(CellPrinter to) {
      super(to, false, UTF_8);
    }

    @Override
    public void println(@Nullable Object printed) {
      var known = printed == null ? null : traces();
      if (printed == null || known == null) {
        super.println(printed);
      } else {
        known.line(printed).ifPresent(super::println);
      }
    }

    private synchronized @Nullable PrintedTraces traces() {
      if (traces == null) {
        var shell = session.futureShell().getNow(null);
        traces = shell == null ? null : shell.code().printedTraces();
      }
      return traces;
    }
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
  }

  /** One of the two output streams. Flushing is left to the batches. */
  private final class CellPrinter extends OutputStream {
    private final CellStreams.Name name;
    private final PrintStream otherwise;

    CellPrinter(CellStreams.Name name, PrintStream otherwise) {
      this.name = name;
      this.otherwise = otherwise;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      var cell = CellRun.current().orElse(session.latest());
      if (cell != null) {
        cell.streams().write(name, bytes, offset, length);
      } else {
        otherwise.write(bytes, offset, length);
      }
    }
  }

  /** What the person types; the end of the stream outside cells. */
  private static final class CellInput extends InputStream {
    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      var cell = CellRun.current();
      return cell.isPresent() ? cell.get().stdin().read(target, offset, length) : -1;
    }

    @Override
    public int available() {
      return CellRun.current().map(cell -> cell.stdin().available()).orElse(0);
    }
  }
}
