# SPDX-License-Identifier: Apache-2.0
"""What must be true of JupyterLab's debugger on Java cells, one function each; a function's name says it."""

import re

from playwright.sync_api import expect

DEFINITION = """int area(int width, int height) {
  int product = width * height;
  return product;
}"""
USE = """var sides = List.of(3, 4);
int total = 0;
for (int side : sides) {
  int square = area(side, side);
  total += square;
}
total"""


class DebuggerPage:
    """The debugger's side of a notebook."""

    def __init__(self, notebook) -> None:
        self.notebook, self.page = notebook, notebook.page

    def switch_on(self) -> None:
        button = self.notebook.panel.locator(".jp-DebuggerBugButton")
        expect(button).to_be_enabled()
        button.click()
        expect(self.notebook.panel).to_have_attribute("data-jp-debugger", "true")

    def click_gutter(self, cell: int, line: int) -> None:
        """A click beside a line sets a breakpoint."""
        gutter = self.notebook.cell(cell).locator(".cm-breakpoint-gutter .cm-gutterElement")
        gutter.nth(line).click()  # the first element only keeps the place
        expect(gutter.nth(line).locator(".cm-breakpoint-icon")).to_be_visible()

    def start(self, cell: int) -> None:
        self.notebook.cell(cell).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def expect_line(self, cell: int, text: str) -> None:
        """The line that is marked as the current one."""
        expect(self.notebook.cell(cell).locator(".jp-DebuggerEditor-highlight")).to_have_text(re.compile(re.escape(text)))

    @property
    def stack(self):
        return self.page.locator(".jp-DebuggerCallstack-body")

    @property
    def variables(self):
        return self.page.locator(".jp-DebuggerVariables-body:visible")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=re.compile(f"^{name} \\(")).click()


def a_breakpoint_stops_a_cell_and_its_variables_are_seen_step_by_step(visit):
    notebook = visit.notebook(DEFINITION, USE)
    notebook.page.set_viewport_size({"width": 1500, "height": 900})
    debugger = DebuggerPage(notebook)
    notebook.run(0)
    debugger.switch_on()
    debugger.click_gutter(1, 4)
    debugger.start(1)
    debugger.expect_line(1, "int square = area(side, side);")
    expect(debugger.stack).to_contain_text("Cell [*]")
    expect(debugger.variables).to_contain_text("side")
    expect(debugger.variables).to_contain_text("3")
    debugger.press("Step In")
    debugger.expect_line(0, "int product = width * height;")
    expect(debugger.stack).to_contain_text("area")
    expect(debugger.variables).to_contain_text("height")
    debugger.press("Next")
    debugger.expect_line(0, "return product;")
    expect(debugger.variables).to_contain_text("product")
    expect(debugger.variables).to_contain_text("9")
    visit.screenshots.mkdir(parents=True, exist_ok=True)
    notebook.page.screenshot(path=visit.screenshots / f"{visit.server.app}-debugger.png")
    debugger.press("Continue")
    debugger.expect_line(1, "int square = area(side, side);")
    expect(debugger.variables).to_contain_text("4")
    debugger.press("Continue")
    notebook.await_run(1)
    assert "25" in notebook.output(1), notebook.output(1)
    expect(debugger.variables).to_contain_text("total")
    expect(debugger.variables).to_contain_text("List (2) [3, 4]")


SCENARIOS = [a_breakpoint_stops_a_cell_and_its_variables_are_seen_step_by_step]
