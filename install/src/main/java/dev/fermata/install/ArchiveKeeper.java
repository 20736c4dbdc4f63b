// SPDX-License-Identifier: Apache-2.0
package dev.fermata.install;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Renews the start-up archive of an installed kernel when Java was updated under it, in the
 * background of a running kernel, well after its start.
 */
final class ArchiveKeeper {
  private static final Duration AFTER = Duration.ofSeconds(30);

  private ArchiveKeeper() {}

  /** Starts the watch; it ends by itself, and with the process. */
  static void start() {
    Thread keeper = new Thread(ArchiveKeeper::sleepAndRenew, "startup-archive");
    keeper.setDaemon(true);
    keeper.start();
  }

  private static void sleepAndRenew() {
    try {
      Thread.sleep(AFTER.toMillis());
      renew(Bundled.jar(), Jdk.ofThisProcess());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | InstallException e) {
      System.getLogger(ArchiveKeeper.class.getName())
          .log(System.Logger.Level.DEBUG, "the start-up archive stays as it is", e);
    }
  }

  /** Renews the archive beside a jar, where there is one and it is not of this Java. */
  static void renew(Path jar, Jdk jdk) throws IOException {
    StartupArchive archive = new StartupArchive(jar, jdk.feature());
    if (archive.exists() && !archive.isFresh()) {
      archive.renew(jdk);
    }
  }
}
