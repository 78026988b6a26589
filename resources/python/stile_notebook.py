"""Executes a notebook for a task of a pipeline: `python stile_notebook.py` with STILE_INPUTS and STILE_ARTIFACTS set.

STILE_INPUTS names a JSON file whose `with` holds `notebook`, `parameters`, `kernel` and `allow_errors`. Parameters
become a cell behind the one that is tagged `parameters`, or the first one. What cells print goes to stdout while they
run; the executed notebook is written to STILE_ARTIFACTS after each cell, so that one that fails can be looked at. Exit
codes: 0 done, 1 a cell failed; then the runs that the notebook has open in MLflow end as FAILED: the client itself
would end them as FINISHED when its kernel goes.
"""

import json
import os
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def main():
    with open(os.environ["STILE_INPUTS"], encoding="utf-8") as file:
        given = json.load(file)["with"]
    source = os.path.join(os.getcwd(), given["notebook"])
    target = os.path.join(os.environ["STILE_ARTIFACTS"], os.path.basename(source))
    notebook = nbformat.read(source, as_version=4)
    add_parameters(notebook, given.get("parameters") or {})
    code = execute(notebook, given, target)
    with open(os.environ["STILE_OUTPUT"], "a", encoding="utf-8") as file:
        file.write(json.dumps({"name": "notebook", "value": target}) + "\n")
    return code


def add_parameters(notebook, parameters):
    if not parameters:
        return
    tagged = [i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    text = "# Parameters\n" + "".join("%s = %r\n" % item for item in parameters.items())
    cell = nbformat.v4.new_code_cell(text, metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(tagged[0] + 1 if tagged else 0, cell)


def execute(notebook, given, target):
    # Without a kernel's name the one of this very Python: what a notebook names may be another environment's.
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name=given.get("kernel") or "python3",
        resources={"metadata": {"path": os.getcwd()}},
        allow_errors=bool(given.get("allow_errors")),
    )
    try:
        with client.setup_kernel():
            for index, cell in enumerate(notebook.cells):
                try:
                    client.execute_cell(cell, index)
                except CellExecutionError:
                    end_open_runs(client)
                    raise
                finally:
                    tell(cell, index, len(notebook.cells))
                    nbformat.write(notebook, target)
    except CellExecutionError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0


END_OPEN_RUNS = """
import sys
mlflow = sys.modules.get("mlflow")
while mlflow is not None and mlflow.active_run() is not None:
    mlflow.end_run("FAILED")
"""


def end_open_runs(client):
    """In a cell of a notebook of its own, so that nothing of it stays in the executed one."""
    if client.km.kernel_spec.language != "python":
        return
    executed, client.nb = client.nb, nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(END_OPEN_RUNS)])
    try:
        client.execute_cell(client.nb.cells[0], 0, store_history=False)
    except Exception as error:
        print("stile: the runs that were left open cannot be ended: %s" % error, file=sys.stderr)
    finally:
        client.nb = executed


def tell(cell, index, count):
    if cell.cell_type != "code":
        return
    print("cell %d of %d" % (index + 1, count), flush=True)
    for output in cell.outputs:
        text = output.get("text") or (output.get("data") or {}).get("text/plain")
        if text:
            print(text, end="" if text.endswith("\n") else "\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
