// SPDX-License-Identifier: Apache-2.0
package dev.fermata.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.checkpoint.ThreadInfo.Status;
import dev.fermata.checkpoint.WriteBatch.ExpectLatest;
import dev.fermata.checkpoint.WriteBatch.ExpectLife;
import dev.fermata.checkpoint.WriteBatch.Mutation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A thread that is deleted and begun anew is another one. */
public abstract class LivesContract extends CheckpointerFixture {
  private ExpectLife life(String thread) {
    return new ExpectLife(store.life(thread));
  }

  @Test
  void refusesABatchThatWasMadeForADeletedThread() {
    ExpectLife unborn = life("t");
    commit("t", unborn, checkpoint(1, Map.of("n", set("1"))));
    ExpectLife read = life("t");
    commit("t", read, checkpoint(2, Map.of("n", set("2"))));
    store.deleteThread("t");
    for (ExpectLife old : List.of(unborn, read)) {
      refused("checkpoint-conflict", () -> commit("t", old, checkpoint(1, Map.of())));
    }
    assertThat(store.deleteThread("t")).isFalse();

    commit("t", life("t"), checkpoint(1, Map.of("n", set("10"))));

    for (ExpectLife old : List.of(unborn, read)) {
      refused("checkpoint-conflict", () -> commit("t", old, checkpoint(2, Map.of())));
      refused("checkpoint-conflict", () -> commit("t", old, row("t", Status.FINISHED)));
      refused("checkpoint-conflict", () -> commit("t", write(1, "a", "result", "", "1"), old));
    }
    assertThat(channel("t", "n")).isEqualTo("10");
    assertThat(latest("t").writes()).isEmpty();
    assertThat(store.thread("t")).isEmpty();
  }

  @Test
  void letsALifeBeginWithWhicheverOfItsBatchesIsFirst() {
    ExpectLife life = life("t");
    Mutation below = checkpoint("sub", 1, null, Map.of("a", set("1")));
    CompletableFuture<Void> first = store.write(new WriteBatch("t", List.of(life, below)));
    CompletableFuture<Void> second =
        store.write(new WriteBatch("t", List.of(life, checkpoint(1, Map.of()))));
    commit("t", life, row("t", Status.FINISHED));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(store.namespaces("t")).containsExactly("", "sub");
    assertThat(life.life().number()).isEqualTo(store.life("t").number()).isPositive();
  }

  @Test
  void refusesALifeThatHasNotBegunWhereAnotherHas() {
    ExpectLife late = life("t");
    commit("t", life("t"), row("t", Status.RUNNING));
    refused("checkpoint-conflict", () -> commit("t", late, checkpoint(1, Map.of())));
    assertThat(late.life().number()).isZero();
    store.deleteThread("t");
    commit("t", late, checkpoint(1, Map.of()));
    assertThat(late.life().number()).isPositive();
  }

  @Test
  void beginsNoLifeWithABatchThatFailsOrMakesNoThread() {
    ExpectLife life = life("t");
    refused(
        "checkpoint-conflict",
        () -> commit("t", life, checkpoint(1, Map.of()), new ExpectLatest("", null)));
    assertThat(life.life().number()).isZero();
    commit("t", life);
    assertThat(life.life().number()).isZero();
    commit("t", life, checkpoint(1, Map.of()));
    assertThat(life.life().number()).isPositive();
  }

  /** Where batches share a commit, those before one that fails are applied twice. */
  @Test
  void beginsALifeAgainWhenABatchBesideItFails() {
    ExpectLife life = life("t");
    CompletableFuture<Void> good =
        store.write(new WriteBatch("t", List.of(life, checkpoint(1, Map.of()))));
    CompletableFuture<Void> bad =
        store.write(
            new WriteBatch("u", List.of(checkpoint(1, Map.of()), new ExpectLatest("", null))));
    CompletableFuture<Void> next =
        store.write(new WriteBatch("t", List.of(life, checkpoint(2, Map.of()))));
    good.join();
    next.join();
    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ConflictException.class);
    assertThat(CheckpointsContract.ids(store.list("t", "", null, 9))).containsExactly(2L, 1L);
    assertThat(life.life().number()).isEqualTo(store.life("t").number());
  }

  @Test
  void givesACopyALifeOfItsOwn() {
    commit("a", checkpoint(1, Map.of()));
    ExpectLife late = life("b");
    store.copyThread("a", "b");
    assertThat(store.life("b").number()).isPositive().isNotEqualTo(store.life("a").number());
    refused("checkpoint-conflict", () -> commit("b", late, checkpoint(2, Map.of())));
    refused("checkpoint-conflict", () -> commit("b", life("a"), checkpoint(2, Map.of())));
    commit("b", life("b"), checkpoint(2, Map.of()));
  }
}
