"""Models cross the border both ways: Python's answer over Stile's scoring address, Stile's load in Python by name."""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request

import cloudpickle
import mlflow
import numpy as np
import pandas as pd
import pytest
import sklearn
from mlflow.models import infer_signature
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from servers import run_stile
from support import check_each, wait_until

pytestmark = pytest.mark.stile_only

TEXTS = ["a good and great film", "awful boring terrible waste", "lovely, simply lovely", "the worst of all"] * 5
LABELS = ["positive", "negative", "positive", "negative"] * 5
# Given, because finding out what a model needs takes seconds.
NEEDS = [f"scikit-learn=={sklearn.__version__}", f"cloudpickle=={cloudpickle.__version__}"]
ASKED = ["great and lovely", "terrible waste", "the worst"]


@pytest.fixture
def stile(start_server):
    """An engine that finds this very Python, which has the packages of the models."""
    server = start_server(env={"STILE_PYTHON": sys.executable})
    mlflow.set_tracking_uri(server.url)
    mlflow.set_experiment("serving")
    return server


def promote(name, version=1):
    mlflow.MlflowClient().set_registered_model_alias(name, "champion", version)


def log_sklearn(model, name, **options):
    with mlflow.start_run():
        mlflow.sklearn.log_model(
            model, name="model", registered_model_name=name, pip_requirements=NEEDS, **options
        )


class Answer:
    def __init__(self, status, body):
        self.status, self.body = status, body

    def json(self):
        return json.loads(self.body)


def ask(server, body, path="/invocations", content_type="application/json"):
    """By other means than the MLflow client's, whose answers must never be a 5xx: here some are."""
    data = body if isinstance(body, str) else json.dumps(body)
    request = urllib.request.Request(f"{server.scoring}{path}", data.encode(), {"Content-Type": content_type})
    try:
        with urllib.request.urlopen(request, timeout=90) as response:
            return Answer(response.status, response.read().decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read().decode())


def predictions(server, body, path="/invocations"):
    """Asks until the model is there: an alias is followed at once, but its process takes some seconds to start."""
    end = time.monotonic() + 90
    while True:
        answer = ask(server, body, path)
        if answer.status == 200:
            return answer.json()["predictions"]
        is_starting = answer.status in (404, 503) and "cannot be loaded" not in answer.body
        assert is_starting and time.monotonic() < end, answer.body
        time.sleep(0.2)


def every_format(texts):
    rows = [[text] for text in texts]
    return [
        {"inputs": texts},
        {"instances": texts},
        {"instances": rows},
        {"inputs": {"text": texts}},
        {"dataframe_records": [{"text": text} for text in texts]},
        {"dataframe_split": {"columns": ["text"], "data": rows}},
    ]


def test_text_pipelines_get_a_list(stile):
    """MLflow's own server answers a frame of three texts with one prediction, made of the name of its column."""
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(TEXTS, LABELS)
    wanted = model.predict(ASKED).tolist()
    assert wanted == ["positive", "negative", "negative"]
    frame = pd.DataFrame({"text": TEXTS})
    signatures = {
        "of_a_list": infer_signature(TEXTS, LABELS),
        "of_a_frame": infer_signature(frame, LABELS),
        "none": None,
    }
    for name, signature in signatures.items():
        log_sklearn(model, name, signature=signature)
        promote(name)
    path = "/models/{}/aliases/champion/invocations"

    def check(name, body):
        assert predictions(stile, body, path.format(name)) == wanted

    check_each([(name, body) for name in signatures for body in every_format(ASKED)], check)


def test_the_endpoint_follows_the_alias(stile):
    model = make_pipeline(TfidfVectorizer(), LogisticRegression())
    log_sklearn(model.fit(TEXTS, LABELS), "reviews", signature=infer_signature(TEXTS, LABELS))
    promote("reviews", 1)
    assert predictions(stile, {"inputs": ["great"]}) == ["positive"]
    turned = ["negative" if label == "positive" else "positive" for label in LABELS]
    log_sklearn(make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(TEXTS, turned), "reviews")
    promote("reviews", 2)

    def is_turned():
        response = ask(stile, {"inputs": ["great"]})
        assert response.status == 200, "a request is always answered, by the version before or by the new one"
        return response.json()["predictions"] == ["negative"]

    wait_until(is_turned, seconds=90)


