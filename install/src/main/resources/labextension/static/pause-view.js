// SPDX-License-Identifier: Apache-2.0
import { EntryError, resumeCell } from './answer.js';
import { fermataSign, h, uniqueId } from './dom.js';
import { leaves, Question } from './question.js';

const COMMAND_KEY = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** What a person can use; fields that only show something stay as they are. */
const CONTROLS = ':is(button, input, select, textarea):not([data-read-only])';

/** The card of one pause: its questions, their buttons, and what became of them. */
export class PauseView {
  /** @param {function(string, Array<[string, string]>): Promise<{ok: boolean, message: string}>} send runs a cell */
  constructor(send) {
    this.send = send;
    this.titleId = uniqueId();
    this.body = h('div', { class: 'fermata-body' });
    this.note = h('div', { class: 'fermata-note', role: 'status', 'aria-live': 'polite' });
    this.element = h('div', { class: 'fermata-card', role: 'form', 'aria-labelledby': this.titleId }, this.body, this.note);
    this.sending = false;
    this.questions = [];
  }

  /** Draws a pause. Called again with the same pause it keeps what a person has typed. */
  show(pause) {
    const shown = JSON.stringify(pause);
    if (shown === this.shown) return;
    this.shown = shown;
    this.pause = pause;
    this.#makeQuestions();
    this.element.dataset.status = pause.status;
    const several = this.questions.length > 1;
    this.body.replaceChildren(this.#header(several), ...this.questions.map((question) => question.element),
      ...(this.live.length > 0 ? [this.#footer()] : []));
    this.#refresh();
    if (this.live.length === 0) this.#say('');
  }

  /** The questions that can be answered still. */
  get live() {
    return this.questions.filter((question) => question.pending);
  }

  /** Puts the keyboard into the first question that waits. */
  focus() {
    this.live[0]?.decisions[0]?.focus();
  }

  #makeQuestions() {
    const { interrupts } = this.pause;
    const open = interrupts.filter((interrupt) => interrupt.status === 'pending');
    const choosing = open.flatMap((interrupt) => leaves(interrupt.form)).length > 1;
    const how = { choosing, alone: interrupts.length === 1, onAct: () => (choosing ? this.#refresh() : this.#submit()) };
    const kept = new Map(this.questions.map((question) => [question.key, question]));
    this.questions = interrupts.map((interrupt) => {
      const key = JSON.stringify([interrupt, choosing, how.alone]);
      const question = kept.get(key) || new Question(interrupt, how);
      question.key = key;
      return question;
    });
    this.choosing = choosing;
  }

  #header(several) {
    const { graph, thread, interrupts } = this.pause;
    const waiting = this.live.length;
    const title = several
      ? `${interrupts.length} questions${waiting > 0 && waiting < interrupts.length ? `, ${waiting} still open` : ''}`
      : interrupts[0].form.title;
    const state = waiting > 0 ? 'Waiting for you' : interrupts.some(({ status }) => status === 'resolved') ? 'Answered' : 'Withdrawn';
    const place = [`graph ${graph}`, several ? null : `node ${interrupts[0].node}`, `thread ${thread}`].filter(Boolean);
    return h('div', { class: 'fermata-head' }, fermataSign(),
      h('div', { class: 'fermata-heading' }, h('h3', { id: this.titleId }, title),
        h('p', { class: 'fermata-meta' }, place.join(' · '))),
      h('span', { class: 'fermata-pill' }, state));
  }

  #footer() {
    const first = this.live[0].decisions[0];
    const shortcut = this.choosing ? 'to send what is chosen' : `for “${first?.form.actions[0]?.label ?? 'Answer'}”`;
    this.submitAll = this.choosing
      ? h('button', { type: 'button', class: 'fermata-button fermata-primary', 'data-action': 'submit-all',
        onclick: () => this.#submit() })
      : null;
    return h('div', { class: 'fermata-foot' }, this.submitAll,
      h('span', { class: 'fermata-shortcut', 'aria-hidden': 'true' }, h('kbd', {}, COMMAND_KEY), ' ', h('kbd', {}, 'Enter'), ` ${shortcut}`));
  }

  /** Brings the buttons in line with what was chosen and whether an answer is on its way. */
  #refresh() {
    this.element.setAttribute('aria-busy', String(this.sending));
    for (const control of this.body.querySelectorAll(CONTROLS)) control.disabled = this.sending;
    if (!this.submitAll) return;
    const ready = this.live.filter((question) => question.complete).length;
    this.submitAll.disabled = this.sending || ready === 0;
    const all = this.live.length;
    this.submitAll.textContent = all === 1 ? 'Submit answer' : ready === all || ready === 0 ? 'Submit answers' : `Submit ${ready} of ${all} answers`;
  }

  async #submit() {
    if (this.sending) return;
    let answers;
    try {
      answers = this.live.filter((question) => question.complete).map((question) => [question.interrupt.id, question.answer()]);
    } catch (fault) {
      if (!(fault instanceof EntryError)) throw fault;
      this.#say('Not sent: please mend what is marked.', 'error');
      return;
    }
    if (answers.length === 0) return;
    this.sending = true;                       // before anything is sent, so that the second half of a double click finds nothing
    this.#refresh();
    this.#say('Sent: see the cell below.');
    const outcome = await this.send(resumeCell(this.pause.resume, answers), answers);
    this.sending = false;
    this.#refresh();
    this.#say(outcome.ok ? '' : outcome.message, 'error');
  }

  #say(text, kind = 'info') {
    this.note.dataset.kind = kind;
    this.note.textContent = text;
  }

  /** Handles a key pressed inside the card, before the notebook's shortcuts see it. */
  onKey(event) {
    const accel = event.ctrlKey || event.metaKey;
    if (this.live.length === 0 || (accel && event.key.toLowerCase() === 's')) return;   // saving the notebook goes on working
    event.stopPropagation();                                              // "dd" typed here must not delete a cell
    if (event.key !== 'Enter' || !(accel || event.shiftKey)) return;
    if (accel) this.#onAccelEnter(event.target);
    if (accel || event.target.localName !== 'textarea') event.preventDefault();   // Shift+Enter runs a cell elsewhere; not here
  }

  #onAccelEnter(target) {
    if (!this.choosing && target.matches('[data-action]')) {
      target.click();
      return;
    }
    if (!this.choosing) this.live[0].decisions[0].chooseFirst();
    this.#submit();
  }
}
