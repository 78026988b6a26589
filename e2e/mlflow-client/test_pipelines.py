"""A project of two steps with an unmodified client in them, run as a pipeline by the engine that they log to."""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import mlflow
import nbformat
import pytest
import servers

pytestmark = pytest.mark.stile_only

PROJECT = Path(__file__).resolve().parent / "project"


@pytest.fixture
def workspace(tmp_path):
    """Of a project whose folder is the test's: `<project>/.stile`."""
    project = tmp_path / "my project"
    shutil.copytree(PROJECT, project)
    folder = project / ".stile"
    (folder / "pipelines").mkdir(parents=True)
    shutil.move(project / "retrain.yaml", folder / "pipelines" / "retrain.yaml")
    return folder


@pytest.fixture
def engine(workspace):
    server = servers.start_stile(workspace, {"STILE_PYTHON": sys.executable}).wait_until_ready()
    yield server
    server.stop()


def runs_of(engine, experiment_name):
    mlflow.set_tracking_uri(engine.url)
    client = mlflow.MlflowClient()
    experiment = client.get_experiment_by_name(experiment_name)
    return {run.info.run_name: run for run in client.search_runs([experiment.experiment_id])}


def test_a_project_trains_registers_and_predicts(engine, workspace):
    checked = servers.run_stile(workspace, "pipeline", "validate", "retrain")
    assert [file["problems"] for file in checked["files"]] == [[]]
    run = servers.run_stile(workspace, "pipeline", "run", "retrain")
    assert run["state"] == "success", engine.log()
    outputs = {task["taskId"]: task["attempts"][-1]["outputs"] for task in run["tasks"]}
    assert outputs["predict"] == {"labels": [0, 1], "rows": 2}

    runs = runs_of(engine, "project")
    assert runs["training"].data.metrics == {"accuracy": 1.0}
    assert runs["training"].data.tags["stile.pipelineRunId"] == run["pipelineRunId"]
    assert runs["training"].data.tags["stile.task"] == "train"
    version = mlflow.MlflowClient().get_latest_versions("flowers")[0]
    assert version.run_id == runs["training"].info.run_id
    assert {one.info.status for one in runs.values()} == {"FINISHED"}


def test_a_step_that_fails_ends_its_run_as_failed(engine, workspace):
    predict = workspace.parent / "predict.py"
    predict.write_text(predict.read_text(encoding="utf-8").replace("labels.sum()", "labels.summ()"), encoding="utf-8")
    with pytest.raises(RuntimeError, match="code 1"):
        servers.run_stile(workspace, "pipeline", "run", "retrain")
    runs = runs_of(engine, "project")
    assert runs["training"].info.status == "FINISHED"
    assert runs["predictions"].info.status == "FAILED"


CRASH = """
import pickle
import sys
import mlflow

class Row:
    pass

pickle.loads(pickle.dumps(Row()))
assert __name__ == "__main__" and sys.argv[1:] == ["a", "b"] and sys.path[0]
mlflow.set_experiment("crash")
with mlflow.start_run(run_name="before"):
    mlflow.log_metric("x", 1)
mlflow.start_run(run_name="outer")
mlflow.start_run(run_name="inner", nested=True)
raise ValueError("half way")
"""


def test_a_script_that_raises_fails_the_runs_that_it_has_open_and_no_others(engine, workspace):
    (workspace.parent / "crash.py").write_text(CRASH, encoding="utf-8")
    task = "type: python, with: { script: crash.py, args: [a, b] }"
    pipeline = f"version: 1\nname: crash\ntasks: {{ crash: {{ {task} }} }}\n"
    (workspace / "pipelines" / "crash.yaml").write_text(pipeline, encoding="utf-8")
    with pytest.raises(RuntimeError, match="code 1"):
        servers.run_stile(workspace, "pipeline", "run", "crash")
    runs = runs_of(engine, "crash")
    statuses = {name: run.info.status for name, run in runs.items()}
    assert statuses == {"before": "FINISHED", "outer": "FAILED", "inner": "FAILED"}
    assert runs["outer"].data.tags["mlflow.source.name"].endswith("crash.py")