def numbers():
    rows = pd.DataFrame(
        {"a": [0.5, 1.5, 2.5, 3.5], "b": [1, 2, 3, 4], "c": [True, False, True, False], "d": ["x", "y", "x", "y"]}
    )
    return rows


def test_columns_are_typed_by_the_signature(stile):
    frame = numbers()[["a", "b", "c"]]
    model = LogisticRegression().fit(frame, [0, 1, 0, 1])
    log_sklearn(model, "numbers", signature=infer_signature(frame, model.predict(frame)), input_example=frame)
    promote("numbers")
    rows = [[0.5, 1, True], [1.5, 2, False], [2.5, 3, True]]
    wanted = model.predict(pd.DataFrame(rows, columns=["a", "b", "c"])).tolist()
    split = {"columns": ["c", "other", "b", "a"], "data": [[c, "x", b, a] for a, b, c in rows]}
    assert predictions(stile, {"dataframe_split": split}) == wanted
    assert predictions(stile, {"instances": rows}) == wanted
    csv = "a,b,c\n" + "".join(f"{a},{b},{str(c).lower()}\n" for a, b, c in rows)
    assert ask(stile, csv, content_type="text/csv").json() == {"predictions": wanted}
    inputs = [
        {"name": name, "shape": [3], "datatype": datatype, "data": [row[i] for row in rows]}
        for i, (name, datatype) in enumerate([("a", "FP64"), ("b", "INT64"), ("c", "BOOL")])
    ]
    answer = ask(stile, {"inputs": inputs}, "/v2/models/numbers/infer").json()
    assert answer["outputs"] == [{"name": "predictions", "datatype": "INT64", "shape": [3], "data": wanted}]

    def refuse(words, data, columns=("a", "b", "c")):
        response = ask(stile, {"dataframe_split": {"columns": list(columns), "data": data}})
        assert response.status == 400, response.body
        assert response.json()["error_code"] == "INVALID_PARAMETER_VALUE"
        assert words in response.json()["message"]

    check_each(
        [
            ("wants the columns", [[1.0, 1]], ("a", "b")),
            ("true or false", [[1.0, 1, "yes"]]),
            ("a whole number", [[1.0, 1.5, True]]),
            ("Row 2", [[1.0, 1, True], ["many", 1, True]]),
            ("no rows", []),
        ],
        refuse,
    )


def test_tensors(stile):
    array = numbers()[["a", "b"]].to_numpy()
    model = LogisticRegression().fit(array, [0, 1, 0, 1])
    log_sklearn(model, "tensors", signature=infer_signature(array, model.predict(array)))
    promote("tensors")
    assert predictions(stile, {"inputs": array.tolist()}) == model.predict(array).tolist()
    assert predictions(stile, {"instances": array.tolist()}) == model.predict(array).tolist()
    split = {"columns": ["a", "b"], "data": array.tolist()}
    assert predictions(stile, {"dataframe_split": split}) == model.predict(array).tolist()
    assert ask(stile, {"inputs": [[1.0, 2.0, 3.0]]}).status == 400


# The model goes into its pickle with its code: the process that serves it cannot import this file.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Doubler(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        if (model_input["x"] < 0).any():
            raise ValueError("x must not be negative")
        if (model_input["x"] == 13).any():
            os._exit(3)
        if (model_input["x"] == 99).any():
            return [1]
        times = (params or {}).get("times", 2)
        return pd.DataFrame({"y": model_input["x"] * times, "gap": np.nan, "pid": os.getpid()})


