// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import dev.fermata.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the whole records of a damaged file: first by way of the newest tree, then of the one
 * before it, and then from any page that holds some. A record found on an earlier way wins; among
 * rows of one thread found on stray pages, the one that knows of more.
 */
final class Salvage {
  private final TreeMap<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);

  private Salvage() {}

  /** All records that can be read, framed, by key. */
  static NavigableMap<byte[], byte[]> records(Path path) throws IOException {
    Salvage salvage = new Salvage();
    PageFile known = PageFile.open(path);
    try (PageFile file = known == null ? PageFile.openBlind(path) : known) {
      for (PageFile.Meta meta : file.metas()) {
        new PageWalk(file, meta).tree(meta.root(), salvage::add);
      }
      salvage.strayPages(file);
    }
    return salvage.records;
  }

  private void add(byte[] key, byte[] framed) {
    if (Frame.isWhole(key, framed)) {
      records.putIfAbsent(key, framed);
    }
  }

  private void strayPages(PageFile file) throws IOException {
    TreeMap<byte[], byte[]> known = new TreeMap<>(records);
    long lastPage = file.pages() - 1;
    for (long number = 2; number <= lastPage; number++) {
      ByteBuffer page = file.page(number);
      if (page != null && (page.getShort(10) & 0x0F) == PageFile.LEAF) {
        strayEntries(file, page, known, lastPage);
      }
    }
  }

  private void strayEntries(
      PageFile file, ByteBuffer page, Map<byte[], byte[]> known, long lastPage) throws IOException {
    int lower = page.getShort(12) & 0xFFFF;
    int upper = page.getShort(14) & 0xFFFF;
    for (int at = PageFile.HEADER; at + 1 < Math.min(lower, page.capacity()); at += 2) {
      int node = page.getShort(at) & 0xFFFF;
      byte[] key = PageWalk.key(page, node, upper);
      byte[] framed = key == null ? null : value(file, page, node, key.length, lastPage);
      if (key != null && framed != null && Frame.isWhole(key, framed) && !known.containsKey(key)) {
        records.merge(key, framed, (a, b) -> better(key, a, b));
      }
    }
  }

  private static byte @Nullable [] value(
      PageFile file, ByteBuffer page, int node, int keyLength, long lastPage) throws IOException {
    long size = page.getInt(node) & 0xFFFFFFFFL;
    int start = node + 8 + keyLength;
    if (page.getShort(node + 4) == 0) {
      return PageFile.slice(page, start, size);
    }
    if (start + 8 > page.capacity() || size > Integer.MAX_VALUE) {
      return null;
    }
    long first = page.getLong(start);
    return first < 2 || first > lastPage ? null : file.bytes(first, PageFile.HEADER, (int) size);
  }

  private static byte[] better(byte[] key, byte[] a, byte[] b) {
    try {
      if (Keys.isThread(key)) {
        return progress(ThreadRow.read(Frame.unwrap(key, a)))
                >= progress(ThreadRow.read(Frame.unwrap(key, b)))
            ? a
            : b;
      }
      if (Arrays.equals(key, Keys.HEADER)) {
        return Header.of(Frame.unwrap(key, a)).threads()
                >= Header.of(Frame.unwrap(key, b)).threads()
            ? a
            : b;
      }
      return a;
    } catch (CheckpointException e) {
      return a;
    }
  }

  private static long progress(ThreadRow row) {
    return row.root().last() + row.writes() + row.change();
  }
}
