// SPDX-License-Identifier: Apache-2.0
package dev.fermata.magic;

import dev.fermata.form.Forms;
import dev.fermata.form.Pause;
import dev.fermata.graph.Interrupt;
import dev.fermata.kernel.magic.Notebook;
import java.util.List;

/**
 * What the magics of one notebook share.
 *
 * @param notebook the session
 * @param store its checkpoints
 * @param graphs its graphs
 * @param questions how interrupts become forms
 * @param shown which pauses its outputs show
 * @param stops where runs stop
 */
record Session(
    Notebook notebook,
    StoreHome store,
    Graphs graphs,
    Questions questions,
    Shown shown,
    Stops stops) {
  static Session of(Notebook notebook, StoreHome store) {
    var forms = Forms.withServices(Session.class.getClassLoader());
    return new Session(
        notebook, store, new Graphs(notebook), new Questions(forms), new Shown(), new Stops());
  }

  /** The questions of a thread as one output shows them. */
  Pause pause(String graph, String thread, List<Interrupt> interrupts) {
    return questions.pause(graph, thread, interrupts);
  }
}