def add_pipeline(workspace, name, task, python=""):
    text = f"version: 1\nname: {name}\n{python}tasks: {{ only: {{ {task} }} }}\n"
    (workspace / "pipelines" / f"{name}.yaml").write_text(text, encoding="utf-8")


def add_notebook(workspace, *cells):
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    code[0].metadata["tags"] = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=code), workspace.parent / "report.ipynb")


def test_a_notebook_is_executed_with_its_parameters_and_logs_to_its_task(engine, workspace):
    add_notebook(
        workspace,
        "country = 'se'",
        "import json, mlflow, os\nmlflow.set_experiment('notebook')\nprint('for', country)",
        "with mlflow.start_run(run_name=country):\n    mlflow.log_metric('rows', 3)",
        "line = json.dumps({'name': 'rows', 'value': 3})\nopen(os.environ['STILE_OUTPUT'], 'a').write(line + '\\n')\n1 + 1",
    )
    add_pipeline(workspace, "book", "type: notebook, with: { notebook: report.ipynb, parameters: { country: dk } }")
    assert servers.run_stile(workspace, "pipeline", "python", "book")["pythons"][0]["state"] == "ready"
    run = servers.run_stile(workspace, "pipeline", "run", "book")
    assert run["state"] == "success", engine.log()
    outputs = run["tasks"][0]["attempts"][-1]["outputs"]
    assert outputs["rows"] == 3
    executed = nbformat.read(outputs["notebook"], as_version=4)
    assert executed.cells[1].metadata["tags"] == ["injected-parameters"]
    assert executed.cells[-1].outputs[0]["data"]["text/plain"] == "2"
    log = servers.run_stile(workspace, "task", "log", run["pipelineRunId"], "only")
    assert "for dk" in json.dumps(log)
    logged = runs_of(engine, "notebook")["dk"]
    assert logged.info.status == "FINISHED"
    assert logged.data.tags["stile.pipelineRunId"] == run["pipelineRunId"]


def test_a_notebook_whose_cell_raises_is_kept_and_fails_the_runs_that_it_has_open(engine, workspace):
    add_notebook(
        workspace,
        "import mlflow\nmlflow.set_experiment('broken')",
        "with mlflow.start_run(run_name='before'):\n    pass",
        "mlflow.start_run(run_name='open')",
        "1 / 0",
        "print('never')",
    )
    add_pipeline(workspace, "book", "type: notebook, with: { notebook: report.ipynb }")
    with pytest.raises(RuntimeError, match="code 1"):
        servers.run_stile(workspace, "pipeline", "run", "book")
    statuses = {name: run.info.status for name, run in runs_of(engine, "broken").items()}
    assert statuses == {"before": "FINISHED", "open": "FAILED"}
    (kept,) = workspace.rglob("report.ipynb")
    cells = nbformat.read(kept, as_version=4).cells
    assert [cell.source for cell in cells][-2:] == ["1 / 0", "print('never')"]
    assert cells[3].outputs[-1]["ename"] == "ZeroDivisionError"


