// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint.lmdb;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a queued write, or of a stage after it: who waits for it makes the writer commit
 * at once.
 */
final class Awaitable<T extends @Nullable Object> extends CompletableFuture<T> {
  private final Runnable hurry;

  Awaitable(Runnable hurry) {
    this.hurry = hurry;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Awaitable<>(hurry);
  }

  @Override
  public T join() {
    hurry.run();
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    hurry.run();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    hurry.run();
    return super.get(timeout, unit);
  }
}
