// SPDX-License-Identifier: Apache-2.0

/** The mime type of a pause. */
export const PAUSE = 'application/vnd.fermata.interrupt.v1+json';

/**
 * Writes a code cell below the one that shows a node and runs it: the answer stays in the notebook, to be read and run again.
 *
 * @param {object} panel the notebook's panel
 * @param {object} NotebookActions JupyterLab's
 * @param {number} index of the cell that shows the node
 * @param {string} source of the new cell
 * @param {{failed: string|null, given: Set<string>}} earlier ids of the cells this form wrote before: the new one goes below
 *     those that stand there still, and takes the place of one that failed
 * @returns {Promise<{ok: boolean, message: string, cellId: string}>}
 */
export async function runBelow(panel, NotebookActions, index, source, earlier) {
  const notebook = panel.content;
  const idAt = (at) => notebook.widgets[at]?.model.id;
  let below = index + 1;
  while (earlier.given.has(idAt(below))) below += 1;
  if (earlier.failed && idAt(below) === earlier.failed) notebook.widgets[below].model.sharedModel.setSource(source);
  else notebook.model.sharedModel.insertCell(below, { cell_type: 'code', source, metadata: { trusted: true } });
  notebook.activeCellIndex = below;
  notebook.deselectAll();
  const cell = notebook.widgets[below];
  const cellId = cell.model.id;
  const ran = await NotebookActions.run(notebook, panel.sessionContext);
  const fault = faultOf(cell, ran);
  earlier.failed = fault ? cellId : null;
  if (!fault) earlier.given.add(cellId);
  return { ok: !fault, message: fault || '', cellId };
}

/** Why the answering cell did not succeed, in the kernel's words; null when it did. */
function faultOf(cell, ran) {
  const outputs = cell.model?.outputs?.toJSON() ?? [];
  const error = outputs.find((output) => output.output_type === 'error');
  if (error) return plain(error.evalue) || error.ename;
  if (ran && cell.model?.executionCount) return null;
  return 'The kernel did not take the answer: it is not running, or stopped on the way. Nothing is lost. '
    + 'Start it, run the cell that defines the graph, then answer here again or run the cell below.';
}

// eslint-disable-next-line no-control-regex
const plain = (text) => String(text ?? '').replace(/\u001b\[[0-9;]*m/g, '').trim();

/** The index of the cell that shows a node; a view of an output outside its cell is found by the question it shows. */
export function cellIndexOf(notebook, node, pause) {
  const index = notebook.widgets.findIndex((cell) => cell.node.contains(node));
  if (index >= 0) return index;
  const shows = notebook.widgets.findIndex((cell) => pausesIn(cell).some(([, other]) => sameQuestion(other, pause)));
  return shows >= 0 ? shows : notebook.activeCellIndex;
}

/**
 * Changes every output of a notebook that shows one of a pause's questions. JupyterLab itself updates only outputs whose
 * display id it has seen since the page was loaded, and a question may be shown more than once.
 *
 * @param {object} notebook the panel's content
 * @param {object} pause whose interrupts are looked for
 * @param {function(object): object} change from the output's data to its new data
 */
export function updateOutputs(notebook, pause, change) {
  for (const cell of notebook.widgets) {
    for (const [index, shown] of pausesIn(cell)) {
      if (!sameQuestion(shown, pause)) continue;
      const { outputs } = cell.model;
      const output = outputs.get(index).toJSON();
      const data = change(output.data);
      if (JSON.stringify(data) !== JSON.stringify(output.data)) outputs.set(index, { ...output, data });
    }
  }
}

function pausesIn(cell) {
  const outputs = cell.model?.outputs?.toJSON() ?? [];
  return outputs.map((output, index) => [index, output.data?.[PAUSE]]).filter(([, pause]) => pause?.interrupts);
}

function sameQuestion(one, other) {
  return one.thread === other.thread && one.interrupts.some(({ id }) => other.interrupts.some((interrupt) => interrupt.id === id));
}

/** An output's data after the kernel has told what became of a pause that it shows, or shows a part of. */
export function withNews(data, news) {
  const told = new Map(news[PAUSE].interrupts.map((interrupt) => [interrupt.id, interrupt]));
  const pause = withInterrupts(data[PAUSE], (interrupt) => told.get(interrupt.id) || interrupt);
  return JSON.stringify(pause) === JSON.stringify(news[PAUSE]) ? news : { ...data, [PAUSE]: pause };
}

/** A pause with some questions marked as answered, for when the kernel's own word on it cannot arrive. */
export function withAnswers(pause, answers, labels) {
  const given = new Map(answers);
  return withInterrupts(pause, (interrupt) => (given.has(interrupt.id) && interrupt.status === 'pending'
    ? { ...interrupt, status: 'resolved', answered: { text: labels.get(interrupt.id) || 'Answered', value: given.get(interrupt.id) } }
    : interrupt));
}

function withInterrupts(pause, change) {
  const interrupts = pause.interrupts.map(change);
  const open = interrupts.some(({ status }) => status === 'pending');
  return { ...pause, status: open ? 'pending' : 'resolved', interrupts };
}
