"""Models: logged with signature and example, registered, and loaded by every kind of address."""

import json
import math
import os
import subprocess
import sys

import lightgbm
import mlflow
import numpy
import pandas
import pytest
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.linear_model import LogisticRegression

RANDOM = numpy.random.default_rng(9)
FEATURES = pandas.DataFrame(RANDOM.normal(size=(50, 2)), columns=["a", "b"])
LABELS = (FEATURES["a"] > 0).astype(int)
# Given, because finding out what a model needs takes seconds.
NEEDS = ["scikit-learn"]


def fitted(strength=1.0):
    return LogisticRegression(C=strength).fit(FEATURES, LABELS)


def log_classifier(name="classifier", strength=1.0, **options):
    return mlflow.sklearn.log_model(fitted(strength), name=name, pip_requirements=NEEDS, **options)


def labels_of(uri):
    return list(mlflow.pyfunc.load_model(uri).predict(FEATURES))


def test_log_and_load(client, run_id):
    with mlflow.start_run(run_id=run_id):
        mlflow.log_params({"lr": 0.1})
        info = log_classifier(signature=infer_signature(FEATURES, LABELS), input_example=FEATURES.head(3))
    model = fitted()
    assert labels_of(info.model_uri) == list(model.predict(FEATURES))
    loaded = mlflow.sklearn.load_model(info.model_uri)
    assert numpy.allclose(loaded.predict_proba(FEATURES), model.predict_proba(FEATURES))
    logged = mlflow.get_logged_model(info.model_id)
    assert (logged.name, logged.status, logged.source_run_id) == ("classifier", "READY", run_id)
    assert logged.params == {"lr": "0.1"}
    [output] = client.get_run(run_id).outputs.model_outputs
    assert output.model_id == info.model_id


def test_what_lies_in_the_model_folder(client, run_id, tmp_path):
    with mlflow.start_run(run_id=run_id):
        info = log_classifier(signature=infer_signature(FEATURES, LABELS), input_example=FEATURES.head(3))
    folder = mlflow.artifacts.download_artifacts(info.model_uri, dst_path=str(tmp_path))
    assert {"MLmodel", "requirements.txt", "conda.yaml", "input_example.json"} <= set(os.listdir(folder))
    described = mlflow.models.get_model_info(info.model_uri)
    assert described.signature.inputs.input_names() == ["a", "b"]
    assert described.model_id == info.model_id
    assert mlflow.pyfunc.load_model(info.model_uri).input_example.to_dict("list") == FEATURES.head(3).to_dict("list")


def test_signature_is_enforced(run_id):
    with mlflow.start_run(run_id=run_id):
        info = log_classifier(signature=infer_signature(FEATURES, LABELS))
    with pytest.raises(MlflowException, match="missing"):
        mlflow.pyfunc.load_model(info.model_uri).predict(FEATURES[["a"]])


def test_a_nan_metric_before_the_model(client, run_id):
    """Older servers of MLflow let the script die here: the client logs the metrics again with the model."""
    with mlflow.start_run(run_id=run_id):
        mlflow.log_metric("loss", math.nan)
        mlflow.log_metric("loss", math.inf, step=1)
        info = log_classifier()
    assert mlflow.get_logged_model(info.model_id).status == "READY"
    assert math.isnan(client.get_metric_history(run_id, "loss")[0].value)


def test_the_legacy_artifact_path(client, run_id):
    with mlflow.start_run(run_id=run_id):
        info = mlflow.sklearn.log_model(fitted(), artifact_path="model", pip_requirements=NEEDS)
    assert labels_of(f"runs:/{run_id}/model") == labels_of(info.model_uri)


def test_every_address(client, run_id):
    with mlflow.start_run(run_id=run_id):
        first = log_classifier(registered_model_name="flowers")
    second = mlflow.register_model(f"runs:/{run_id}/classifier", "flowers")
    assert (first.registered_model_version, second.version) in ((1, 2), ("1", "2"), (1, "2"), ("1", 2))
    client.set_registered_model_alias("flowers", "champion", "1")
    client.transition_model_version_stage("flowers", "2", "Staging")
    expected = list(fitted().predict(FEATURES))
    for uri in (
        "models:/flowers/1",
        "models:/flowers/2",
        "models:/flowers/latest",
        "models:/flowers@champion",
        "models:/flowers/Staging",
        "models:/flowers/staging",
        f"runs:/{run_id}/classifier",
        f"models:/{first.model_id}",
        client.get_model_version_download_uri("flowers", "1"),
        client.get_model_version("flowers", "2").source,
    ):
        assert labels_of(uri) == expected, uri


