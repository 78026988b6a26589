"""Autologging of scikit-learn and LightGBM."""

import lightgbm
import mlflow
import numpy
import pandas
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV

RANDOM = numpy.random.default_rng(7)
FEATURES = pandas.DataFrame(RANDOM.normal(size=(80, 3)), columns=["a", "b", "c"])
LABELS = (FEATURES["a"] > 0).astype(int)


def test_sklearn(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    mlflow.sklearn.autolog(extra_tags={"by": "autolog"})
    model = LogisticRegression(C=0.5).fit(FEATURES, LABELS)
    accuracy = model.score(FEATURES, LABELS)
    [run] = client.search_runs([experiment_id])
    assert run.info.status == "FINISHED"
    assert run.data.params["C"] == "0.5"
    assert run.data.tags["estimator_name"] == "LogisticRegression"
    assert run.data.tags["by"] == "autolog"
    assert run.data.metrics["training_accuracy_score"] == accuracy
    assert "train" in {each.tags[0].value for each in run.inputs.dataset_inputs}
    [output] = run.outputs.model_outputs
    logged = mlflow.get_logged_model(output.model_id)
    assert {metric.key for metric in logged.metrics} >= {"training_accuracy_score"}
    assert {metric.dataset_name for metric in logged.metrics} >= {"dataset"}
    loaded = mlflow.sklearn.load_model(f"models:/{output.model_id}")
    assert list(loaded.predict(FEATURES)) == list(model.predict(FEATURES))


def test_sklearn_search_has_child_runs(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    mlflow.sklearn.autolog(log_models=False, max_tuning_runs=3)
    with mlflow.start_run() as parent:
        GridSearchCV(LogisticRegression(), {"C": [0.1, 1, 10]}, cv=2).fit(FEATURES, LABELS)
    children = client.search_runs([experiment_id], f"tags.mlflow.parentRunId = '{parent.info.run_id}'")
    assert {run.data.params["C"] for run in children} == {"0.1", "1", "10"}
    assert all("mean_test_score" in run.data.metrics for run in children)
    whole = client.get_run(parent.info.run_id)
    assert whole.data.params["best_C"] in {"0.1", "1", "10"}
    assert "cv_results.csv" in {file.path for file in client.list_artifacts(parent.info.run_id)}


def test_lightgbm(client, experiment_id, monkeypatch):
    # Which packages the model needs is found out in another Python, for seconds: once is enough, above.
    monkeypatch.setenv("MLFLOW_REQUIREMENTS_INFERENCE_TIMEOUT", "1")
    mlflow.set_experiment(experiment_id=experiment_id)
    mlflow.lightgbm.autolog()
    data = lightgbm.Dataset(FEATURES, label=LABELS)
    with mlflow.start_run() as active:
        booster = lightgbm.train(
            {"objective": "binary", "learning_rate": 0.3, "verbose": -1, "min_data_in_leaf": 2},
            data,
            num_boost_round=6,
            valid_sets=[data],
            valid_names=["train"],
        )
    run = client.get_run(active.info.run_id)
    assert run.data.params["learning_rate"] == "0.3"
    history = client.get_metric_history(run.info.run_id, "train-binary_logloss")
    assert [point.step for point in history] == list(range(6))
    assert history[-1].value < history[0].value
    assert {"feature_importance_gain.json", "feature_importance_gain.png"} <= {
        file.path for file in client.list_artifacts(run.info.run_id)
    }
    [output] = run.outputs.model_outputs
    loaded = mlflow.lightgbm.load_model(f"models:/{output.model_id}")
    assert numpy.allclose(loaded.predict(FEATURES), booster.predict(FEATURES))
