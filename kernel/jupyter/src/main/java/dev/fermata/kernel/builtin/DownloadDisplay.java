// SPDX-License-Identifier: Apache-2.0
package dev.fermata.kernel.builtin;

import dev.fermata.kernel.display.Display;
import dev.fermata.kernel.display.MimeBundle;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.jspecify.annotations.Nullable;

/** One line that says what is being downloaded, renewed ten times a second at most. Thread-safe. */
final class DownloadDisplay extends AbstractTransferListener {
  private static final long PAUSE_NANOS = 100_000_000;

  private final Display display;
  private @Nullable String displayId;
  private long shownAt;
  private int files;
  private long bytes;

  DownloadDisplay(Display display) {
    this.display = display;
  }

  @Override
  public synchronized void transferProgressed(TransferEvent event) {
    if (displayId == null || System.nanoTime() - shownAt > PAUSE_NANOS) {
      shownAt = System.nanoTime();
      var size = event.getResource().getContentLength();
      show(
          "downloading "
              + event.getResource().getResourceName()
              + ", "
              + kib(event.getTransferredBytes())
              + (size > 0 ? " of " + kib(size) : ""));
    }
  }

  @Override
  public synchronized void transferSucceeded(TransferEvent event) {
    files++;
    bytes += event.getTransferredBytes();
  }

  /** Says what was downloaded in all; nothing when all was there. */
  synchronized void end() {
    if (displayId != null) {
      show("downloaded " + files + " files, " + kib(bytes));
    }
  }

  private void show(String text) {
    var bundle = MimeBundle.plain(text);
    if (displayId == null) {
      displayId = display.show(bundle);
    } else {
      display.update(displayId, bundle);
    }
  }

  private static String kib(long bytes) {
    return bytes / 1024 + " KiB";
  }
}
