# SPDX-License-Identifier: Apache-2.0
"""Executes a notebook on the installed kernel, the way a batch run does: execute.py NOTEBOOK RESULT.

At a cell tagged "restart" the kernel's process is killed, without a word to it; a new kernel then runs the cells tagged
"definition" that stand above, and the notebook goes on. The working directory is the result's folder.
"""

import copy
import os
import signal
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CELL_SECONDS = 120

# What readers see in place of the folder the notebook was run in.
READERS_FOLDER = "/home/ada/notebooks"


def main(source: Path, result: Path) -> None:
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        start = 0
        while start < len(notebook.cells):
            start = run_until_restart(notebook, start, result.parent)
    finally:  # what was seen up to a failure helps to find it
        write(notebook, result)


def write(notebook: nbformat.NotebookNode, result: Path) -> None:
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    # The kernel's version differs from machine to machine and says nothing about the notebook.
    notebook.metadata.get("language_info", {}).pop("version", None)
    text = nbformat.writes(notebook).replace(str(result.parent), READERS_FOLDER)
    result.write_text(text + "\n", encoding="utf-8")


def run_until_restart(notebook: nbformat.NotebookNode, start: int, folder: Path) -> int:
    """Runs cells on a kernel of their own and returns the index to go on at."""
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name=notebook.metadata.kernelspec.name,
        resources={"metadata": {"path": str(folder)}},
    )
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells[:start]):
            if "definition" in tags(cell):
                client.execute_cell(copy.deepcopy(cell), index, store_history=True)
                notebook.cells[index] = cell  # with the output it had when it ran first
        for index in range(start, len(notebook.cells)):
            cell = notebook.cells[index]
            client.execute_cell(cell, index, store_history=True)
            if "restart" in tags(cell):
                kill(client)
                return index + 1
        client.set_widgets_metadata()
        notebook.metadata["language_info"] = client.wait_for_reply(client.kc.kernel_info())["content"]["language_info"]
    return len(notebook.cells)


def kill(client: NotebookClient) -> None:
    """The end of a kernel that had no chance to put anything away."""
    os.kill(client.km.provisioner.pid, signal.SIGKILL)
    client.km.provisioner.process.wait()


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