def test_addresses_of_nothing(client, run_id):
    with mlflow.start_run(run_id=run_id):
        log_classifier(registered_model_name="flowers")
    for uri in (
        "models:/nobody/1",
        "models:/flowers/7",
        "models:/flowers@nobody",
        "models:/flowers/Production",
        "models:/m-" + "0" * 32,
        f"runs:/{run_id}/other",
    ):
        with pytest.raises(MlflowException):
            mlflow.pyfunc.load_model(uri)


def test_the_alias_moves(client, run_id):
    with mlflow.start_run(run_id=run_id):
        log_classifier("weak", 0.001, registered_model_name="flowers")
        log_classifier("strong", 100.0, registered_model_name="flowers")
    for version, strength in (("1", 0.001), ("2", 100.0)):
        client.set_registered_model_alias("flowers", "champion", version)
        loaded = mlflow.sklearn.load_model("models:/flowers@champion")
        assert numpy.allclose(loaded.predict_proba(FEATURES), fitted(strength).predict_proba(FEATURES))


class Doubler(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        with open(context.artifacts["offset"]) as file:
            self.offset = json.load(file)["offset"]

    def predict(self, context, model_input, params=None):
        return model_input["x"] * 2 + self.offset + (params or {}).get("extra", 0)


def test_a_python_model_with_files_and_params(run_id, tmp_path):
    (tmp_path / "offset.json").write_text('{"offset": 10}')
    frame = pandas.DataFrame({"x": [1.0, 2.0]})
    with mlflow.start_run(run_id=run_id):
        info = mlflow.pyfunc.log_model(
            name="doubler",
            python_model=Doubler(),
            artifacts={"offset": str(tmp_path / "offset.json")},
            signature=infer_signature(frame, frame["x"], {"extra": 0}),
            pip_requirements=["pandas"],
        )
    loaded = mlflow.pyfunc.load_model(info.model_uri)
    assert list(loaded.predict(frame)) == [12, 14]
    assert list(loaded.predict(frame, params={"extra": 5})) == [17, 19]
    assert isinstance(loaded.unwrap_python_model(), Doubler)


def test_a_model_from_code(run_id, tmp_path):
    (tmp_path / "echo.py").write_text(
        "import mlflow\n"
        "class Echo(mlflow.pyfunc.PythonModel):\n"
        "    def predict(self, context, model_input, params=None):\n"
        "        return [str(value) + '!' for value in model_input['x']]\n"
        "mlflow.models.set_model(Echo())\n"
    )
    with mlflow.start_run(run_id=run_id):
        info = mlflow.pyfunc.log_model(name="echo", python_model=str(tmp_path / "echo.py"), pip_requirements=[])
    assert list(mlflow.pyfunc.load_model(info.model_uri).predict(pandas.DataFrame({"x": ["a"]}))) == ["a!"]


def test_lightgbm(run_id):
    booster = lightgbm.train(
        {"objective": "binary", "verbose": -1}, lightgbm.Dataset(FEATURES, label=LABELS), num_boost_round=3
    )
    with mlflow.start_run(run_id=run_id):
        info = mlflow.lightgbm.log_model(
            booster, name="boosted", registered_model_name="boosted", pip_requirements=["lightgbm"]
        )
    expected = booster.predict(FEATURES)
    assert numpy.allclose(mlflow.lightgbm.load_model("models:/boosted/1").predict(FEATURES), expected)
    assert numpy.allclose(mlflow.pyfunc.load_model(info.model_uri).predict(FEATURES), expected)


def test_a_model_without_a_run(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    info = log_classifier()
    assert labels_of(info.model_uri) == list(fitted().predict(FEATURES))


def test_a_model_of_another_process(server, run_id, client):
    with mlflow.start_run(run_id=run_id):
        log_classifier(registered_model_name="flowers")
    script = (
        "import mlflow, pandas\n"
        "model = mlflow.pyfunc.load_model('models:/flowers/1')\n"
        "print(list(map(int, model.predict(pandas.DataFrame({'a': [-9.0, 9.0], 'b': [0.0, 0.0]})))))\n"
    )
    env = {**os.environ, "MLFLOW_TRACKING_URI": server.url}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert done.stdout.strip() == "[0, 1]", done.stderr
