# SPDX-License-Identifier: Apache-2.0
"""What must be true of forms, one function each; a function's name says it."""

import json
from pathlib import Path

from playwright.sync_api import expect

from jupyter_page import NotebookPage

NOTEBOOKS = Path(__file__).parents[3]
MIME = "application/vnd.fermata.interrupt.v1+json"
PAYLOAD = '<img src=x onerror="window.injected=1"><script>window.injected=2</script>'
SEVERAL = """
record Trip(Boolean approved, Object age, String city) {}
var trip = new StateGraph<>(Trip.class)
    .addNode("approval", s -> set(Trip::approved).to(interrupt(approve("Book the trip?", "2 nights, 300 EUR"))))
    .addNode("age", s -> set(Trip::age).to(interrupt("What is your age?")))
    .addNode("city", s -> set(Trip::city).to(interrupt(choose("Which city?", List.of("Rome", "Oslo")))))
    .addEdge(START, "approval").addEdge(START, "age").addEdge(START, "city")
    .addEdge("approval", END).addEdge("age", END).addEdge("city", END)
    .compile();
"""


def tutorial(name: str, *cells: str) -> list[str]:
    """The sources of some cells of a tutorial, by cell id."""
    notebook = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text())
    sources = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    return [sources[cell] for cell in cells]


def paused(visit, name: str, thread: str, *cells: str, page=None):
    """A tutorial that has been run up to its question, on a thread of its own."""
    *definitions, invoke = tutorial(name, *(cells or ("graph", "invoke")))
    words = invoke.split(" ")
    words[words.index("--thread") + 1] = thread
    notebook = visit.notebook(*definitions, " ".join(words), "1 + 1", page=page)
    for index in range(len(definitions) + 1):
        notebook.run(index)
    notebook.await_status("pending")
    return notebook


def a_double_click_on_approve_answers_once_in_a_cell_below(visit):
    notebook = paused(visit, "approval", "double-click")
    visit.picture(notebook, "light-approval")
    notebook.button("Approve").dblclick()
    notebook.await_status("resolved")
    notebook.await_run(2)
    sources = notebook.sources()
    assert len(sources) == 4, sources
    assert sources[2].startswith("%resume --thread double-click --id ") and sources[2].endswith(" true"), sources
    assert "approved" in notebook.output(2), notebook.output(2)
    expect(notebook.cards.first.get_by_role("button")).to_have_count(0)
    expect(notebook.cards.first).to_contain_text("Answered")
    visit.picture(notebook, "light-approval-answered")
    notebook.save()
    notebook.open()
    notebook.await_status("resolved")
    assert len(notebook.sources()) == 4, notebook.sources()


def a_question_survives_saving_and_reloading(visit):
    notebook = paused(visit, "approval", "reload")
    notebook.save()
    notebook.open()
    notebook.await_status("pending")
    notebook.button("Reject").click()
    notebook.await_status("resolved")
    notebook.await_run(2)
    assert "rejected" in notebook.output(2), notebook.output(2)


def a_form_still_answers_after_the_kernel_was_restarted(visit):
    notebook = paused(visit, "approval", "restart")
    notebook.restart_kernel()
    notebook.button("Approve").click()
    expect(notebook.cards.first.locator(".fermata-note[data-kind=error]")).to_contain_text("approval", timeout=60_000)
    expect(notebook.button("Approve")).to_be_enabled()
    visit.picture(notebook, "light-approval-after-restart")
    notebook.run(0)
    notebook.button("Approve").click()
    notebook.await_status("resolved")
    notebook.await_run(2)
    assert len(notebook.answers()) == 1, notebook.answers()
    assert "approved" in notebook.output(2), notebook.output(2)


def a_text_is_edited_and_sent_by_keyboard_alone(visit):
    notebook = paused(visit, "review-and-edit", "keyboard")
    visit.picture(notebook, "light-review")
    keyboard = notebook.page.keyboard
    keyboard.press("Escape")
    for _ in range(20):
        keyboard.press("Tab")
        if notebook.focus().startswith("form: textarea"):
            break
    assert notebook.focus().startswith("form: textarea"), notebook.focus()
    cells = len(notebook.sources())
    keyboard.press("Control+a")
    keyboard.type('dd00 "quoted" \\ line one\nline two')
    keyboard.press("Shift+Enter")
    keyboard.type("xx")
    assert len(notebook.sources()) == cells, notebook.sources()
    keyboard.press("Control+Enter")
    notebook.await_status("resolved")
    notebook.await_run(2)
    assert notebook.answers()[0].endswith('"dd00 \\"quoted\\" \\\\ line one\\nline two\\nxx"'), notebook.answers()
    assert "line two" in notebook.output(2), notebook.output(2)
    assert not notebook.focus().startswith("body"), notebook.focus()


