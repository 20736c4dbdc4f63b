// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a queued write. Who waits for it makes the writer commit at once; what is hung on
 * it runs elsewhere than in the writer thread.
 */
final class Awaitable<T extends @Nullable Object> extends CompletableFuture<T> {
  private final CompletableFuture<T> written;
  private final Runnable hurry;

  Awaitable(CompletableFuture<T> written, Runnable hurry) {
    this.written = written;
    this.hurry = hurry;
    written.whenCompleteAsync(this::finish).exceptionally(failure -> null);
  }

  private void finish(T result, @Nullable Throwable failure) {
    if (failure == null) {
      complete(result);
    } else {
      completeExceptionally(failure);
    }
  }

  @Override
  public T join() {
    hurry.run();
    return written.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    hurry.run();
    return written.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    hurry.run();
    return written.get(timeout, unit);
  }
}
