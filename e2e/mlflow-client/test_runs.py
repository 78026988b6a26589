"""Runs: their life, names, params, tags, children, and many of them at once."""

import multiprocessing
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import joblib
import mlflow
import pytest
from mlflow.entities import Param, RunStatus, RunTag, ViewType
from mlflow.exceptions import MlflowException

from support import check_each


def test_fluent_run(client):
    with mlflow.start_run(run_name="first", description="a note", tags={"team": "vision"}) as active:
        mlflow.log_param("lr", 0.1)
        mlflow.log_metric("loss", 0.5)
        mlflow.set_tag("done", True)
        assert client.get_run(active.info.run_id).info.status == "RUNNING"
    run = mlflow.get_run(active.info.run_id)
    assert run.info.run_name == "first"
    assert run.info.status == "FINISHED"
    assert run.info.end_time >= run.info.start_time
    assert run.data.params == {"lr": "0.1"}
    assert run.data.metrics == {"loss": 0.5}
    assert run.data.tags["team"] == "vision"
    assert run.data.tags["done"] == "True"
    assert run.data.tags["mlflow.runName"] == "first"
    assert run.data.tags["mlflow.note.content"] == "a note"
    assert run.data.tags["mlflow.source.type"] == "LOCAL"
    assert run.data.tags["mlflow.user"] == run.info.user_id


def test_what_a_new_run_holds(client, experiment_id):
    before = int(time.time() * 1000)
    run = client.create_run(experiment_id)
    assert re.fullmatch("[0-9a-f]{32}", run.info.run_id)
    assert run.info.experiment_id == experiment_id
    assert run.info.status == "RUNNING"
    assert run.info.lifecycle_stage == "active"
    assert before <= run.info.start_time <= time.time() * 1000
    assert run.info.end_time is None
    assert run.info.artifact_uri == f"mlflow-artifacts:/{experiment_id}/{run.info.run_id}/artifacts"
    assert (run.data.params, run.data.metrics) == ({}, {})
    again = client.get_run(run.info.run_id)
    assert again.to_dictionary() == run.to_dictionary()


def test_a_run_without_a_name_gets_one(client, experiment_id):
    run = client.create_run(experiment_id)
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d+", run.info.run_name)
    assert len(run.info.run_name) <= 20
    assert run.data.tags["mlflow.runName"] == run.info.run_name


def test_a_given_start_time_is_kept(client, experiment_id):
    run = client.create_run(experiment_id, start_time=1234567890123, tags={"a": "b"}, run_name="old")
    assert (run.info.start_time, run.info.run_name) == (1234567890123, "old")
    assert run.data.tags == {"a": "b", "mlflow.runName": "old"}


def test_a_run_that_raises_has_failed():
    with pytest.raises(ZeroDivisionError), mlflow.start_run() as active:
        1 / 0  # noqa: B018
    assert mlflow.get_run(active.info.run_id).info.status == "FAILED"


def test_rename_by_tag_and_by_update(client, run_id):
    client.set_tag(run_id, "mlflow.runName", "by tag")
    assert client.get_run(run_id).info.run_name == "by tag"
    client.update_run(run_id, name="by update")
    run = client.get_run(run_id)
    assert (run.info.run_name, run.data.tags["mlflow.runName"]) == ("by update", "by update")


def test_set_terminated(client, run_id):
    for status in ("FINISHED", "FAILED", "KILLED", "SCHEDULED"):
        client.set_terminated(run_id, status, end_time=1700000000123)
        run = client.get_run(run_id)
        assert (run.info.status, run.info.end_time) == (status, 1700000000123)


def test_update_status_and_resume(client, run_id):
    client.update_run(run_id, status="KILLED")
    assert client.get_run(run_id).info.status == "KILLED"
    with mlflow.start_run(run_id=run_id):
        assert client.get_run(run_id).info.status == "RUNNING"
        mlflow.log_metric("later", 1)
    assert client.get_run(run_id).data.metrics == {"later": 1}
    assert RunStatus.is_terminated(RunStatus.from_string(client.get_run(run_id).info.status))


