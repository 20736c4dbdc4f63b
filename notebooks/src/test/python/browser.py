# SPDX-License-Identifier: Apache-2.0
"""Works with forms, tables and the debugger as a person does: browser.py APP CHROMIUM FOLDER SCREENSHOTS.

Prints one JSON line for each scenario: its name and, when it failed, why.
"""

import json
import sys
import traceback
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

import debugger
import forms
import tables
from jupyter_page import THEME, NotebookPage, Server

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--no-first-run"]


class Visit:
    """What a scenario works with."""

    def __init__(self, browser, server: Server, screenshots: Path) -> None:
        self.browser, self.server, self.screenshots = browser, server, screenshots
        self.complaints: list[str] = []
        self.count = 0

    def notebook(self, *sources: str, outputs=None, page=None) -> NotebookPage:
        """A new notebook with these cells, opened."""
        self.count += 1
        name = f"notebook-{self.count}.ipynb"
        self.server.write(name, list(sources), outputs)
        return NotebookPage(page or self.page(), self.server, name).open()

    def page(self):
        page = self.browser.new_context(viewport={"width": 1100, "height": 1000}).new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: self._listen(message.type, message.text, message.location.get("url", "")))
        page.on("pageerror", lambda error: self._listen("error", str(error), error.stack or ""))
        return page

    def _listen(self, kind: str, text: str, place: str) -> None:
        """Keeps what the extension is to blame for: Jupyter's own pages complain about themselves as well."""
        if kind in ("error", "warning") and "fermata" in (text + place).lower():
            self.complaints.append(f"{kind}: {text} ({place})")

    def theme(self, name: str) -> None:
        self.server.set(THEME, {"theme": name})

    def picture(self, notebook: NotebookPage, name: str) -> None:
        self.screenshots.mkdir(parents=True, exist_ok=True)
        notebook.page.mouse.move(0, 0)
        notebook.notebook.screenshot(path=self.screenshots / f"{self.server.app}-{name}.png")


def main(app: str, chromium: str, folder: Path, screenshots: Path) -> None:
    server = Server(app, folder)
    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        scenarios = [*forms.SCENARIOS, *tables.SCENARIOS, *(debugger.SCENARIOS if app == "lab" else [])]
        for number, scenario in enumerate(scenarios):
            visit = Visit(browser, server, screenshots)
            visit.count = number * 100
            failure = attempt(scenario, visit)
            print(json.dumps({"name": scenario.__name__, "failure": failure}), flush=True)
            for context in browser.contexts:
                context.close()
            server.end_kernels()
        browser.close()


def attempt(scenario, visit: Visit) -> str | None:
    try:
        scenario(visit)
        assert not visit.complaints, f"the console complains: {visit.complaints}"
        return None
    except Exception:  # the next scenario is to run as well
        for context in visit.browser.contexts:
            for page in context.pages:
                visit.screenshots.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=visit.screenshots / f"failed-{visit.server.app}-{scenario.__name__}.png")
        return traceback.format_exc()


if __name__ == "__main__":
    expect.set_options(timeout=60_000)
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