def edited_arguments_reach_the_tool(visit):
    notebook = paused(visit, "tool-with-interrupt", "edited", "tool", "graph", "invoke")
    visit.picture(notebook, "light-tool")
    notebook.textbox("subject").fill("Updated subject")
    notebook.button("Approve").click()
    notebook.await_status("resolved")
    notebook.await_run(3)
    assert "Email sent to user@example.com: Updated subject" in notebook.output(3), notebook.output(3)


def a_question_asked_again_gets_the_keyboard(visit):
    notebook = paused(visit, "validate-input", "again")
    notebook.textbox("What is your age?").fill("thirty")
    notebook.button("Answer as JSON").click()
    expect(notebook.cards.last).to_contain_text("not JSON")
    assert notebook.answers() == [], notebook.answers()
    visit.picture(notebook, "light-validate")
    notebook.button("Answer as text").click()
    notebook.await_status("resolved")
    notebook.await_status("pending", card=1)
    expect(notebook.cards.last).to_contain_text("'thirty' is not a valid age")
    notebook.page.wait_for_function("document.activeElement.closest('.fermata-card') !== null")
    notebook.page.keyboard.type("30")
    notebook.button("Answer as JSON").click()
    notebook.await_status("resolved", card=1)
    assert len(notebook.answers()) == 2, notebook.answers()
    assert "30" in notebook.output(3), notebook.output(3)


def several_questions_are_answered_together_or_in_parts(visit):
    notebook = visit.notebook(SEVERAL, '%invoke trip --thread several {"city": ""}')
    notebook.run(0)
    notebook.run(1)
    notebook.await_status("pending")
    notebook.button("Reject").click()
    notebook.cards.last.get_by_text("Oslo").click()
    visit.picture(notebook, "light-several")
    notebook.button("Submit 2 of 3 answers").click()
    expect(notebook.cards.first).to_contain_text("1 still open")
    visit.picture(notebook, "light-several-partly-answered")
    notebook.await_run(2)
    assert " --all {" in notebook.answers()[0], notebook.answers()
    notebook.cards.first.get_by_role("textbox").fill("30")
    notebook.cards.first.get_by_role("button", name="Answer as JSON").click()
    notebook.await_status("resolved")
    last = len(notebook.sources()) - 1
    notebook.await_run(last)
    assert all(word in notebook.output(last) for word in ("false", "30", "Oslo")), notebook.output(last)


def two_tabs_answer_and_the_first_wins(visit):
    first = paused(visit, "approval", "two-tabs")
    first.cell(2).locator(".cm-content").click()
    first.page.keyboard.press("Control+a")
    first.page.keyboard.type("Thread.sleep(6000);")
    first.save()
    second = NotebookPage(visit.page(), visit.server, first.name).open()
    second.await_status("pending")
    first.page.keyboard.press("Control+Enter")
    first.button("Approve").click()
    second.button("Reject").click()
    for notebook in (first, second):
        notebook.await_status("resolved")
        expect(notebook.cards.first.locator(".fermata-outcome")).to_contain_text("Approve")
        notebook.await_run(2)
    assert "approved" in first.output(2), first.output(2)
    assert "rejected" not in second.output(2), second.output(2)
    expect(second.cards.first.locator(".fermata-note[data-kind=error]")).to_contain_text("answered")


def a_payload_is_text_and_never_markup(visit):
    notebook = visit.notebook(
        tutorial("approval", "graph")[0].replace("Approve this action?", PAYLOAD.replace('"', '\\"')),
        "%invoke approval --thread injected " + json.dumps({"actionDetails": PAYLOAD, "status": PAYLOAD}))
    notebook.run(0)
    notebook.run(1)
    notebook.await_status("pending")
    expect(notebook.cards.first).to_contain_text("onerror")
    assert notebook.panel.locator(".jp-OutputArea-output img, .jp-OutputArea-output script").count() == 0
    notebook.button("Approve").click()
    notebook.await_status("resolved")
    assert notebook.panel.locator(".jp-OutputArea-output script, .jp-OutputArea-output img[src=x]").count() == 0
    assert notebook.page.evaluate("window.injected") is None


