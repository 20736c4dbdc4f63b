// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out whether a file can be mapped without harm. */
final class StoreCheck {
  private static final int ATTEMPTS = 5;

  private StoreCheck() {}

  /**
   * Checks a file.
   *
   * @param whole whether to read every page, which costs time for the size of the file
   * @return what is wrong; null when nothing is
   */
  static @Nullable String problem(Path path, boolean whole) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      try (PageFile file = PageFile.open(path)) {
        if (file == null) {
          return "it is no LMDB file";
        }
        String problem = problem(file, whole);
        if (problem == null || isUnchanged(path, file.metas().get(0))) {
          return problem;
        }
        // another process has committed meanwhile, so that pages were read of two states
      }
    }
    return null; // others commit all the time, so they have found it sound
  }

  private static boolean isUnchanged(Path path, PageFile.Meta meta) throws IOException {
    try (PageFile again = PageFile.open(path)) {
      return again != null && again.metas().get(0).equals(meta);
    }
  }

  private static @Nullable String problem(PageFile file, boolean whole) throws IOException {
    if (file.metas().size() < 2) {
      return "one of its two root pages is damaged";
    }
    PageFile.Meta meta = file.metas().get(0);
    long pages = file.pages();
    if (!whole) {
      return meta.lastPage() < pages
          ? null
          : "it has %d pages of %d".formatted(pages, meta.lastPage() + 1);
    }
    PageWalk walk = new PageWalk(file, meta);
    String[] broken = new String[1];
    walk.tree(
        meta.root(),
        (key, value) -> {
          if (!Frame.isWhole(key, value) && broken[0] == null) {
            broken[0] = "a record of type " + Keys.typeName(key) + " is damaged";
          }
        });
    walk.freePages(meta.freeRoot());
    return walk.problem() != null ? walk.problem() : broken[0];
  }
}
