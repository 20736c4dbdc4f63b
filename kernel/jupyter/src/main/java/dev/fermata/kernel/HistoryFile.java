// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.kernel.History.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cells of all sessions, one JSON object a line: {@code {"session":3,"line":1,"input":"1 + 1",
 * "output":"2"}}. Several kernels may write at once: each line is appended under a lock. When the
 * file has grown large, its older half is dropped. Only the user can read it.
 */
final class HistoryFile {
  private static final int OUTPUT_KEPT = 4_000;
  private static final long TAIL = 64 << 10;
  private static final byte[] SESSION = "{\"session\":".getBytes(UTF_8);

  private final Path file;
  private final long limit;

  HistoryFile(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /**
   * Registers a session.
   *
   * @return a number larger than all before
   */
  int beginSession() throws IOException {
    create();
    try (var channel = FileChannel.open(file, READ, WRITE);
        var lock = channel.lock()) {
      var session = lastSession(channel) + 1;
      if (lock.isValid() && channel.size() > limit) {
        keepNewerHalf(channel);
      }
      channel.position(channel.size());
      writeFully(channel, ByteBuffer.wrap(new byte[] {'\n'})); // after a line that was cut short
      write(channel, Jsons.object().put("session", session));
      return session;
    }
  }

  /**
   * The largest number so far. It stands in the last line that begins a session, near the end: the
   * whole file would be megabytes to look through at every start.
   */
  private static int lastSession(FileChannel channel) throws IOException {
    long size = channel.size();
    long length = TAIL;
    var last = lastSession(read(channel, size - length), length < size);
    while (last == 0 && length < size) {
      length *= 8;
      last = lastSession(read(channel, size - length), length < size);
    }
    return last;
  }

  /**
   * The largest number in the lines given, 0 without one.
   *
   * @param begun whether only lines count that begin a session
   */
  private static int lastSession(byte[] lines, boolean begun) {
    var last = 0;
    var at = 0;
    while (at + SESSION.length < lines.length) {
      if (Arrays.equals(lines, at, at + SESSION.length, SESSION, 0, SESSION.length)
          && (!begun || isBegin(lines, at + SESSION.length))) {
        last = Math.max(last, number(lines, at + SESSION.length));
      }
      while (at < lines.length && lines[at] != '\n') {
        at++;
      }
      at++;
    }
    return last;
  }

  /** Whether nothing follows the number. */
  private static boolean isBegin(byte[] lines, int number) {
    var behind = number;
    while (behind < lines.length && lines[behind] >= '0' && lines[behind] <= '9') {
      behind++;
    }
    return behind < lines.length && lines[behind] == '}';
  }

  private static int number(byte[] all, int from) {
    var number = 0L;
    for (var i = from; i < all.length && all[i] >= '0' && all[i] <= '9'; i++) {
      number = Math.min(number * 10 + all[i] - '0', Integer.MAX_VALUE - 1);
    }
    return (int) number;
  }

  private void create() throws IOException {
    if (Files.exists(file)) {
      return;
    }
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      FileChannel.open(file, Set.of(CREATE, WRITE), mine).close();
    } else {
      FileChannel.open(file, CREATE, WRITE).close();
    }
  }

  private void keepNewerHalf(FileChannel channel) throws IOException {
    var all = read(channel);
    var from = all.length / 2;
    while (from < all.length && all[from - 1] != '\n') {
      from++;
    }
    channel.truncate(0);
    writeFully(channel, ByteBuffer.wrap(all, from, all.length - from));
  }

  void append(Entry entry) throws IOException {
    var line =
        Jsons.object()
            .put("session", entry.session())
            .put("line", entry.line())
            .put("input", entry.input());
    var output = entry.output();
    if (output != null) {
      line.put("output", output.substring(0, Math.min(output.length(), OUTPUT_KEPT)));
    }
    create();
    try (var channel = FileChannel.open(file, APPEND);
        var lock = channel.lock()) {
      if (lock.isValid()) {
        write(channel, line);
      }
    }
  }

  /** The cells of other sessions, oldest first. Lines that cannot be read are left out. */
  List<Entry> readOthers(int session) throws IOException {
    var entries = new ArrayList<Entry>();
    try (var channel = FileChannel.open(file, READ)) {
      for (var line : lines(channel)) {
        var other = line.path("session").asInt();
        if (other != session && line.path("input").isTextual()) {
          var output = line.path("output").isTextual() ? line.path("output").asText() : null;
          entries.add(
              new Entry(other, line.path("line").asInt(), line.path("input").asText(), output));
        }
      }
    }
    return entries;
  }

  private static List<ObjectNode> lines(FileChannel channel) throws IOException {
    return new String(read(channel), UTF_8)
        .lines()
        .map(HistoryFile::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty for a line that a crash cut short. */
  private static Optional<ObjectNode> parse(String line) {
    try {
      return Optional.of(Jsons.readObject(line.getBytes(UTF_8)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(FileChannel channel) throws IOException {
    return read(channel, 0);
  }

  private static byte[] read(FileChannel channel, long from) throws IOException {
    channel.position(Math.max(0, from));
    return Channels.newInputStream(channel).readAllBytes();
  }

  private static void write(FileChannel channel, ObjectNode line) throws IOException {
    var json = Jsons.bytes(line);
    var bytes = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    writeFully(channel, bytes);
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
