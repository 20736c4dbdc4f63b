// SPDX-License-Identifier: Apache-2.0
import { EntryError } from './answer.js';
import { h, uniqueId } from './dom.js';

/** What a text of a JSON Schema format looks like, for the person who types it. */
const FORMATS = {
  date: 'a date, such as 2026-11-24',
  time: 'a time, such as 09:30:00',
  'date-time': 'a date and time, such as 2026-11-24T09:30:00Z',
  email: 'an e-mail address',
  uri: 'a web address, such as https://example.com',
};

/** A select takes less room than this many radio buttons. */
const MOST_RADIO_BUTTONS = 5;

/**
 * One field of a form.
 *
 * @param {object} spec as the kernel sent it
 * @param {{asked: string|null, star: boolean}} how `asked`: the question, where the field is the whole answer to it, so that
 *     its label is heard and not seen; `star`: whether a star says that it must be filled in
 * @returns {{name: string, element: HTMLElement, text: function(): string, read: function(): (string|null),
 *     focus: function(), fault: function(string)}} `text` is what stands in the field; `read` gives its JSON text, null
 *     when it is left out, and throws an {@link EntryError}; `fault` shows an error under the field, '' clears it
 */
export function createField(spec, { asked, star }) {
  const id = uniqueId();
  const named = { ...spec, label: asked || spec.label || spec.name, star };
  const make = spec.type === 'boolean' ? checkbox : spec.type === 'enum' ? choice : textual;
  const control = make(named, id);
  const error = h('p', { class: 'fermata-error', id: `${id}-error`, role: 'alert' });
  const notes = [
    FORMATS[spec.format] && h('p', { class: 'fermata-help', id: `${id}-format` }, FORMATS[spec.format]),
    spec.help && h('p', { class: 'fermata-help', id: `${id}-help` }, spec.help),
    spec.note && h('p', { class: 'fermata-warning', id: `${id}-note` }, spec.note),
  ].filter(Boolean);
  const described = [...notes.map((note) => note.id), error.id].join(' ');
  for (const input of control.inputs) input.setAttribute('aria-describedby', described);
  const row = h('div', { class: `fermata-field${asked ? ' fermata-whole' : ''}` }, ...control.parts, ...notes, error);
  const fault = (message) => {
    error.textContent = message;
    for (const input of control.inputs) {
      if (message) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
  };
  row.addEventListener('input', () => fault(''));
  return {
    name: spec.name,
    element: row,
    text: control.text,
    read: spec.read_only ? () => null : control.read,
    focus: () => control.inputs[0].focus(),
    fault,
  };
}

function fixed(spec) {
  return { disabled: spec.read_only, 'data-read-only': spec.read_only };
}

function label(spec, id) {
  return h('label', { for: id }, spec.label,
    spec.star && h('span', { class: 'fermata-required', 'aria-hidden': 'true' }, ' *') || null);
}

function textual(spec, id) {
  const code = spec.type === 'json';
  const numeric = spec.type === 'integer' || spec.type === 'number';
  const common = {
    id,
    class: code || numeric ? 'fermata-input fermata-code' : 'fermata-input',
    readonly: spec.read_only,
    'data-read-only': spec.read_only,
    'aria-required': spec.required ? 'true' : null,
    spellcheck: code || numeric ? 'false' : null,
    autocomplete: 'off',
  };
  const value = spec.value ?? '';
  const input = code || spec.type === 'text'
    ? h('textarea', { ...common, rows: Math.min(16, Math.max(code ? 3 : 4, value.split('\n').length + 1)) })
    : h('input', { ...common, type: 'text', inputmode: numeric ? 'decimal' : spec.format === 'email' ? 'email' : null });
  input.value = value;
  return {
    parts: [label(spec, id), input],
    inputs: [input],
    text: () => input.value,
    read: () => readText(spec, input.value),
  };
}

function readText(spec, text) {
  const { name } = spec;
  if (spec.type === 'string' || spec.type === 'text') {
    if (text === '' && spec.omit_empty) return null;
    if (text === '' && spec.required) throw new EntryError(name, 'Please fill this in.');
    checkLength(spec, text);
    return JSON.stringify(text);
  }
  if (text.trim() === '') {
    if (spec.required) throw new EntryError(name, 'Please fill this in.');
    return null;
  }
  if (spec.type === 'integer' && !/^\s*-?(0|[1-9]\d*)\s*$/.test(text)) {
    throw new EntryError(name, `“${text.trim()}” is not a whole number.`);
  }
  const parsed = parse(name, text, spec.type === 'json' ? 'JSON' : 'a number');
  if (spec.type !== 'json') checkNumber(spec, parsed, text);
  return text.trim();
}

/** Checks that a text is JSON and returns its value; the position in the message helps to find the fault. */
export function parse(name, text, what = 'JSON') {
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new EntryError(name, what === 'JSON' ? `This is not JSON yet: ${problem.message}` : `“${text.trim()}” is not ${what}.`);
  }
}

