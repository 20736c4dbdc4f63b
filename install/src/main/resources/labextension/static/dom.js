// SPDX-License-Identifier: Apache-2.0

/**
 * Builds one element. Text only ever becomes a text node and attributes are set one by one, so nothing in a payload can
 * become markup.
 *
 * @param {string} tag element name
 * @param {object} properties `class`, `on<event>` listeners, attributes; null, undefined and false are left out
 * @param {...(Node|string|null)} children strings become text
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let count = 0;

/** An element id no other form on the page has. */
export function uniqueId() {
  count += 1;
  return `fermata-${count}-${Math.random().toString(36).slice(2, 8)}`;
}

/** The fermata, the sign of music for "hold until the conductor goes on": an arc over a dot. */
export function fermataSign() {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 16', width: 24, height: 16, 'aria-hidden': 'true' })) {
    svg.setAttribute(name, value);
  }
  svg.classList.add('fermata-sign');
  const arc = document.createElementNS(namespace, 'path');
  arc.setAttribute('d', 'M2.2 13.6 C2.2 6.4 6.6 2.2 12 2.2 S21.8 6.4 21.8 13.6 C20.6 8.2 17 5.2 12 5.2 S3.4 8.2 2.2 13.6 Z');
  const dot = document.createElementNS(namespace, 'circle');
  for (const [name, value] of Object.entries({ cx: 12, cy: 12, r: 2.1 })) dot.setAttribute(name, value);
  svg.append(arc, dot);
  return svg;
}
