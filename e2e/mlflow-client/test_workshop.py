"""A project of three scripts that know of the server only through the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import mlflow

FOLDER = Path(__file__).resolve().parent / "workshop"


def run_script(name, server):
    env = {**os.environ, "MLFLOW_TRACKING_URI": server.url, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, str(FOLDER / name)], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))


def test_train_predict_monitor(server, client):
    trained = run_script("train.py", server)
    assert trained["version"] == 1
    run = client.get_run(trained["run_id"])
    assert run.data.params == {"ngram_max": "1", "strength": "10.0", "folds": "4"}
    assert run.data.metrics["accuracy"] > 0.7
    assert len(client.get_metric_history(trained["run_id"], "fold_accuracy")) == 4
    assert int(client.get_model_version_by_alias("journey-mood", "champion").version) == 1

    moods = run_script("predict.py", server)["moods"]
    assert moods[:4] == ["good", "bad", "good", "bad"]
    assert moods == list(mlflow.sklearn.load_model("models:/journey-mood/1").predict(new_reviews()))

    assert run_script("monitor.py", server) == {"batches": 1}
    names = [each.info.run_name for each in client.search_runs([run.info.experiment_id], order_by=["start_time ASC"])]
    assert names == ["train", "predict", "monitor"]


def new_reviews():
    found = {}
    exec((FOLDER / "reviews.py").read_text(encoding="utf-8"), found)
    return found["NEW"]
