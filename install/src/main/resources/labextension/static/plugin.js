// SPDX-License-Identifier: Apache-2.0
import { cellIndexOf, PAUSE, runBelow, updateOutputs, withAnswers, withNews } from './cells.js';
import { PauseView } from './pause-view.js';
import { TABLE, TableView } from './table-view.js';

/** Before JupyterLab's widget renderer, which stands at 0. */
const RANK = -10;

/**
 * The JupyterLab plugin: every notebook draws pauses as forms, and tables so that they can be sorted. Elsewhere (a console, a saved page) the output's html stays.
 *
 * @param {{Widget: class, NotebookActions: object, base: string}} jupyter what it needs of JupyterLab, and its own address
 */
export function createPlugin({ Widget, NotebookActions, base }) {
  /** The view of each card on the page. */
  const views = new WeakMap();

  class PauseWidget extends Widget {
    constructor(panel) {
      super();
      this.panel = panel;
      this.answers = { failed: null, given: new Set() };
      this.addClass('fermata-output');
      this.view = new PauseView((source, answers) => this.#answer(source, answers));
      this.node.append(this.view.element);
      views.set(this.view.element, this.view);
    }

    async renderModel(model) {
      this.view.show(model.data[PAUSE]);
    }

    async #answer(source, answers) {
      const notebook = this.panel.content;
      const { pause, shown } = this.view;
      const labels = new Map(this.view.live.map((question) => [question.interrupt.id,
        question.decisions.map((decision) => decision.chosen?.label).filter(Boolean).join(', ')]));
      const index = cellIndexOf(notebook, this.node, pause);
      const outcome = await runBelow(this.panel, NotebookActions, index, source, this.answers);
      if (outcome.ok && this.view.shown === shown) {     // the kernel could not say so itself
        updateOutputs(notebook, pause, (data) => ({ ...data, [PAUSE]: withAnswers(data[PAUSE], answers, labels) }));
      }
      this.#moveOn(outcome);
      return outcome;
    }

    /** Gives the keyboard to the next question, else to the cell that answered; not when the person has gone elsewhere. */
    #moveOn({ ok, cellId }) {
      const notebook = this.panel.content;
      const cell = notebook.activeCell;
      const elsewhere = document.activeElement !== document.body && !notebook.node.contains(document.activeElement);
      if (elsewhere || cell?.model.id !== cellId) return;
      requestAnimationFrame(() => {
        const next = ok ? cell.node.querySelector('.fermata-card[data-status=pending] .fermata-decision') : this.view.element;
        const control = next?.querySelector('input, textarea, select, button');
        if (control) control.focus();
        else notebook.activate();
      });
    }
  }

  class TableWidget extends Widget {
    constructor() {
      super();
      this.view = new TableView();
      this.node.append(this.view.element);
    }

    async renderModel(model) {
      this.view.show(model.data[TABLE]);
    }
  }

  return {
    id: 'fermata:interrupts',
    description: 'Answers the questions of paused graphs, and shows tables that can be sorted',
    autoStart: true,
    activate: (app) => {
      const style = document.createElement('link');
      style.rel = 'stylesheet';
      style.href = base + 'fermata.css';
      document.head.append(style);
      // On the window and in the capture phase: Notebook takes shortcuts from the document in that phase, so that a listener
      // of the card would hear Ctrl+Enter only after the cell has run again.
      window.addEventListener('keydown', (event) => {
        const card = event.target instanceof Element && event.target.closest('.fermata-card');
        if (card) views.get(card)?.onKey(event);
      }, true);
      app.docRegistry.addWidgetExtension('Notebook', {
        createNew: (panel) => {
          // safe: false keeps forms out of notebooks that are not trusted: their buttons run code.
          const factory = { safe: false, mimeTypes: [PAUSE], createRenderer: () => new PauseWidget(panel) };
          panel.content.rendermime.addFactory(factory, RANK);
          // safe: a table is text, and nothing in it runs.
          const tables = { safe: true, mimeTypes: [TABLE], createRenderer: () => new TableWidget() };
          panel.content.rendermime.addFactory(tables, RANK);
          panel.sessionContext.iopubMessage.connect((_, message) => followKernel(panel, message));
        },
      });
    },
  };
}

/** Passes on what the kernel says of a pause to every output that shows it, those of an earlier page load included. */
function followKernel(panel, message) {
  const data = message.header.msg_type === 'update_display_data' ? message.content.data : null;
  if (data?.[PAUSE]?.interrupts && panel.content.model) updateOutputs(panel.content, data[PAUSE], (shown) => withNews(shown, data));
}
