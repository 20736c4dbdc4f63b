// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the pages of a tree and checks all that LMDB trusts: page numbers, bounds, node
 * offsets, overflow pages, the order of keys. A damaged page is reported and passed over.
 */
final class PageWalk {
  private static final int DEEPEST = 32;
  private static final int NODE = 8;
  private static final int BIG = 1;
  private static final byte[] NOTHING = {};

  private final PageFile file;
  private final long lastPage;
  private final BitSet used = new BitSet();
  private byte @Nullable [] last;
  private byte[] floor = NOTHING;
  private @Nullable String problem;

  PageWalk(PageFile file, PageFile.Meta meta) {
    this.file = file;
    this.lastPage = meta.lastPage();
  }

  /** The first thing found wrong; null when all was right. */
  @Nullable String problem() {
    return problem;
  }

  /** Walks over a tree; hands over the key and value of every entry that can be read. */
  void tree(long root, BiConsumer<byte[], byte[]> entry) throws IOException {
    last = null;
    floor = NOTHING;
    if (root != PageFile.NONE) {
      page(root, 0, entry);
    }
  }

  /** Walks over the tree of free pages: none may be in use, or free twice. */
  void freePages(long root) throws IOException {
    BitSet free = new BitSet();
    tree(root, (key, value) -> checkFree(value, free));
    if (free.intersects(used)) {
      wrong("page " + firstCommon(free) + " is free and in use");
    }
  }

  private int firstCommon(BitSet free) {
    BitSet both = (BitSet) free.clone();
    both.and(used);
    return both.nextSetBit(0);
  }

  private void checkFree(byte[] value, BitSet free) {
    ByteBuffer list = ByteBuffer.wrap(value).order(java.nio.ByteOrder.nativeOrder());
    long count = value.length < 8 ? -1 : list.getLong();
    if (count < 0 || count > (value.length - 8) / 8) {
      wrong("a list of free pages is too short");
      return;
    }
    for (long i = 0; i < count; i++) {
      long number = list.getLong();
      if (!inUse(number) || free.get((int) number)) {
        wrong("page " + number + " is in the list of free pages, which cannot be");
        return;
      }
      free.set((int) number);
    }
  }

  private void page(long number, int depth, BiConsumer<byte[], byte[]> entry) throws IOException {
    ByteBuffer page = take(number, depth);
    if (page == null) {
      return;
    }
    int type = page.getShort(10) & 0x0F;
    if (type != PageFile.BRANCH && type != PageFile.LEAF) {
      wrong("page " + number + " is of type " + type);
      return;
    }
    entries(page, number, depth, entry);
  }

  /** Reads a page that nothing else may use. */
  private @Nullable ByteBuffer take(long number, int depth) throws IOException {
    if (depth > DEEPEST || !inUse(number) || used.get((int) number)) {
      wrong("page " + number + " is referred to, which cannot be");
      return null;
    }
    used.set((int) number);
    ByteBuffer page = file.page(number);
    if (page == null) {
      wrong("the file ends before page " + number);
    } else if (page.getLong(0) != number) {
      wrong("page " + number + " holds something else");
      return null;
    }
    return page;
  }

  private boolean inUse(long number) {
    return number >= 2 && number <= lastPage && number < Integer.MAX_VALUE;
  }

  private void entries(ByteBuffer page, long number, int depth, BiConsumer<byte[], byte[]> entry)
      throws IOException {
    boolean leaf = (page.getShort(10) & PageFile.LEAF) != 0;
    int lower = page.getShort(12) & 0xFFFF;
    int upper = page.getShort(14) & 0xFFFF;
    int count = (lower - PageFile.HEADER) / 2;
    boolean bounds =
        lower >= PageFile.HEADER && lower <= upper && upper <= file.pageSize() && lower % 2 == 0;
    if (!bounds || count < (leaf ? 1 : 2)) {
      wrong("page " + number + " has impossible bounds");
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = page.getShort(PageFile.HEADER + 2 * i) & 0xFFFF;
      byte[] key = key(page, at, upper);
      if (key == null) {
        wrong("page " + number + " has an entry outside of it");
        continue;
      }
      if (leaf || i > 0) { // the first key of a branch means "everything before"
        inOrder(key, leaf, number);
      }
      if (leaf) {
        leaf(page, at, key, number, entry);
      } else {
        page(child(page, at), depth + 1, entry);
      }
    }
  }

  /**
   * By this LMDB finds a key: those of the leaves ascend over all pages, and each one of a branch
   * lies between those on its two sides.
   */
  private void inOrder(byte[] key, boolean leaf, long number) {
    byte[] largest = last;
    boolean isBehind = largest == null || compare(largest, key) < 0;
    if (!isBehind || compare(floor, key) > 0) {
      wrong("page " + number + " has its keys out of order");
    }
    if (leaf) {
      last = key;
    } else {
      floor = key;
    }
  }

  /** Keys of free pages are numbers of the machine, all others bytes; both have their own order. */
  private static int compare(byte[] a, byte[] b) {
    return a.length == 8 && b.length == 8
        ? Long.compareUnsigned(
            ByteBuffer.wrap(a).order(java.nio.ByteOrder.nativeOrder()).getLong(),
            ByteBuffer.wrap(b).order(java.nio.ByteOrder.nativeOrder()).getLong())
        : Arrays.compareUnsigned(a, b);
  }

  static byte @Nullable [] key(ByteBuffer page, int at, int upper) {
    if (at < upper || at + NODE > page.capacity()) {
      return null;
    }
    return PageFile.slice(page, at + NODE, page.getShort(at + 6) & 0xFFFF);
  }

  private static long child(ByteBuffer page, int at) {
    return (page.getInt(at) & 0xFFFFFFFFL) | (page.getShort(at + 4) & 0xFFFFL) << 32;
  }

  private void leaf(
      ByteBuffer page, int at, byte[] key, long number, BiConsumer<byte[], byte[]> entry)
      throws IOException {
    int flags = page.getShort(at + 4) & 0xFFFF;
    long size = page.getInt(at) & 0xFFFFFFFFL;
    int start = at + NODE + key.length;
    if ((flags & ~BIG) != 0) {
      wrong("page " + number + " has an entry of unknown sort " + flags);
    } else if ((flags & BIG) != 0 && start + 8 <= page.capacity()) {
      big(page.getLong(start), size, key, entry);
    } else {
      byte[] value = (flags & BIG) != 0 ? null : PageFile.slice(page, start, size);
      if (value == null) {
        wrong("page " + number + " has an entry that is longer than it");
      } else {
        entry.accept(key, value);
      }
    }
  }

  private void big(long first, long size, byte[] key, BiConsumer<byte[], byte[]> entry)
      throws IOException {
    ByteBuffer page = take(first, 0);
    if (page == null) {
      return;
    }
    long count = page.getInt(12) & 0xFFFFFFFFL;
    boolean fits =
        (page.getShort(10) & 0x0F) == PageFile.OVERFLOW
            && count >= 1
            && first + count - 1 <= lastPage
            && size + PageFile.HEADER <= count * file.pageSize()
            && size < Integer.MAX_VALUE - PageFile.HEADER;
    byte[] value = fits ? file.bytes(first, PageFile.HEADER, (int) size) : null;
    if (value == null) {
      wrong("the large entry on page " + first + " is incomplete");
      return;
    }
    used.set((int) first, (int) (first + count));
    entry.accept(key, value);
  }

  private void wrong(String what) {
    if (problem == null) {
      problem = what;
    }
  }
}
