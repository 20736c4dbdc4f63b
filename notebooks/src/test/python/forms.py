# SPDX-License-Identifier: Apache-2.0
"""What must be true of forms, one function each; a function's name says it."""

import json
import re
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


ANY = """
record Any(Object payload, Object answer) {}
var any = new StateGraph<>(Any.class)
    .addNode("ask", s -> set(Any::answer).to(interrupt(s.payload())))
    .addEdge(START, "ask").addEdge("ask", END)
    .compile();
"""
WHO = {"type": "object", "required": ["name", "age"], "properties": {
    "name": {"type": "string", "title": "Full name"}, "age": {"type": "integer", "minimum": 18},
    "born": {"type": "string", "format": "date"}, "plan": {"type": "string", "enum": ["free", "pro"]},
    "news": {"type": "boolean", "default": True}}}
REQUESTS = {"action_requests": [{"name": "send", "args": {"to": "a@b.c"}}, {"name": "remove", "args": {"path": "/x"}}],
            "review_configs": [{"action_name": "remove", "allowed_decisions": ["approve", "reject"]}]}


def asked(visit, *payloads):
    """A notebook that asks each of some payloads in a cell of its own."""
    invokes = [f"%invoke any --thread row-{index} {json.dumps({'payload': payload})}"
               for index, payload in enumerate(payloads)]
    notebook = visit.notebook(ANY, *invokes)
    for index in range(len(invokes) + 1):
        notebook.run(index)
    expect(notebook.cards).to_have_count(len(payloads))
    return notebook


def answered(notebook, card: int, action: str) -> object:
    """Clicks a button of a card and gives what the cell below it answers."""
    notebook.cards.nth(card).get_by_role("button", name=action, exact=True).click()
    notebook.await_status("resolved", card)
    answer = next(source for source in notebook.answers() if f"--thread row-{card} " in source)
    return json.loads(re.sub(r"^%resume --thread \S+ --id \S+ ", "", answer))


def each_kind_of_form_answers_in_its_own_way(visit):
    notebook = asked(
        visit,
        {"message": "Who are you?", "requestedSchema": WHO},
        {"instruction": "Edit the plan", "content": {"steps": ["a"]}},
        {"question": "Your profile", "fields": ["name", "city"], "current_values": {"name": "Ada"}},
        {"question": "Which city?", "options": ["Rome", "Oslo", "Bern", "Lima", "Kyiv", "Riga"]},
        "Do you want to go on?",
        {"action_request": {"action": "book", "args": {"nights": 2}}, "config": {"allow_edit": True, "allow_ignore": True}},
        [1, 2])
    cards = notebook.cards
    expect(cards.nth(0).locator(".fermata-required")).to_have_count(2)
    expect(cards.nth(4).locator(".fermata-required")).to_have_count(0)
    cards.nth(0).get_by_role("button", name="Accept").click()
    expect(cards.nth(0)).to_contain_text("Please fill this in.")
    expect(cards.nth(0)).to_contain_text("a date, such as")
    cards.nth(0).get_by_label("Full name").fill("Ada")
    cards.nth(0).get_by_label("age").fill("17")
    cards.nth(0).get_by_role("button", name="Accept").click()
    expect(cards.nth(0)).to_contain_text("18 or more, please.")
    assert notebook.answers() == [], notebook.answers()
    expect(cards.nth(0).get_by_label("Full name")).to_have_value("Ada")
    cards.nth(0).get_by_label("age").fill("36")
    cards.nth(0).get_by_label("pro").check()
    visit.picture(notebook, "light-kinds")
    content = {"name": "Ada", "age": 36, "plan": "pro", "news": True}
    assert answered(notebook, 0, "Accept") == {"action": "accept", "content": content}
    cards.nth(1).get_by_role("textbox").fill('{"steps": []}')
    assert answered(notebook, 1, "Submit") == {"steps": []}
    cards.nth(2).get_by_label("city").fill("Rome")
    assert answered(notebook, 2, "Submit") == {"name": "Ada", "city": "Rome"}
    cards.nth(3).get_by_role("combobox").select_option(label="Kyiv")
    assert answered(notebook, 3, "Submit") == "Kyiv"
    cards.nth(4).get_by_role("textbox").fill("not yet")
    assert answered(notebook, 4, "Answer with text instead") == "not yet"
    cards.nth(5).get_by_label("nights").fill("3")
    edited = {"type": "edit", "args": {"action": "book", "args": {"nights": 3}}}
    assert answered(notebook, 5, "Accept with edits") == edited
    cards.nth(6).get_by_role("textbox").fill("null")
    assert answered(notebook, 6, "Submit") is None


def the_parts_of_one_question_are_sent_together(visit):
    notebook = asked(visit, REQUESTS)
    expect(notebook.button("Submit answer")).to_be_disabled()
    send, remove = (notebook.cards.first.get_by_role("group", name=name) for name in ("send", "remove"))
    expect(remove.get_by_label("path")).to_have_attribute("readonly", "")
    send.get_by_label("to").fill("ada@b.c")
    send.get_by_role("button", name="Approve with edits").click()
    remove.get_by_label("message").fill("keep it")
    remove.get_by_role("button", name="Reject").click()
    visit.picture(notebook, "light-parts")
    decisions = answered(notebook, 0, "Submit answer")["decisions"]
    assert decisions == [{"type": "edit", "edited_action": {"name": "send", "args": {"to": "ada@b.c"}}},
                         {"type": "reject", "message": "keep it"}], decisions


def a_narrow_window_cuts_nothing_off(visit):
    word = "Donaudampfschifffahrtsgesellschaft" * 4
    notebook = asked(visit, {"question": f"Approve {word}?", "details": f"{word} and more " * 9},
                     {"question": "Which?", "options": [word, "short"]}, {"message": "Who?", "requestedSchema": WHO})
    notebook.page.set_viewport_size({"width": 520, "height": 900})
    for card in notebook.cards.all():
        wide = card.evaluate("""card => [card, ...card.querySelectorAll('*')].filter(e => e.offsetParent
            && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map(e => e.className)""")
        assert not [name for name in wide if isinstance(name, str) and name and "required" not in name], wide
    visit.picture(notebook, "light-narrow")


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


def a_question_that_changed_shows_what_it_was(visit):
    node = """
record Ask(Object answer) {}
var round = 0;
var changing = new StateGraph<>(Ask.class)
    .addNode("ask", s -> set(Ask::answer).to(interrupt(approve("Round " + ++round + "?"))))
    .addEdge(START, "ask").addEdge("ask", END)
    .compile();
"""
    notebook = visit.notebook(node, "%invoke changing --thread changing {}")
    notebook.run(0)
    notebook.run(1)
    notebook.await_status("pending")
    notebook.button("Approve").click()
    notebook.await_status("pending", card=1)
    notice = notebook.cards.last.locator(".fermata-notice")
    expect(notice).to_contain_text("The question changed since you answered it")
    expect(notice).to_contain_text("Round 1?")
    expect(notebook.cards.last).to_contain_text("Round 2?")
    visit.picture(notebook, "light-changed")


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
    each_kind_of_form_answers_in_its_own_way,
    the_parts_of_one_question_are_sent_together,
    a_narrow_window_cuts_nothing_off,
    two_tabs_answer_and_the_first_wins,
    a_payload_is_text_and_never_markup,
    a_notebook_that_is_not_trusted_shows_no_form,
    answers_are_written_digit_by_digit_and_on_one_line,
    a_question_that_changed_shows_what_it_was,
    forms_are_readable_in_the_light_theme,
    forms_are_readable_in_the_dark_theme,
]