def a_notebook_that_is_not_trusted_shows_no_form(visit):
    form = {"shape": "approve", "title": "Approve?", "fields": [],
            "actions": [{"id": "approve", "label": "Approve", "style": "primary", "answer": True}]}
    pause = {"version": 1, "graph": "g", "thread": "t", "status": "pending", "resume": "%resume --thread t",
             "interrupts": [{"id": "0" * 32, "node": "n", "status": "pending", "form": form}]}
    output = {"output_type": "display_data", "metadata": {},
              "data": {MIME: pause, "text/html": "<p>the static page</p>", "text/plain": "plain"}}
    notebook = visit.notebook("1 + 1", outputs={0: [output]})
    expect(notebook.panel.get_by_text("the static page")).to_be_visible()
    expect(notebook.cards).to_have_count(0)


def answers_are_written_digit_by_digit_and_on_one_line(visit):
    page = visit.notebook("1 + 1").page
    written = page.evaluate(ANSWERS, "/lab/extensions/fermata/static/answer.js")
    assert written == [
        '%resume --thread t --id i {"n": 9007199254740993, "s": "a\\u2028b"}',
        '%resume --thread t --all {"i": {"decisions": [true]}, "j": [1, 2 ]}',
    ], written


ANSWERS = """async module => {
  const { fill, resumeCell } = await import(module);
  const fields = { n: '9007199254740993', s: JSON.stringify('a\\u2028b'), gone: null };
  const entries = { field: name => fields[name], parsed: name => fields[name], part: () => 'true' };
  const one = fill({ n: { $parsed: 'n' }, s: { $field: 's' }, gone: { $field: 'gone' } }, entries);
  const all = [['i', fill({ decisions: [{ $part: 0 }] }, entries)], ['j', '[1,\\n 2\\n]']];
  return [resumeCell('%resume --thread t', [['i', one]]), resumeCell('%resume --thread t', all)];
}"""


def forms_are_readable_in_the_dark_theme(visit):
    visit.theme("JupyterLab Dark")
    try:
        for name, thread, cells in (("approval", "dark-1", ()), ("review-and-edit", "dark-2", ()),
                                    ("tool-with-interrupt", "dark-3", ("tool", "graph", "invoke"))):
            notebook = paused(visit, name, thread, *cells)
            visit.picture(notebook, f"dark-{name}")
            assert_contrast(notebook)
    finally:
        visit.theme("JupyterLab Light")


def forms_are_readable_in_the_light_theme(visit):
    assert_contrast(paused(visit, "tool-with-interrupt", "light-1", "tool", "graph", "invoke"))


def assert_contrast(notebook):
    """Texts stand out from their background by 4.5 to 1, what WCAG 2 asks for at level AA."""
    poor = notebook.cards.first.evaluate(CONTRAST)
    assert not poor, poor


CONTRAST = """card => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const over = (color, below) => {
    canvas.fillStyle = `rgb(${below})`; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const background = element => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(getComputedStyle(e).backgroundColor);
    return chain.reduce((below, color) => over(color, below), [255, 255, 255]);
  };
  const texts = card.querySelectorAll('h3, h4, p, pre, label, button, input, textarea, .fermata-pill, .fermata-shortcut');
  return [...texts].filter(e => e.offsetParent && !e.disabled && (e.value || e.textContent)).map(e => {
    const below = background(e), ink = over(getComputedStyle(e).color, below);
    const [high, low] = [light(ink), light(below)].sort((a, b) => b - a);
    return [e.localName, e.className, Math.round((high + 0.05) / (low + 0.05) * 10) / 10];
  }).filter(([, , ratio]) => ratio < 4.5);
}"""

SCENARIOS = [
    a_double_click_on_approve_answers_once_in_a_cell_below,
    a_question_survives_saving_and_reloading,
    a_form_still_answers_after_the_kernel_was_restarted,
    a_text_is_edited_and_sent_by_keyboard_alone,
    edited_arguments_reach_the_tool,
    a_question_asked_again_gets_the_keyboard,
    several_questions_are_answered_together_or_in_parts,
    two_tabs_answer_and_the_first_wins,
    a_payload_is_text_and_never_markup,
    a_notebook_that_is_not_trusted_shows_no_form,
    answers_are_written_digit_by_digit_and_on_one_line,
    forms_are_readable_in_the_light_theme,
    forms_are_readable_in_the_dark_theme,
]
