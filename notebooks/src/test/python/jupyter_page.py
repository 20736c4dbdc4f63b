# SPDX-License-Identifier: Apache-2.0
"""A real Jupyter server, a real browser, and a notebook open in it."""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
}
THEME = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
CARD = ".fermata-card"
CONNECTED = """async () => {
  const session = window.jupyterapp?.shell.currentWidget?.sessionContext?.session;
  if (session?.kernel?.connectionStatus !== 'connected') return false;
  await session.kernel.info;
  return session.kernel.connectionStatus === 'connected' && session.kernel.status === 'idle';
}"""


class Server:
    """JupyterLab ("lab") or Jupyter Notebook ("notebook") over a folder."""

    def __init__(self, app: str, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.root = folder / "notebooks"
        self.settings = folder / "settings"
        self.root.mkdir(parents=True)
        for name, value in SETTINGS.items():
            self.set(name, value)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.token = secrets.token_hex(16)

    def set(self, name: str, value: dict) -> None:
        file = self.settings / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))

    @contextmanager
    def running(self):
        environment = dict(
            os.environ,
            JUPYTERLAB_SETTINGS_DIR=str(self.settings),
            JUPYTERLAB_WORKSPACES_DIR=str(self.folder / "workspaces"),
            FERMATA_STORE=str(self.folder / "checkpoints.mdb"),
        )
        options = [f"--ServerApp.root_dir={self.root}", f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0",
                   f"--IdentityProvider.token={self.token}", "--no-browser", "--allow-root", "--expose-app-in-browser"]
        with open(self.folder / "server.log", "w", encoding="utf-8") as log:
            process = subprocess.Popen([sys.executable, "-m", "jupyter", self.app, *options],
                                       stdout=log, stderr=subprocess.STDOUT, env=environment)
            try:
                self._await_start(process)
                yield self
            finally:
                self.end_kernels()
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()

    def _await_start(self, process: subprocess.Popen) -> None:
        for _ in range(300):
            if process.poll() is not None:
                break
            try:
                self.api("status")
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server did not start:\n" + (self.folder / "server.log").read_text())

    def api(self, path: str, method: str = "GET") -> object:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{path}", method=method,
                                         headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=60) as response:
            body = response.read()
        return json.loads(body) if body else None

    def end_kernels(self) -> None:
        try:
            for session in self.api("sessions"):
                self.api(f"sessions/{session['id']}", "DELETE")
        except OSError:
            pass  # the server is gone, and its kernels with it

    def url(self, name: str) -> str:
        place, query = ("lab/tree", "&reset") if self.app == "lab" else ("notebooks", "")
        return f"http://127.0.0.1:{self.port}/{place}/{name}?token={self.token}{query}"

    def write(self, name: str, sources: list[str], outputs: dict[int, list] | None = None) -> None:
        cells = [dict(cell_type="code", id=f"cell-{i}", metadata={}, execution_count=None, source=source,
                      outputs=(outputs or {}).get(i, [])) for i, source in enumerate(sources)]
        kernel = dict(name="fermata", display_name="Java (Fermata)", language="java")
        notebook = dict(nbformat=4, nbformat_minor=5, metadata=dict(kernelspec=kernel), cells=cells)
        (self.root / name).write_text(json.dumps(notebook))


class NotebookPage:
    """One notebook in one tab, in the words of the person who works with it."""

    def __init__(self, page: Page, server: Server, name: str) -> None:
        self.page, self.server, self.name = page, server, name

    @property
    def panel(self):
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    @property
    def notebook(self):
        return self.panel.locator(".jp-Notebook")

    @property
    def cards(self):
        return self.panel.locator(CARD)

    def open(self) -> "NotebookPage":
        self.page.goto(self.server.url(self.name))
        self.panel.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
        self.await_kernel()
        return self

    def await_kernel(self) -> None:
        """Until the page is connected to a kernel that waits for work: what it shows says so a moment too early."""
        for _ in range(300):
            if self.page.evaluate(CONNECTED):
                return
            time.sleep(0.2)
        raise AssertionError("no kernel after a minute")

    def restart_kernel(self) -> None:
        """What the menu's Restart Kernel does once it is confirmed."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
        self.await_kernel()

    def cell(self, index: int):
        return self.panel.locator(".jp-CodeCell").nth(index)

    def sources(self) -> list[str]:
        return [editor.inner_text() for editor in self.panel.locator(".jp-CodeCell .cm-content").all()]

    def answers(self) -> list[str]:
        return [source for source in self.sources() if source.startswith("%resume")]

    def output(self, index: int) -> str:
        return "\n".join(self.cell(index).locator(".jp-OutputArea-output").all_inner_texts())

    def run(self, index: int) -> None:
        """Runs a cell and waits for its end."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.await_run(index)

    def await_run(self, index: int) -> None:
        expect(self.cell(index).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=60_000)

    def button(self, name: str):
        return self.cards.last.get_by_role("button", name=name, exact=True)

    def textbox(self, name: str):
        return self.cards.last.get_by_role("textbox", name=name, exact=True)

    def await_status(self, status: str, card: int = 0) -> None:
        expect(self.cards.nth(card)).to_have_attribute("data-status", status, timeout=60_000)

    def save(self) -> None:
        file = self.server.root / self.name
        before = file.stat().st_mtime_ns
        self.page.keyboard.press("Control+s")
        for _ in range(100):
            if file.stat().st_mtime_ns != before:
                return
            time.sleep(0.1)
        raise AssertionError("the notebook was not saved")

    def focus(self) -> str:
        """What has the keyboard, for a person to read."""
        return self.page.evaluate("""() => { const e = document.activeElement;
            return (e.closest('.fermata-card') ? 'form: ' : '') + e.localName + ' ' + (e.textContent || e.className).trim().slice(0, 60); }""")
