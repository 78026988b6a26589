"""What is brought from MLflow's own server, and what is sent to it: both ends are asked by the client."""

import mlflow
import numpy
import pytest
import servers
from servers import run_stile

pytestmark = [pytest.mark.stile_only, pytest.mark.beside_mlflow]

TEXTS = ["good film", "bad film", "good book", "bad book"]
STEP = 1732620000000000001


@pytest.fixture
def theirs(pool):
    server = servers.start_mlflow(pool.new_workspace())
    yield server
    server.stop()


def fill(url):
    """A run with everything, nested below another, and a registered model with two versions."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.pipeline import make_pipeline

    mlflow.set_tracking_uri(url)
    mlflow.set_experiment("åäö / one")
    model = make_pipeline(CountVectorizer(), MultinomialNB()).fit(TEXTS, [1, 0, 1, 0])
    with mlflow.start_run(run_name="outer"), mlflow.start_run(run_name="inner", nested=True) as run:
        mlflow.log_params({"depth": 3, "empty": ""})
        for step in range(30):
            mlflow.log_metric("loss", 1 / (step + 1), step=step)
        mlflow.log_metric("at", 0.5, step=STEP)
        mlflow.log_input(mlflow.data.from_numpy(numpy.array([1.0]), name="ones"), context="training")
        mlflow.log_text("Hej ö", "notes/hej ö.txt")
        mlflow.set_tag("team", "growth")
        for _ in range(2):
            mlflow.sklearn.log_model(
                model, name="mood", registered_model_name="mood", pip_requirements=["scikit-learn"]
            )
    client = mlflow.MlflowClient()
    client.set_registered_model_alias("mood", "champion", 1)
    client.set_model_version_tag("mood", "2", "checked", "yes")
    return run.info.run_id


def describe(url):
    """Everything that must be equal on both ends."""
    mlflow.set_tracking_uri(url)
    client = mlflow.MlflowClient()
    experiment = client.get_experiment_by_name("åäö / one")
    runs = {run.info.run_name: run for run in client.search_runs([experiment.experiment_id])}
    run = runs["inner"]
    run_id = run.info.run_id
    version = client.get_model_version_by_alias("mood", "champion")
    return {
        "runs": sorted(runs),
        "parent is kept": run.data.tags["mlflow.parentRunId"] == runs["outer"].info.run_id,
        "times": (run.info.status, run.info.start_time, run.info.end_time, run.info.user_id),
        "params": run.data.params,
        "metrics": run.data.metrics,
        "loss": [(p.value, p.step, p.timestamp) for p in client.get_metric_history(run_id, "loss")],
        "at": [(p.value, p.step) for p in client.get_metric_history(run_id, "at")],
        "team": run.data.tags["team"],
        "inputs": [(each.dataset.name, each.dataset.digest, each.tags[0].value) for each in run.inputs.dataset_inputs],
        "file": mlflow.artifacts.load_text(f"runs:/{run_id}/notes/hej ö.txt"),
        "versions": sorted((each.version, own(each.tags)) for each in client.search_model_versions("name = 'mood'")),
        "champion": (version.version, version.run_id == run_id),
        "answers": mlflow.sklearn.load_model("models:/mood@champion").predict(TEXTS).tolist(),
    }


def own(tags):
    """Without those by which a push finds again what it has sent."""
    return {key: value for key, value in tags.items() if not key.startswith("stile.")}


def test_an_import_from_mlflows_server(theirs, server, start_server, pool):
    run_id = fill(theirs.url)
    workspace = pool.new_workspace()
    report = run_stile(workspace, "import", "mlflow", theirs.url)
    ours = start_server(workspace)
    assert describe(ours.url) == describe(theirs.url)
    mlflow.set_tracking_uri(ours.url)
    assert mlflow.get_run(run_id).info.run_id == run_id
    assert report["state"] == "done"


def test_a_push_to_mlflows_server(theirs, server):
    fill(server.url)
    first = run_stile(server.workspace, "push", "mlflow", theirs.url, "--all")
    assert (first["state"], first["report"]["remarks"]) == ("done", [])
    assert describe(theirs.url) == describe(server.url)
    again = run_stile(server.workspace, "push", "mlflow", theirs.url, "--all")
    assert again["report"]["fresh"]["runs"] == again["report"]["changed"]["runs"] == 0
    assert describe(theirs.url) == describe(server.url)