def test_delete_and_restore(client, experiment_id, run_id):
    client.delete_run(run_id)
    client.delete_run(run_id)
    assert client.get_run(run_id).info.lifecycle_stage == "deleted"
    assert client.search_runs([experiment_id]) == []
    assert [run.info.run_id for run in client.search_runs([experiment_id], run_view_type=ViewType.DELETED_ONLY)] == [
        run_id
    ]
    for write in (
        lambda: client.log_metric(run_id, "m", 1),
        lambda: client.log_param(run_id, "p", 1),
        lambda: client.set_tag(run_id, "t", 1),
        lambda: client.log_batch(run_id, tags=[RunTag("t", "1")]),
        lambda: client.update_run(run_id, status="FAILED"),
    ):
        with pytest.raises(MlflowException) as error:
            write()
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"
    client.restore_run(run_id)
    client.restore_run(run_id)
    assert client.get_run(run_id).info.lifecycle_stage == "active"


def test_unknown_run(client):
    unknown = "0" * 32
    for call in (
        lambda: client.get_run(unknown),
        lambda: client.log_metric(unknown, "m", 1),
        lambda: client.log_param(unknown, "p", 1),
        lambda: client.set_tag(unknown, "t", 1),
        lambda: client.delete_run(unknown),
        lambda: client.set_terminated(unknown),
        lambda: client.list_artifacts(unknown),
    ):
        with pytest.raises(MlflowException, match=unknown) as error:
            call()
        assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_a_run_in_an_unknown_experiment(client):
    with pytest.raises(MlflowException, match="424242") as error:
        client.create_run("424242")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_params(client, run_id):
    values = {"text": "a b", "number": 3, "float": 1e-7, "list": [1, 2], "none": None, "empty": "", "ünï/c:o.d-e x": "ж"}
    for key, value in values.items():
        client.log_param(run_id, key, value)
    assert client.get_run(run_id).data.params == {key: str(value) for key, value in values.items()}


def test_a_param_keeps_its_value(client, run_id):
    client.log_param(run_id, "lr", 0.1)
    client.log_param(run_id, "lr", 0.1)
    with pytest.raises(MlflowException, match="lr") as error:
        client.log_param(run_id, "lr", 0.2)
    assert error.value.error_code == "INVALID_PARAMETER_VALUE"
    with pytest.raises(MlflowException):
        client.log_batch(run_id, params=[Param("new", "1"), Param("lr", "0.2")])
    assert client.get_run(run_id).data.params["lr"] == "0.1"


def test_250_params_at_once(client):
    params = {f"p{i}": i for i in range(250)}
    with mlflow.start_run() as active:
        mlflow.log_params(params)
    assert client.get_run(active.info.run_id).data.params == {key: str(value) for key, value in params.items()}


def test_long_values_are_cut(client, run_id):
    client.log_param(run_id, "long", "p" * 7000)
    client.set_tag(run_id, "long", "t" * 9000)
    data = client.get_run(run_id).data
    assert data.params["long"] == "p" * 6000
    assert data.tags["long"] == "t" * 8000


def test_refused_keys(client, run_id):
    def check(key):
        for write in (client.log_param, client.set_tag, client.log_metric):
            with pytest.raises(MlflowException) as error:
                write(run_id, key, 1)
            assert error.value.error_code == "INVALID_PARAMETER_VALUE"

    check_each(["", "k" * 251, "a\tb", "semi;colon", "..", "/rooted", "a//b", "./a", "a/../b"], check)


def test_tags(client, run_id):
    client.set_tag(run_id, "a", "1")
    client.set_tag(run_id, "a", "2")
    client.set_tag(run_id, "empty", "")
    client.set_tag(run_id, "lines", "one\ntwo\r\n")
    tags = client.get_run(run_id).data.tags
    assert (tags["a"], tags["empty"], tags["lines"]) == ("2", "", "one\ntwo\r\n")
    client.delete_tag(run_id, "a")
    assert "a" not in client.get_run(run_id).data.tags
    with pytest.raises(MlflowException) as error:
        client.delete_tag(run_id, "a")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_fluent_tags():
    with mlflow.start_run() as active:
        mlflow.set_tags({"x": 1, "y": "2"})
        mlflow.delete_tag("x")
    tags = mlflow.get_run(active.info.run_id).data.tags
    assert tags["y"] == "2" and "x" not in tags


