# SPDX-License-Identifier: Apache-2.0
"""Draws the picture of the README anew: readme_picture.py CHROMIUM PICTURE, with the tests' Python (install/target/venv)."""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser import FLAGS
from jupyter_page import NotebookPage, Server

README = Path(__file__).resolve().parents[4] / "README.md"


def main(chromium: str, picture: str) -> None:
    cells = re.findall(r"```java\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)[:2]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server("lab", Path(folder) / "server")
        with server.running():
            server.write("tour.ipynb", cells)
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_context(viewport={"width": 1280, "height": 660}, device_scale_factor=1.5).new_page()
            notebook = NotebookPage(page, server, "tour.ipynb").open()
            for index in range(len(cells)):
                notebook.run(index)
            notebook.await_status("pending")
            page.mouse.move(0, 0)
            notebook.panel.screenshot(path=picture)
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
