// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.checkpoint.lmdb.LmdbCheckpointer;
import dev.fermata.form.Visible;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.MagicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks after the store file as a whole. */
final class StoreCare {
  private final LmdbCheckpointer store;

  private StoreCare(LmdbCheckpointer store) {
    this.store = store;
  }

  static StoreCare of(StoreHome home) {
    if (home.get() instanceof LmdbCheckpointer file) {
      return new StoreCare(file);
    }
    throw new MagicException("bad-usage", "this notebook's checkpoints are not kept in a file");
  }

  MimeBundle compact() {
    var saved = store.compact();
    return MimeBundle.plain(
        saved == 0
            ? place() + " cannot be made smaller"
            : String.format("%s is %,d bytes smaller now", place(), saved));
  }

  MimeBundle backup(Path directory, Optional<String> file) {
    var target =
        directory.resolve(
            file.orElseThrow(
                () ->
                    new MagicException(
                        "missing-argument",
                        "where shall the copy go?",
                        List.of("%threads backup checkpoints-copy.mdb"))));
    store.backup(target);
    return MimeBundle.plain(
        "copied to "
            + Visible.line(target.normalize().toString())
            + "; use it with %graph --store or FERMATA_STORE");
  }

  MimeBundle doctor() {
    var problem = store.check();
    if (problem.isPresent()) {
      throw new MagicException(
          "store-damaged",
          place()
              + " is damaged: "
              + problem.get()
              + ". Restart the kernel: the store is mended when it is opened, and what can be read is"
              + " saved; the file is kept as it is");
    }
    return MimeBundle.plain(
        String.format("%s is sound: %,d threads, %s", place(), store.threads(null).size(), size()));
  }

  private String place() {
    return Visible.line(store.location());
  }

  private String size() {
    try {
      return String.format("%,d bytes", Files.size(Path.of(store.location())));
    } catch (IOException e) {
      return "of unknown size";
    }
  }
}