def test_nested_runs(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    with mlflow.start_run(run_name="parent") as parent:
        for i in range(3):
            with mlflow.start_run(run_name=f"child-{i}", nested=True):
                mlflow.log_metric("loss", i)
    assert mlflow.get_parent_run(parent.info.run_id) is None
    children = client.search_runs(
        [experiment_id], f"tags.mlflow.parentRunId = '{parent.info.run_id}'", order_by=["metrics.loss DESC"]
    )
    assert [child.info.run_name for child in children] == ["child-2", "child-1", "child-0"]
    assert mlflow.get_parent_run(children[0].info.run_id).info.run_id == parent.info.run_id


def test_a_child_of_a_given_parent(client, experiment_id, run_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    with mlflow.start_run(parent_run_id=run_id, nested=True) as child:
        pass
    assert client.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == run_id
    client.delete_run(run_id)
    assert client.get_run(child.info.run_id).info.lifecycle_stage == "active"


def test_threads_log_to_one_run(client, run_id):
    def log(worker):
        for step in range(25):
            client.log_metric(run_id, f"w{worker}", step, step=step)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(log, range(8)))
    metrics = client.get_run(run_id).data.metrics
    assert metrics == {f"w{worker}": 24.0 for worker in range(8)}
    assert [len(client.get_metric_history(run_id, f"w{worker}")) for worker in range(8)] == [25] * 8


def test_threads_with_runs_of_their_own(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    barrier = threading.Barrier(6)

    def train(worker):
        barrier.wait()
        with mlflow.start_run(run_name=f"worker {worker}"):
            mlflow.log_params({"worker": worker})
            mlflow.log_metrics({"score": worker})

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(train, range(6)))
    runs = client.search_runs([experiment_id], order_by=["metrics.score"])
    assert [run.data.params["worker"] for run in runs] == [str(worker) for worker in range(6)]
    assert {run.info.status for run in runs} == {"FINISHED"}


def train_child(parent_id, experiment_id, url, worker):
    mlflow.set_tracking_uri(url)
    mlflow.set_experiment(experiment_id=experiment_id)
    with mlflow.start_run(run_name=f"fold {worker}", parent_run_id=parent_id, nested=True) as run:
        mlflow.log_params({"fold": worker})
        for step in range(10):
            mlflow.log_metric("loss", 1 / (step + 1), step=step)
    return run.info.run_id


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_joblib_workers(client, experiment_id, run_id, server, backend):
    """`loky` starts processes, `threading` does not."""
    jobs = (joblib.delayed(train_child)(run_id, experiment_id, server.url, worker) for worker in range(3))
    made = joblib.Parallel(n_jobs=3 if backend == "threading" else 2, backend=backend)(jobs)
    children = client.search_runs([experiment_id], f"tags.`mlflow.parentRunId` = '{run_id}'")
    assert {child.info.run_id for child in children} == set(made)
    assert {child.data.params["fold"] for child in children} == {"0", "1", "2"}
    assert all(len(client.get_metric_history(child, "loss")) == 10 for child in made)
    joblib.externals.loky.get_reusable_executor().shutdown(wait=True)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_forked_process(client, experiment_id, run_id, server):
    """The connections that a child inherits must not mix its answers with its parent's."""
    client.log_metric(run_id, "parent", 1)
    context = multiprocessing.get_context("fork")
    children = [
        context.Process(target=train_child, args=(run_id, experiment_id, server.url, worker)) for worker in range(2)
    ]
    for child in children:
        child.start()
    for step in range(20):
        client.log_metric(run_id, "parent", step, step=step)
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    assert len(client.search_runs([experiment_id])) == 3


def test_a_script_of_its_own(client, experiment_id, server, tmp_path):
    """An unmodified script finds the server by the environment variable alone."""
    script = tmp_path / "train.py"
    script.write_text("import mlflow\nmlflow.log_metric('m', 2)\nprint(mlflow.active_run().info.run_id)\n")
    env = {**os.environ, "MLFLOW_TRACKING_URI": server.url, "MLFLOW_EXPERIMENT_ID": experiment_id}
    done = subprocess.run([sys.executable, str(script)], env=env, capture_output=True, text=True, check=True)
    run = client.get_run(done.stdout.split()[0])
    assert run.info.experiment_id == experiment_id
    assert run.data.metrics == {"m": 2}
    assert run.data.tags["mlflow.source.name"] == str(script)
    assert f"{server.url}/#/experiments/{experiment_id}/runs/{run.info.run_id}" in done.stdout