def make_wheel(folder):
    folder.mkdir()
    with zipfile.ZipFile(folder / "stile_made_up-1.0-py3-none-any.whl", "w") as wheel:
        info = "stile_made_up-1.0.dist-info"
        wheel.writestr("stile_made_up.py", "WORD = 'made'\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: stile-made-up\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def uv_engine(workspace, tmp_path):
    """Beside a uv that finds one package, and no index."""
    make_wheel(tmp_path / "wheels")
    uv = {"UV_FIND_LINKS": str(tmp_path / "wheels"), "UV_NO_INDEX": "true", "UV_CACHE_DIR": str(tmp_path / "uv")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**uv, "PATH": path, "STILE_PYTHON": sys.executable, "STILE_PYTHON_ENVS": str(tmp_path / "envs")}
    server = servers.start_stile(workspace, env).wait_until_ready()
    yield server, {**os.environ, **uv}
    server.stop()


USE = "import json, os, stile_made_up\nopen(os.environ['STILE_OUTPUT'], 'a').write('word=' + stile_made_up.WORD + '\\n')\n"


def test_uv_makes_the_environment_of_a_pipeline(uv_engine, workspace, tmp_path):
    engine, _ = uv_engine
    (workspace.parent / "use.py").write_text(USE, encoding="utf-8")
    (workspace.parent / "requirements.txt").write_text("stile_made_up==1.0\n", encoding="utf-8")
    add_pipeline(workspace, "use", "type: python, with: { script: use.py }", "python: { requirements: requirements.txt }\n")
    assert servers.run_stile(workspace, "pipeline", "python", "use")["pythons"][0]["state"] == "absent"
    run = servers.run_stile(workspace, "pipeline", "run", "use")
    assert run["tasks"][0]["attempts"][-1]["outputs"] == {"word": "made"}, engine.log()
    # uv writes its own version into what it makes.
    (made,) = tmp_path.glob("envs/*/pyvenv.cfg")
    assert "uv = " in made.read_text(encoding="utf-8")


def test_uv_installs_what_a_lock_file_of_the_project_says(uv_engine, workspace, tmp_path):
    engine, env = uv_engine
    project = workspace.parent
    (project / "use.py").write_text(USE, encoding="utf-8")
    text = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["stile-made-up>=1"]\n'
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    uv = Path(sys.executable).parent / "uv"
    subprocess.run([uv, "lock", "--offline", "--quiet"], cwd=project, env=env, check=True)
    add_pipeline(workspace, "use", "type: python, with: { script: use.py }", "python: { pyproject: . }\n")
    (prepared,) = servers.run_stile(workspace, "pipeline", "python", "use", "--prepare")["pythons"]
    assert prepared["state"] == "ready", engine.log()
    run = servers.run_stile(workspace, "pipeline", "run", "use")
    assert run["tasks"][0]["attempts"][-1]["outputs"] == {"word": "made"}


LONG = """
import os, time, mlflow
mlflow.set_experiment("adopted")
with mlflow.start_run(run_name="long"):
    mlflow.log_metric("before", 1)
    open("begun", "w").close()
    while not os.path.exists("go"):
        time.sleep(0.05)
    mlflow.log_metric("after", 2)
open(os.environ["STILE_OUTPUT"], "a").write("done=yes\\n")
"""


def wait_for(seconds, is_done):
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, f"it took longer than {seconds} s"
        time.sleep(0.05)


@pytest.mark.parametrize("what", ["goes on while the engine is dead", "goes on under the next engine"])
def test_a_script_outlives_a_killed_engine_and_counts_once(workspace, what):
    project = workspace.parent
    (project / "long.py").write_text(LONG, encoding="utf-8")
    add_pipeline(workspace, "long", "type: python, on_engine_exit: adopt, with: { script: long.py }")
    env = {"STILE_PYTHON": sys.executable, "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "7"}
    first = servers.start_stile(workspace, env).wait_until_ready()
    try:
        run_id = servers.run_stile(workspace, "pipeline", "run", "long", "--no-wait")["pipelineRunId"]
        wait_for(60, (project / "begun").exists)
    finally:
        first.kill()
    if what.endswith("dead"):
        # The client asks again and again until there is somebody who takes its metric.
        (project / "go").touch()
        time.sleep(1)
    port = int(first.url.rsplit(":", 1)[1])
    engine = servers.start_stile(workspace, env, port).wait_until_ready()
    try:
        (project / "go").touch()
        wait_for(60, lambda: servers.run_stile(workspace, "pipeline", "show", run_id)["state"] not in ("queued", "running"))
        run = servers.run_stile(workspace, "pipeline", "show", run_id)
        assert run["state"] == "success", engine.log()
        (attempt,) = run["tasks"][0]["attempts"]
        assert attempt["outputs"] == {"done": "yes"}
        logged = runs_of(engine, "adopted")["long"]
        assert logged.data.metrics == {"before": 1.0, "after": 2.0}
        assert logged.info.status == "FINISHED"
        assert logged.data.tags["stile.pipelineRunId"] == run_id
    finally:
        engine.stop()
