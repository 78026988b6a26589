"""What Stile has trained itself, seen by a client that knows only MLflow."""

import os
import subprocess
import sys

import mlflow
import pytest

from servers import run_stile

pytestmark = pytest.mark.stile_only


def test_a_model_of_stile_needs_nothing_but_mlflow(workshop):
    """Neither scikit-learn nor anything else that a model of the same kind would want."""
    script = (
        "import sys\n"
        "for name in ('sklearn', 'scipy', 'joblib', 'lightgbm', 'skops'):\n"
        "    sys.modules[name] = None\n"
        "import mlflow\n"
        "model = mlflow.pyfunc.load_model('models:/sentiment_classifier@champion')\n"
        "print(','.join(model.predict(sys.argv[1:])))\n"
    )
    texts = ["The room was spotless, the staff kind.", "Never again: cold food, rude waiters."]
    answer = run_stile(workshop.workspace, "model", "predict", "sentiment_classifier@champion", *texts)
    expected = ",".join(row["label"] for row in answer["predictions"])
    env = {**os.environ, "MLFLOW_TRACKING_URI": workshop.url}
    done = subprocess.run([sys.executable, "-c", script, *texts], env=env, capture_output=True, text=True)
    assert done.stdout.strip() == expected, done.stderr


def test_what_stile_trained_is_seen_by_the_client(workshop):
    client = mlflow.MlflowClient()
    version = client.get_model_version_by_alias("sentiment_classifier", "champion")
    run = client.get_run(version.run_id)
    assert run.info.status == "FINISHED"
    assert run.data.metrics and run.data.params
    assert client.get_experiment(run.info.experiment_id).name == "sentiment_classification"
    assert "model" in {file.path for file in client.list_artifacts(version.run_id)}
    found = client.search_runs([run.info.experiment_id], f"run_id = '{version.run_id}'")
    assert [each.to_dictionary() for each in found] == [run.to_dictionary()]
