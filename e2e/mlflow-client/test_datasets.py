"""Datasets as inputs of runs, and searches by them."""

import json

import mlflow
import numpy
import pandas
import pytest

FRAME = pandas.DataFrame({"x": [1.0, 2.0, 3.0], "label": ["a", "b", "a"]})


def test_frame(client):
    dataset = mlflow.data.from_pandas(FRAME, source="https://example.org/data.csv", name="flowers", targets="label")
    with mlflow.start_run() as active:
        mlflow.log_input(dataset, context="training", tags={"split": "0.8"})
    [logged] = client.get_run(active.info.run_id).inputs.dataset_inputs
    assert (logged.dataset.name, logged.dataset.digest) == ("flowers", dataset.digest)
    assert {tag.key: tag.value for tag in logged.tags} == {"mlflow.data.context": "training", "split": "0.8"}
    assert json.loads(logged.dataset.profile) == {"num_rows": 3, "num_elements": 6}
    columns = json.loads(logged.dataset.schema)["mlflow_colspec"]
    assert [column["name"] for column in columns] == ["x", "label"]
    source = mlflow.data.get_source(logged)
    assert source.url == "https://example.org/data.csv"


def test_array_and_several_inputs(client, run_id):
    with mlflow.start_run(run_id=run_id):
        mlflow.log_input(mlflow.data.from_numpy(numpy.arange(6).reshape(2, 3), name="array"), context="train")
        mlflow.log_input(mlflow.data.from_pandas(FRAME, name="frame"), context="test")
        mlflow.log_input(mlflow.data.from_pandas(FRAME, name="frame"), context="test")
    inputs = client.get_run(run_id).inputs.dataset_inputs
    assert sorted(each.dataset.name for each in inputs) == ["array", "frame"]


def test_two_runs_share_a_dataset(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    for context in ("training", "validation"):
        with mlflow.start_run(run_name=context):
            mlflow.log_input(mlflow.data.from_pandas(FRAME, name="shared"), context=context)
    with mlflow.start_run(run_name="none"):
        pass
    with mlflow.start_run(run_name="another"):
        mlflow.log_input(mlflow.data.from_pandas(FRAME[:1], name="Other"))
    digest = mlflow.data.from_pandas(FRAME).digest

    def found(filter_string):
        return sorted(run.info.run_name for run in client.search_runs([experiment_id], filter_string))

    assert found("datasets.name = 'shared'") == ["training", "validation"]
    assert found("dataset.name LIKE 'sha%' AND datasets.context = 'training'") == ["training"]
    assert found(f"datasets.digest = '{digest}'") == ["training", "validation"]
    assert found(f"datasets.digest IN ('{digest}')") == ["training", "validation"]
    assert found("datasets.name ILIKE 'other'") == ["another"]
    assert found("datasets.name = 'nobody'") == []


def test_limits(client, run_id):
    from mlflow.entities import Dataset, DatasetInput, InputTag

    def with_name(name, tags=()):
        dataset = Dataset(name=name, digest="d", source_type="local", source="{}")
        return [DatasetInput(dataset=dataset, tags=[InputTag(key, value) for key, value in tags])]

    client.log_inputs(run_id, with_name("n" * 500, [("k" * 255, "v" * 500)]))
    for bad in (with_name("n" * 501), with_name("n", [("k" * 256, "v")]), with_name("n", [("k", "v" * 501)])):
        with pytest.raises(mlflow.MlflowException) as error:
            client.log_inputs(run_id, bad)
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"
    assert len(client.get_run(run_id).inputs.dataset_inputs) == 1


def test_metrics_of_a_dataset(client, run_id):
    with mlflow.start_run(run_id=run_id):
        dataset = mlflow.data.from_pandas(FRAME, name="holdout")
        model = mlflow.initialize_logged_model(name="net")
        mlflow.log_metrics({"acc": 0.75}, dataset=dataset, model_id=model.model_id)
    [metric] = client.get_logged_model(model.model_id).metrics
    assert (metric.dataset_name, metric.dataset_digest) == ("holdout", dataset.digest)
