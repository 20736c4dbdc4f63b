// SPDX-License-Identifier: Apache-2.0
// From what a person entered to the text of the cell that answers. Works on JSON text, not on JavaScript values: a number
// keeps every digit that was typed, where a JavaScript number would round 9007199254740993.

/** What a person has to mend before an answer can be sent; `field` names the field at fault. */
export class EntryError extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

/** JSON text on one line, with the characters escaped that would break or disguise the line in a cell. */
export function oneLine(json) {
  return json
    .replace(/\s*[\r\n]\s*/g, ' ')
    .replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

/**
 * Fills an action's template. `{"$field": name}` stands for the JSON text of that field, `{"$parsed": name}` for its text
 * taken as JSON, `{"$part": n}` for the answer of part n; keys of fields that were left out are left out; everything else
 * stands for itself.
 *
 * @param {*} template from the form
 * @param {object} entries `field(name)`, `parsed(name)`, `part(index)`: JSON text, or null when left out
 * @returns {string|null} JSON text; null when the template is one field that was left out
 */
export function fill(template, entries) {
  const reference = referenceIn(template);
  if (reference) return entries[reference.kind](reference.of);
  if (template === null || typeof template !== 'object') return JSON.stringify(template);
  if (Array.isArray(template)) return `[${template.map((item) => fill(item, entries) ?? 'null').join(', ')}]`;
  return jsonObject(Object.entries(template).map(([key, value]) => [key, fill(value, entries)]));
}

/** The names of the fields that a template reads. */
export function fieldsOf(template) {
  const reference = referenceIn(template);
  if (reference) return reference.kind === 'part' ? [] : [reference.of];
  return template === null || typeof template !== 'object' ? [] : Object.values(template).flatMap(fieldsOf);
}

/** Whether a template takes the text of a field as JSON. */
export function parses(template, field) {
  return referenceIn(template)?.kind === 'parsed' && template.$parsed === field;
}

function referenceIn(template) {
  const keys = template !== null && typeof template === 'object' ? Object.keys(template) : [];
  if (keys.length !== 1 || !['$field', '$parsed', '$part'].includes(keys[0])) return null;
  return { kind: keys[0].slice(1), of: template[keys[0]] };
}

function jsonObject(pairs) {
  const kept = pairs.filter(([, json]) => json !== null);
  return `{${kept.map(([key, json]) => `${JSON.stringify(key)}: ${json}`).join(', ')}}`;
}

/**
 * The cell that answers, exactly as a person could have typed it.
 *
 * @param {string} resume `%resume --thread …`, quoted by the kernel
 * @param {Array<[string, string]>} answers interrupt ids with the JSON text of their answers
 */
export function resumeCell(resume, answers) {
  if (answers.length === 1) return `${resume} --id ${answers[0][0]} ${oneLine(answers[0][1])}`;
  return `${resume} --all ${oneLine(jsonObject(answers))}`;
}
