// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.graph.GraphDescription;
import dev.fermata.graph.StreamEvent;
import dev.fermata.kernel.display.Display;
import dev.fermata.kernel.display.MimeBundle;
import dev.fermata.kernel.magic.Notebook;
import dev.fermata.picture.GraphPicture;
import dev.fermata.picture.Mark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The picture of a running graph, its nodes coloured by where they stand. Shown only when the run
 * takes a while, changed at most ten times a second by a thread of its own. Thread-safe.
 */
final class LiveProgress implements AutoCloseable {
  private static final long TICK_MILLIS = 100;

  /** Ticks before anything is shown: most runs are over by then. */
  private static final int PATIENCE = 8;

  private final Display display;
  private final GraphDescription graph;
  private final String displayId = "fermata-run-" + UUID.randomUUID();
  private final Map<String, Mark> marks = new LinkedHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread ticker = new Thread(this::tick, "fermata-progress");
  private boolean changed;
  private boolean shown;

  LiveProgress(Notebook notebook, GraphDescription graph) {
    this.display = notebook.display();
    this.graph = graph;
    ticker.setDaemon(true);
    ticker.start();
  }

  /** Takes note of what a task does; events of subgraphs count for the node they run in. */
  synchronized void on(StreamEvent event) {
    if (event.data() instanceof StreamEvent.TaskEvent task && event.namespace().isEmpty()) {
      marks.put(
          task.node(),
          switch (task.phase()) {
            case STARTED -> Mark.RUNNING;
            case FINISHED -> Mark.DONE;
            case PAUSED -> Mark.ASKING;
            case FAILED -> Mark.FAILED;
          });
      changed = true;
    }
  }

  private void tick() {
    try {
      for (var ticks = 1; !ended.await(TICK_MILLIS, TimeUnit.MILLISECONDS); ticks++) {
        if (ticks >= PATIENCE) {
          draw();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the cell was interrupted: nothing more to show
    }
  }

  private synchronized void draw() {
    if (!changed) {
      return;
    }
    changed = false;
    var picture = new GraphPicture(graph, marks);
    var bundle = MimeBundle.plain(text()).with("text/html", picture.html());
    if (shown) {
      display.update(displayId, bundle);
    } else {
      display.show(bundle, displayId);
      shown = true;
    }
  }

  private String text() {
    return marks.entrySet().stream()
        .map(e -> e.getKey() + ": " + word(e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String word(Mark mark) {
    return switch (mark) {
      case WAITING -> "waiting";
      case RUNNING -> "running …";
      case DONE -> "done";
      case ASKING -> "asks";
      case FAILED -> "failed";
    };
  }

  /** Ends the updates; what is shown by then shows the end. */
  @Override
  public void close() {
    ended.countDown();
    synchronized (this) {
      if (shown) {
        draw();
      }
    }
  }
}