def test_python_models(stile):
    frame = pd.DataFrame({"x": [1, 2, 3]})
    signature = infer_signature(frame, Doubler().predict(None, frame), params={"times": 2})
    with mlflow.start_run():
        mlflow.pyfunc.log_model(
            name="model", python_model=Doubler(), registered_model_name="doubler", signature=signature
        )
    promote("doubler")
    rows = predictions(stile, {"inputs": {"x": [1, 2, 3]}})
    assert [(row["y"], row["gap"]) for row in rows] == [(2, None), (4, None), (6, None)]
    rows = predictions(stile, {"inputs": {"x": [1]}, "params": {"times": 10}})
    assert rows[0]["y"] == 10

    raised = ask(stile, {"inputs": {"x": [-1]}})
    assert raised.status == 400
    assert raised.json()["error_code"] == "BAD_REQUEST"
    assert "x must not be negative" in raised.json()["message"]
    assert "Traceback" in raised.json()["stack_trace"]

    lost = ask(stile, {"inputs": {"x": [1, 99]}})
    assert lost.status == 500
    assert "1 prediction for 2 rows" in lost.json()["message"]

    assert ask(stile, {"inputs": {"x": [13]}}).status == 503
    first = predictions(stile, {"inputs": {"x": [1]}})[0]["pid"]
    os.kill(int(first), signal.SIGKILL)
    second = wait_until(lambda: [row["pid"] for row in predictions(stile, {"inputs": {"x": [1]}})])
    assert second != [first]


def test_what_was_asked_is_logged(stile):
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(TEXTS, LABELS)
    log_sklearn(model, "reviews", signature=infer_signature(TEXTS, LABELS))
    answer = run_stile(stile.workspace, "model", "predict", "reviews", *ASKED)
    assert [row["label"] for row in answer["predictions"]] == model.predict(ASKED).tolist()
    told = [{p["label"]: p["probability"] for p in row["probabilities"]} for row in answer["predictions"]]
    table = pd.DataFrame(told)[list(model.classes_)].to_numpy()
    np.testing.assert_allclose(table, model.predict_proba(ASKED), atol=1e-12)
    (entry,) = run_stile(stile.workspace, "endpoint", "log")["entries"]
    assert (entry["modelName"], entry["inputs"], entry["status"]) == ("reviews", ASKED, 200)
    (state,) = run_stile(stile.workspace, "endpoint", "status")["python"]
    assert (state["state"], state["python"]) == ("ready", sys.executable)


def test_a_model_of_stile_loads_by_name(workshop):
    texts = [*ASKED, "", "ÅÄÖ 日本 good", "Never again!"]
    answer = run_stile(workshop.workspace, "model", "predict", "sentiment_classifier", *texts)
    labels = [row["label"] for row in answer["predictions"]]
    wanted = pd.DataFrame(
        [{p["label"]: p["probability"] for p in row["probabilities"]} for row in answer["predictions"]]
    )
    model = mlflow.pyfunc.load_model("models:/sentiment_classifier@champion")
    table = model.predict(texts, params={"probabilities": True})
    np.testing.assert_allclose(table[list(wanted.columns)].to_numpy(), wanted.to_numpy(), rtol=0, atol=1e-9)
    forms = {
        "a list": texts,
        "a series": pd.Series(texts),
        "a frame": pd.DataFrame({"text": texts}),
        "an array": np.array(texts),
        "a dictionary": {"text": texts},
    }
    check_each(list(forms), lambda form: np.testing.assert_array_equal(model.predict(forms[form]), labels))
    assert model.predict(texts[0]) == labels[:1]
    raw = model.get_raw_model()
    assert raw.predict_proba(texts) == pytest.approx(wanted[raw.classes].to_numpy(), abs=1e-9)
    version = mlflow.MlflowClient().get_model_version_by_alias("sentiment_classifier", "champion").version
    for address in (f"models:/sentiment_classifier/{version}", "models:/sentiment_classifier/latest"):
        assert list(mlflow.pyfunc.load_model(address).predict(texts)) == labels
    assert ask(workshop, {"inputs": texts}).json()["predictions"] == labels
    served = ask(workshop, {"inputs": texts, "params": {"probabilities": True}}).json()["predictions"]
    np.testing.assert_allclose(pd.DataFrame(served)[list(table.columns)], table, rtol=0, atol=1e-9)
