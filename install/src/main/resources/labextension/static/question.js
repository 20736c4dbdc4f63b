// SPDX-License-Identifier: Apache-2.0
import { fill } from './answer.js';
import { Decision } from './decision.js';
import { h, uniqueId } from './dom.js';

/** An answer of at most so many characters stands in the line that tells who gave it. */
const SHORT = 60;

/** One question of a pause: what is asked, and the decisions that make its answer. */
export class Question {
  /**
   * @param {object} interrupt as the kernel sent it
   * @param {{choosing: boolean, alone: boolean, onAct: function()}} how `alone`: the pause asks nothing else, so its header
   *     carries the title
   */
  constructor(interrupt, how) {
    this.interrupt = interrupt;
    this.pending = interrupt.status === 'pending';
    const { form } = interrupt;
    const titleId = uniqueId();
    this.decisions = this.pending ? leaves(form).map((leaf) => new Decision(leaf, how.choosing, how.onAct)) : [];
    const parts = form.parts?.length > 0
      ? form.parts.map((part, index) => this.#part(part, index))
      : this.decisions.map((decision) => decision.element);
    this.element = h('section', { class: `fermata-question fermata-is-${interrupt.status}`, role: how.alone ? null : 'group',
      'aria-labelledby': how.alone ? null : titleId },
    how.alone ? null : h('div', { class: 'fermata-question-head' },
      h('h4', { id: titleId }, form.title), h('span', { class: 'fermata-meta' }, interrupt.node),
      this.pending ? null : h('span', { class: 'fermata-tag' }, interrupt.status === 'dropped' ? 'Withdrawn' : 'Answered')),
    this.pending && interrupt.error ? h('p', { class: 'fermata-notice', role: 'note' }, interrupt.error) : null,
    ...background(form), ...parts, this.pending ? null : outcome(interrupt));
  }

  /** Whether every decision of this question was made. */
  get complete() {
    return this.pending && this.decisions.length > 0 && this.decisions.every((decision) => decision.chosen);
  }

  /**
   * The JSON text of the answer.
   *
   * @throws {EntryError} when something has to be mended first
   */
  answer() {
    if (!(this.interrupt.form.parts?.length > 0)) return this.decisions[0].answer();
    const answers = this.decisions.map((decision) => decision.answer());
    return fill(this.interrupt.form.answer, { field: () => null, parsed: () => null, part: (index) => answers[index] });
  }

  #part(part, index) {
    const titleId = uniqueId();
    return h('div', { class: 'fermata-part', role: 'group', 'aria-labelledby': titleId },
      h('h4', { id: titleId }, part.title), ...background(part), this.decisions[index]?.element);
  }
}

/** The forms that carry buttons: the parts of a form, or the form itself. */
export function leaves(form) {
  return form.parts?.length > 0 ? form.parts : [form];
}

function background(form) {
  return [
    form.description && h('p', { class: 'fermata-description' }, form.description),
    form.context && h('pre', { class: 'fermata-context', tabindex: '0', 'aria-label': 'Details' }, form.context),
  ].filter(Boolean);
}

function outcome({ status, answered = {} }) {
  if (status === 'dropped') {
    return h('p', { class: 'fermata-outcome' }, answered.text || 'Not asked any more: the thread went on without this answer.');
  }
  const { text, value } = answered;
  const short = value !== undefined && value.length <= SHORT && !value.includes('\n');
  const told = value !== undefined && value !== text;
  return h('div', {},
    h('p', { class: 'fermata-outcome' }, h('strong', {}, text || 'Answered'),
      told && short ? h('code', {}, value) : null, ...byline(answered)),
    told && !short ? h('pre', { class: 'fermata-context', tabindex: '0', 'aria-label': 'Answer' }, value) : null);
}

function byline({ by, at }) {
  const when = at && new Date(at);
  return [
    by && h('span', { class: 'fermata-meta' }, `by ${by}`),
    when && !Number.isNaN(when.getTime())
      && h('time', { class: 'fermata-meta', datetime: at, title: at },
        when.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })),
  ].filter(Boolean);
}
