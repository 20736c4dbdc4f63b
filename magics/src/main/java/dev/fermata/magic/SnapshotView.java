// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Visible;
import dev.fermata.graph.Interrupt;
import dev.fermata.graph.StateSnapshot;
import dev.fermata.kernel.display.MimeBundle;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Snapshots of a thread: one with its state, or many as the rows of a history. */
final class SnapshotView {
  private static final List<String> HEAD =
      List.of("checkpoint", "step", "source", "next", "asked", "when", "state");
  private static final int WIDEST = 70;

  private SnapshotView() {}

  /** Where the thread stood, and its state below. */
  static MimeBundle of(StateSnapshot<?> snapshot) {
    var facts = facts(snapshot);
    var state = RecordView.of(snapshot.values());
    return MimeBundle.plain(facts + "\n" + state.data().get("text/plain"))
        .with(
            "text/html", "<div>" + Visible.html(facts) + "</div>" + state.data().get("text/html"));
  }

  /** A row for each snapshot; empty when the elements are something else or there are none. */
  static Optional<MimeBundle> ofAll(Collection<?> elements) {
    var snapshots =
        elements.stream()
            .flatMap(e -> e instanceof StateSnapshot<?> s ? Stream.of(s) : Stream.empty())
            .toList();
    return snapshots.isEmpty() || snapshots.size() < elements.size()
        ? Optional.empty()
        : Optional.of(table(snapshots));
  }

  /** A row for each of at least one snapshot. */
  static MimeBundle table(List<? extends StateSnapshot<?>> snapshots) {
    return TextTable.of(
        HEAD,
        snapshots.stream().map(SnapshotView::row).toList(),
        "thread " + thread(snapshots.get(0)));
  }

  /** One line: the thread, its checkpoint, when it was made, and what is due next. */
  static String facts(StateSnapshot<?> snapshot) {
    if (snapshot.step() == null) {
      return "thread %s has no checkpoint".formatted(thread(snapshot));
    }
    return "thread %s, checkpoint %s, step %s, %s; next: %s"
        .formatted(
            thread(snapshot),
            snapshot.config().checkpoint(),
            snapshot.step(),
            when(snapshot),
            snapshot.next().isEmpty()
                ? "nothing, it is finished"
                : String.join(", ", snapshot.next()));
  }

  private static List<String> row(StateSnapshot<?> snapshot) {
    var source = snapshot.source();
    return List.of(
        String.valueOf(snapshot.config().checkpoint()),
        Objects.toString(snapshot.step(), ""),
        source == null ? "" : source.name().toLowerCase(Locale.ROOT),
        String.join(", ", snapshot.next()),
        snapshot.interrupts().stream()
            .map(Interrupt::title)
            .map(t -> Visible.preview(t, WIDEST))
            .collect(Collectors.joining("; ")),
        when(snapshot),
        Visible.preview(snapshot.values().toString(), WIDEST));
  }

  private static String thread(StateSnapshot<?> snapshot) {
    return Visible.line(Objects.toString(snapshot.config().thread(), ""));
  }

  private static String when(StateSnapshot<?> snapshot) {
    var created = snapshot.createdAt();
    return created == null ? "" : Questions.time(created);
  }
}
