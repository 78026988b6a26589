"""Logged models: making, finding, tagging and deleting them."""

import mlflow
import pytest
from mlflow.exceptions import MlflowException

from support import check_each


@pytest.fixture
def models(client, experiment_id):
    """Three models with a metric, a param and a tag each."""
    made = {}
    mlflow.set_experiment(experiment_id=experiment_id)
    for i, name in enumerate(["small", "medium", "large"]):
        with mlflow.start_run() as active:
            made[name] = mlflow.create_external_model(
                name=name, model_type="cnn" if i else "linear", params={"layers": str(i)}, tags={"size": name}
            )
            mlflow.log_metric("acc", i / 2, model_id=made[name].model_id)
            assert made[name].source_run_id == active.info.run_id
    return made


def test_life(client, experiment_id):
    model = client.create_logged_model(experiment_id, name="net", params={"a": 1}, tags={"t": "x"}, model_type="cnn")
    assert model.model_id.startswith("m-") and len(model.model_id) == 34
    assert (model.name, model.status, model.model_type) == ("net", "PENDING", "cnn")
    assert (model.params, model.tags) == ({"a": "1"}, {"t": "x"})
    assert model.artifact_location == f"mlflow-artifacts:/{experiment_id}/models/{model.model_id}/artifacts"
    assert client.finalize_logged_model(model.model_id, "READY").status == "READY"
    assert client.get_logged_model(model.model_id).last_updated_timestamp >= model.creation_timestamp
    client.finalize_logged_model(model.model_id, "FAILED")
    assert client.get_logged_model(model.model_id).status == "FAILED"
    client.delete_logged_model(model.model_id)
    with pytest.raises(MlflowException) as error:
        client.get_logged_model(model.model_id)
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    assert client.search_logged_models([experiment_id]) == []


def test_250_params(client, experiment_id):
    params = {f"p{i}": str(i) for i in range(250)}
    model = client.create_logged_model(experiment_id, name="net", params=params)
    assert client.get_logged_model(model.model_id).params == params
    with pytest.raises(MlflowException):
        client.log_model_params(model.model_id, {"p1": "other"})


def test_a_name_is_given(client, experiment_id):
    assert client.create_logged_model(experiment_id).name


def test_refused(client, experiment_id):
    def check(name):
        with pytest.raises(MlflowException) as error:
            client.create_logged_model(experiment_id, name=name)
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"

    check_each(["a/b", "a:b", "a.b", "a%b", 'a"b', "a'b"], check)
    with pytest.raises(MlflowException) as error:
        client.get_logged_model("m-" + "0" * 32)
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def own_tags(client, model_id):
    tags = client.get_logged_model(model_id).tags
    return {key: value for key, value in tags.items() if not key.startswith("mlflow.")}


def test_tags(client, models):
    model_id = models["small"].model_id
    client.set_logged_model_tags(model_id, {"a": "1", "b c": "2"})
    client.delete_logged_model_tag(model_id, "size")
    assert own_tags(client, model_id) == {"a": "1", "b c": "2"}
    with pytest.raises(MlflowException) as error:
        client.delete_logged_model_tag(model_id, "size")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    client.delete_logged_model_tag(model_id, "b c")
    assert own_tags(client, model_id) == {"a": "1"}


def test_search(client, experiment_id, models):
    def check(filter_string, expected):
        found = client.search_logged_models([experiment_id], filter_string)
        assert {model.name for model in found} == set(expected.split())

    check_each(
        [
            (None, "small medium large"),
            ("name = 'small'", "small"),
            ("attributes.name != 'small'", "medium large"),
            ("name LIKE '%l%'", "small large"),
            ("model_type = 'cnn'", "medium large"),
            ("params.layers = '2'", "large"),
            ("tags.size IN ('small', 'large')", "small large"),
            ("metrics.acc > 0.3", "medium large"),
            ("metrics.acc > 0.3 AND tags.size = 'large'", "large"),
            (f"model_id = '{models['medium'].model_id}'", "medium"),
            (f"source_run_id = '{models['medium'].source_run_id}'", "medium"),
            ("creation_timestamp > 0", "small medium large"),
            ("name = 'nobody'", ""),
        ],
        check,
    )
    frame = mlflow.search_logged_models([experiment_id], "metrics.acc >= 0.5")
    assert set(frame["name"]) == {"medium", "large"}


def test_order_and_pages(client, experiment_id, models):
    newest_first = client.search_logged_models([experiment_id])
    assert [model.name for model in newest_first] == ["large", "medium", "small"]
    by_metric = [{"field_name": "metrics.acc", "ascending": True}]
    found, token = [], None
    while True:
        page = client.search_logged_models([experiment_id], order_by=by_metric, max_results=2, page_token=token)
        found += [model.name for model in page]
        token = page.token
        if not token:
            break
    assert found == ["small", "medium", "large"]
    first = client.search_logged_models([experiment_id], order_by=by_metric, max_results=2)
    with pytest.raises(MlflowException):
        client.search_logged_models([experiment_id], "name = 'small'", page_token=first.token)


@pytest.mark.better_than_mlflow("compares the number that it stores for a status with the text")
def test_search_by_status(client, experiment_id, models):
    client.create_logged_model(experiment_id, name="pending")
    assert [model.name for model in client.search_logged_models([experiment_id], "status = 'PENDING'")] == ["pending"]


def test_search_by_dataset(client, experiment_id, models):
    import pandas

    dataset = mlflow.data.from_pandas(pandas.DataFrame({"x": [1]}), name="holdout")
    mlflow.set_experiment(experiment_id=experiment_id)
    with mlflow.start_run():
        mlflow.log_metric("f1", 0.8, model_id=models["small"].model_id, dataset=dataset)
        mlflow.log_metric("f1", 0.9, model_id=models["large"].model_id)
    wanted = {"dataset_name": "holdout", "dataset_digest": dataset.digest}
    found = client.search_logged_models([experiment_id], "metrics.f1 > 0.1", datasets=[wanted])
    assert [model.name for model in found] == ["small"]


def test_inputs_and_outputs_of_runs(client, experiment_id, models):
    from mlflow.entities import LoggedModelInput, LoggedModelOutput

    run_id = client.create_run(experiment_id).info.run_id
    client.log_inputs(run_id, models=[LoggedModelInput(models["small"].model_id)])
    client.log_outputs(run_id, models=[LoggedModelOutput(models["large"].model_id, step=3)])
    run = client.get_run(run_id)
    assert [each.model_id for each in run.inputs.model_inputs] == [models["small"].model_id]
    assert [(each.model_id, each.step) for each in run.outputs.model_outputs] == [(models["large"].model_id, 3)]


def test_a_registered_model_knows_its_versions(client, experiment_id, models):
    client.create_registered_model("nets")
    client.create_model_version("nets", f"models:/{models['small'].model_id}", model_id=models["small"].model_id)
    version = client.get_model_version("nets", "1")
    assert version.source == f"models:/{models['small'].model_id}"
    assert version.run_id == models["small"].source_run_id
    assert '"nets"' in client.get_logged_model(models["small"].model_id).tags["mlflow.modelVersions"]
