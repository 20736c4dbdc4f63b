// SPDX-License-Identifier: Apache-2.0
import { EntryError, fieldsOf, fill, parses } from './answer.js';
import { createField, parse } from './fields.js';
import { h } from './dom.js';

/** Shapes whose only field is the answer itself, so that its name would only repeat the question. */
const WHOLE_ANSWER = new Set(['approve', 'choose', 'edit', 'json', 'text']);

/**
 * The fields and buttons of one decision.
 *
 * Where it is the only decision of a pause, a button sends at once; among several it only marks what was chosen, because
 * they are sent together.
 */
export class Decision {
  /**
   * @param {object} form with `fields` and `actions`
   * @param {boolean} choosing true where buttons only mark
   * @param {function()} onAct called when an action was chosen, or given up
   */
  constructor(form, choosing, onAct) {
    this.form = form;
    this.choosing = choosing;
    this.onAct = onAct;
    this.chosen = null;
    const whole = form.fields?.length === 1 && WHOLE_ANSWER.has(form.shape);
    // A star is for the expected answer: a field that only another button reads says itself for which.
    const expected = new Set(fieldsOf(form.actions?.[0]?.answer ?? null));
    this.fields = (form.fields || []).map((spec) => createField(spec, {
      asked: whole ? form.title : null, star: Boolean(spec.required) && expected.has(spec.name) }));
    this.buttons = (form.actions || []).map((action) => this.#button(action));
    this.bar = h('div', { class: 'fermata-actions', role: 'group', 'aria-label': 'Answers' }, ...this.buttons);
    this.element = h('div', { class: 'fermata-decision' },
      ...this.fields.flatMap((field) => [field.element, this.#typeHint(field)]), this.bar);
    if (choosing && form.actions.length === 1) this.element.addEventListener('input', () => this.#mark(form.actions[0]));
  }

  /** Chooses the first action, as Ctrl+Enter does. */
  chooseFirst() {
    if (this.form.actions.length > 0) this.chosen = this.form.actions[0];
  }

  /** Where the keyboard starts: the first field, else the first button. */
  focus() {
    if (this.fields.length > 0) this.fields[0].focus();
    else this.buttons[0]?.focus();
  }

  /**
   * The JSON text of the chosen action's answer. Reads only the fields its template names.
   *
   * @throws {EntryError} after showing every fault under its field
   */
  answer() {
    const { answer: template } = this.chosen;
    const named = new Set(fieldsOf(template));
    const entries = new Map();
    const faults = [];
    for (const field of this.fields.filter((candidate) => named.has(candidate.name))) {
      try {
        entries.set(field.name, parses(template, field.name) ? parsedText(field) : field.read());
        field.fault('');
      } catch (fault) {
        if (!(fault instanceof EntryError)) throw fault;
        field.fault(fault.message);
        faults.push([field, fault]);
      }
    }
    if (faults.length > 0) {
      faults[0][0].focus();
      throw faults[0][1];
    }
    const entry = (name) => entries.get(name) ?? null;
    return fill(template, { field: entry, parsed: entry, part: () => null }) ?? 'null';
  }

  #button(action) {
    return h('button', {
      type: 'button',
      class: `fermata-button fermata-${action.style || 'plain'}`,
      'data-action': action.id,
      'aria-pressed': this.choosing ? 'false' : null,
      onclick: () => {
        if (this.choosing) this.#mark(this.chosen === action ? null : action);
        else {
          this.chosen = action;
          this.onAct();
        }
      },
    }, action.label);
  }

  #mark(action) {
    this.chosen = action;
    this.form.actions.forEach((candidate, index) =>
      this.buttons[index].setAttribute('aria-pressed', String(candidate === action)));
    this.onAct();
  }

  /** Where an answer can be sent as text or as JSON, says which is which once the two differ: 30 is not "30". */
  #typeHint(field) {
    const asText = this.form.actions.find((action) => action.answer?.$field === field.name);
    const asJson = this.form.actions.find((action) => action.answer?.$parsed === field.name);
    if (!asText || !asJson) return null;
    const hint = h('p', { class: 'fermata-help', 'aria-live': 'polite' });
    field.element.addEventListener('input', () => {
      hint.textContent = kindOfJson(field.text())
        .map((kind) => `“${asText.label}” sends the text ${JSON.stringify(field.text())}, “${asJson.label}” the ${kind}.`)
        .join('');
    });
    return hint;
  }
}

function parsedText(field) {
  parse(field.name, field.text());
  return field.text().trim();
}

/** What a text would be as JSON, in words; empty when it is not JSON. */
function kindOfJson(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const shown = text.trim().length > 40 ? '' : ` ${text.trim()}`;
  if (value === null) return ['value null'];
  if (Array.isArray(value)) return [`list${shown}`];
  return [`${{ boolean: 'value', number: 'number', string: 'string', object: 'object' }[typeof value]}${shown}`];
}
