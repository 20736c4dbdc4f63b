// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An LMDB file, read page by page without mapping it: what is wrong in it can then do no harm. The
 * layout is that of LMDB 0.9 on a 64-bit machine (lmdb.h and mdb.c of the release 0.9.33).
 */
final class PageFile implements Closeable {
  static final int HEADER = 16;
  static final int BRANCH = 1;
  static final int LEAF = 2;
  static final int OVERFLOW = 4;
  static final long NONE = -1;

  private static final int META = 8;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION = 1;
  private static final int FREE_TREE = HEADER + 24;
  private static final int MAIN_TREE = FREE_TREE + 48;
  private static final int FLAGS = 4;
  private static final int INTEGER_KEY = 8;
  private static final int SMALLEST_PAGE = 256;
  private static final int USUAL_PAGE = 4096;
  private static final int LARGEST_PAGE = 1 << 16;

  private final RandomAccessFile file;
  private final int pageSize;
  private final List<Meta> metas;

  /**
   * One of the two pages that name the roots.
   *
   * @param transaction the number of the commit that wrote it
   * @param root the page of the tree's root; {@link #NONE} for an empty tree
   * @param freeRoot the same of the tree of free pages
   * @param lastPage the last page in use
   */
  record Meta(long transaction, long root, long freeRoot, long lastPage) {}

  private PageFile(RandomAccessFile file, int pageSize, List<Meta> metas) {
    this.file = file;
    this.pageSize = pageSize;
    this.metas = metas;
  }

  /** Null when it is no LMDB file at all. */
  static @Nullable PageFile open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    boolean done = false;
    try {
      int pageSize = pageSize(file);
      List<Meta> metas = new ArrayList<>();
      for (int i = 0; i < 2 && pageSize > 0; i++) {
        Meta meta = meta(file, (long) i * pageSize, pageSize);
        if (meta != null) {
          metas.add(meta);
        }
      }
      metas.sort(Comparator.comparingLong(Meta::transaction).reversed());
      done = !metas.isEmpty();
      return done ? new PageFile(file, pageSize, metas) : null;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  /** Opens a file whose meta pages cannot be read, to look for records in it. */
  static PageFile openBlind(Path path) throws IOException {
    return new PageFile(new RandomAccessFile(path.toFile(), "r"), USUAL_PAGE, List.of());
  }

  /** From the first meta page, or from the second, which lies one page further. */
  private static int pageSize(RandomAccessFile file) throws IOException {
    for (int at = 0; at <= LARGEST_PAGE; at = at == 0 ? SMALLEST_PAGE : at * 2) {
      ByteBuffer page = read(file, at, HEADER + 72);
      if (page != null && page.getInt(HEADER) == MAGIC && page.getInt(HEADER + 4) == VERSION) {
        int size = page.getInt(HEADER + 24);
        boolean fits = at == 0 || at == size;
        if (fits && size >= SMALLEST_PAGE && size <= LARGEST_PAGE && Integer.bitCount(size) == 1) {
          return size;
        }
      }
    }
    return 0;
  }

  private static @Nullable Meta meta(RandomAccessFile file, long at, int pageSize)
      throws IOException {
    ByteBuffer page = read(file, at, HEADER + 136);
    boolean good =
        page != null
            && (page.getShort(10) & META) != 0
            && page.getInt(HEADER) == MAGIC
            && page.getInt(HEADER + 4) == VERSION
            && page.getInt(HEADER + 24) == pageSize
            && (page.getShort(FREE_TREE + FLAGS) & INTEGER_KEY) != 0
            && page.getShort(MAIN_TREE + FLAGS)
                == 0; // else LMDB would look for keys in another order
    return good && page != null
        ? new Meta(page.getLong(144), page.getLong(128), page.getLong(80), page.getLong(136))
        : null;
  }

  private static @Nullable ByteBuffer read(RandomAccessFile file, long at, int length)
      throws IOException {
    byte[] bytes = readBytes(file, at, length);
    return bytes == null ? null : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static byte @Nullable [] readBytes(RandomAccessFile file, long at, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    try {
      file.seek(at);
      file.readFully(bytes);
      return bytes;
    } catch (EOFException e) {
      return null;
    }
  }

  /** Bytes of a page; null when they reach over its end. */
  static byte @Nullable [] slice(ByteBuffer page, int at, long length) {
    if (at < 0 || at + length > page.capacity()) {
      return null;
    }
    byte[] bytes = new byte[(int) length];
    page.get(at, bytes);
    return bytes;
  }

  /** The meta pages that can be read, newest first. */
  List<Meta> metas() {
    return metas;
  }

  int pageSize() {
    return pageSize;
  }

  /** How many whole pages the file has. */
  long pages() throws IOException {
    return file.length() / pageSize;
  }

  /** A page; null when the file ends before it. */
  @Nullable ByteBuffer page(long number) throws IOException {
    return read(file, number * pageSize, pageSize);
  }

  /** Bytes from the middle of the file; null when it ends before. */
  byte @Nullable [] bytes(long page, int skip, int length) throws IOException {
    long start = page * pageSize + skip;
    return length < 0 || start + length > file.length() ? null : readBytes(file, start, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
