// SPDX-License-Identifier: Apache-2.0
import { h } from './dom.js';

/** What the kernel calls a table; see the class Table there. */
export const TABLE = 'application/vnd.fermata.table.v1+json';

const PAGE = 20;
const DIRECTIONS = { none: 'ascending', ascending: 'descending', descending: 'none' };

/** A table that is sorted by a click on a header, searched, and turned over in pages. Shows text only. */
export class TableView {
  constructor() {
    this.element = h('div', { class: 'fermata-table' });
  }

  /** @param {{columns: {name: string, numeric: boolean}[], rows: string[][], total: number}} table from the kernel */
  show(table) {
    this.table = table;
    this.order = { column: -1, direction: 'none' };
    this.page = 0;
    this.search = '';
    this.headers = table.columns.map(({ name, numeric }, column) => h('th', { scope: 'col', 'data-numeric': numeric, 'aria-sort': 'none' },
      h('button', { type: 'button', title: `Sort by ${name}`, onclick: () => this.#sortBy(column) }, name)));
    this.body = h('tbody');
    this.element.replaceChildren(
      h('div', { class: 'fermata-table-scroll' },
        h('table', {}, h('thead', {}, h('tr', {}, ...this.headers)), this.body)),
      this.#makeFoot());
    this.#refresh();
  }

  #makeFoot() {
    const several = this.table.rows.length > PAGE;
    this.count = h('span', { class: 'fermata-table-count', role: 'status', 'aria-live': 'polite' });
    this.back = h('button', { type: 'button', title: 'Previous page', onclick: () => this.#turn(-1) }, '‹');
    this.forth = h('button', { type: 'button', title: 'Next page', onclick: () => this.#turn(1) }, '›');
    const search = h('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search the table',
      oninput: (event) => this.#find(event.target.value) });
    return h('div', { class: 'fermata-table-foot' }, ...(several ? [this.back, this.forth] : []), this.count, several ? search : null);
  }

  #sortBy(column) {
    const before = this.order.column === column ? this.order.direction : 'none';
    this.order = { column, direction: DIRECTIONS[before] };
    this.page = 0;
    this.#refresh();
  }

  #turn(pages) {
    this.page += pages;
    this.#refresh();
  }

  #find(text) {
    this.search = text.toLowerCase();
    this.page = 0;
    this.#refresh();
  }

  #rows() {
    const { column, direction } = this.order;
    const found = this.table.rows.filter((row) => row.some((cell) => cell.toLowerCase().includes(this.search)));
    if (direction === 'none') return found;
    const sign = direction === 'ascending' ? 1 : -1;
    const compare = this.table.columns[column].numeric
      ? (a, b) => byNumber(a, b)
      : (a, b) => a.localeCompare(b, undefined, { numeric: true });
    return found.sort((a, b) => sign * compare(a[column], b[column]));
  }

  #refresh() {
    const rows = this.#rows();
    const from = this.page * PAGE;
    const shown = rows.slice(from, from + PAGE);
    this.headers.forEach((header, column) => header.setAttribute('aria-sort', column === this.order.column ? this.order.direction : 'none'));
    this.body.replaceChildren(...shown.map((row) => h('tr', {}, ...row.map((cell, column) =>
      h('td', { 'data-numeric': this.table.columns[column].numeric }, cell)))));
    this.back.disabled = this.page === 0;
    this.forth.disabled = from + PAGE >= rows.length;
    this.count.textContent = this.#counted(rows.length, from, shown.length);
  }

  #counted(found, from, shown) {
    const { rows, total } = this.table;
    const place = found > shown ? `${from + 1}–${from + shown} of ${found}` : `${found} ${found === 1 ? 'row' : 'rows'}`;
    const rest = total > rows.length ? `; ${rows.length} of ${total} rows are here` : '';
    return (found < rows.length ? `${place} found` : place) + rest;
  }
}

/** Numbers by size, also those a double cannot hold; what is no number comes last. */
function byNumber(a, b) {
  if (/^-?\d+$/.test(a) && /^-?\d+$/.test(b)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    return x < y ? -1 : Number(x > y);
  }
  const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? Number.isNaN(x) - Number.isNaN(y) : x - y;
}