function checkLength(spec, text) {
  const length = [...text].length;
  if (spec.min_length !== undefined && length < spec.min_length) {
    throw new EntryError(spec.name, `At least ${spec.min_length} characters, please; this is ${length}.`);
  }
  if (spec.max_length !== undefined && length > spec.max_length) {
    throw new EntryError(spec.name, `At most ${spec.max_length} characters, please; this is ${length}.`);
  }
}

function checkNumber(spec, number, text) {
  if (typeof number !== 'number') throw new EntryError(spec.name, `“${text.trim()}” is not a number.`);
  if (spec.minimum !== undefined && number < spec.minimum) {
    throw new EntryError(spec.name, `${spec.minimum} or more, please.`);
  }
  if (spec.maximum !== undefined && number > spec.maximum) {
    throw new EntryError(spec.name, `${spec.maximum} or less, please.`);
  }
}

function checkbox(spec, id) {
  const input = h('input', { type: 'checkbox', id, ...fixed(spec) });
  input.checked = spec.value === true;
  return {
    parts: [h('div', { class: 'fermata-check' }, input, label(spec, id))],
    inputs: [input],
    text: () => String(input.checked),
    read: () => String(input.checked),
  };
}

function choice(spec, id) {
  const options = spec.options || [];
  if (!spec.multiple && options.length > MOST_RADIO_BUTTONS) return select(spec, id, options);
  const chosen = new Set(spec.multiple ? spec.value || [] : [spec.value]);
  const boxes = options.map((option, index) => {
    const box = h('input', {
      type: spec.multiple ? 'checkbox' : 'radio', name: id, id: `${id}-${index}`, ...fixed(spec) });
    box.checked = chosen.has(option.value);
    return box;
  });
  const texts = () => options.filter((_, index) => boxes[index].checked).map((option) => option.value);
  return {
    parts: [h('fieldset', { class: 'fermata-options' }, h('legend', {}, spec.label),
      ...options.map((option, index) =>
        h('div', { class: 'fermata-check' }, boxes[index], h('label', { for: boxes[index].id }, option.label))))],
    inputs: boxes,
    text: () => texts().join(', '),
    read: () => readChoice(spec, texts()),
  };
}

function select(spec, id, options) {
  const input = h('select', { id, class: 'fermata-input', ...fixed(spec), 'aria-required': spec.required ? 'true' : null },
    h('option', { value: '' }, 'Choose…'),
    ...options.map((option, index) => h('option', { value: index }, option.label)));
  const preselected = options.findIndex((option) => option.value === spec.value);
  input.value = preselected < 0 ? '' : String(preselected);
  const texts = () => (input.value === '' ? [] : [options[Number(input.value)].value]);
  return {
    parts: [label(spec, id), input],
    inputs: [input],
    text: () => texts().join(),
    read: () => readChoice(spec, texts()),
  };
}

function readChoice(spec, texts) {
  if (texts.length === 0 && spec.required) throw new EntryError(spec.name, 'Please choose one.');
  if (spec.multiple) return `[${texts.join(', ')}]`;
  return texts.length === 0 ? null : texts[0];
}
