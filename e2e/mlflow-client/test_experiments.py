"""Experiments: making, finding, renaming, tagging, deleting."""

import mlflow
import pytest
from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException, RestException

from support import all_pages, check_each


def names(experiments):
    return [experiment.name for experiment in experiments]


def test_default_experiment_is_there(client):
    default = client.get_experiment("0")
    assert (default.name, default.lifecycle_stage) == ("Default", "active")
    assert names(client.search_experiments()) == ["Default"]


def test_create_answers_what_get_gives(client):
    experiment_id = client.create_experiment("Größen / 1", tags={"team": "vision", "mlflow.note.content": "why"})
    assert isinstance(experiment_id, str) and int(experiment_id) > 0
    by_id = client.get_experiment(experiment_id)
    by_name = client.get_experiment_by_name("Größen / 1")
    assert dict(by_id) == dict(by_name)
    assert by_id.experiment_id == experiment_id
    assert by_id.tags == {"team": "vision", "mlflow.note.content": "why"}
    assert by_id.artifact_location == f"mlflow-artifacts:/{experiment_id}"
    assert by_id.creation_time == by_id.last_update_time > 1_600_000_000_000


def test_ids_grow(client):
    made = [int(client.create_experiment(f"e{i}")) for i in range(3)]
    assert made == sorted(made) and len(set(made)) == 3


def test_set_experiment_creates_and_finds(client):
    made = mlflow.set_experiment("fluent")
    again = mlflow.set_experiment("fluent")
    assert made.experiment_id == again.experiment_id
    assert mlflow.set_experiment(experiment_id=made.experiment_id).name == "fluent"
    with mlflow.start_run() as run:
        assert run.info.experiment_id == made.experiment_id


def test_experiment_name_from_the_environment(client, monkeypatch):
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "Default")
    with mlflow.start_run() as run:
        assert run.info.experiment_id == "0"


def test_unknown_experiments(client):
    assert client.get_experiment_by_name("nobody") is None
    assert mlflow.get_experiment_by_name("nobody") is None
    with pytest.raises(MlflowException, match="999999") as error:
        client.get_experiment("999999")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    with pytest.raises(MlflowException) as error:
        client.get_experiment("not-a-number")
    assert error.value.error_code == "INVALID_PARAMETER_VALUE"


def test_names_are_unique_even_after_deletion(client):
    experiment_id = client.create_experiment("once")
    with pytest.raises(MlflowException, match="once") as error:
        client.create_experiment("once")
    assert error.value.error_code == "RESOURCE_ALREADY_EXISTS"
    client.delete_experiment(experiment_id)
    with pytest.raises(MlflowException) as error:
        client.create_experiment("once")
    assert error.value.error_code == "RESOURCE_ALREADY_EXISTS"
    with pytest.raises(MlflowException, match="deleted"):
        mlflow.set_experiment("once")


def test_rename(client, experiment_id):
    client.rename_experiment(experiment_id, "other name")
    renamed = client.get_experiment(experiment_id)
    assert renamed.name == "other name"
    assert renamed.last_update_time >= renamed.creation_time
    assert client.get_experiment_by_name("conformance") is None


def test_rename_to_a_taken_name(client, experiment_id):
    client.create_experiment("taken")
    with pytest.raises(RestException) as error:
        client.rename_experiment(experiment_id, "taken")
    assert error.value.get_http_status_code() < 500


@pytest.mark.better_than_mlflow("answers 500, and the client tries again for minutes")
def test_rename_of_a_deleted_experiment(client, experiment_id):
    client.delete_experiment(experiment_id)
    with pytest.raises(RestException) as error:
        client.rename_experiment(experiment_id, "too late")
    assert 400 <= error.value.get_http_status_code() < 500


def test_delete_and_restore_take_the_runs_along(client, experiment_id, run_id):
    client.delete_experiment(experiment_id)
    assert client.get_experiment(experiment_id).lifecycle_stage == "deleted"
    assert client.get_experiment_by_name("conformance").lifecycle_stage == "deleted"
    assert client.get_run(run_id).info.lifecycle_stage == "deleted"
    assert "conformance" not in names(client.search_experiments())
    assert names(client.search_experiments(view_type=ViewType.DELETED_ONLY)) == ["conformance"]
    client.restore_experiment(experiment_id)
    assert client.get_experiment(experiment_id).lifecycle_stage == "active"
    assert client.get_run(run_id).info.lifecycle_stage == "active"


def test_deleted_experiment_takes_no_runs(client, experiment_id):
    client.delete_experiment(experiment_id)
    with pytest.raises(MlflowException):
        client.create_run(experiment_id)
    with pytest.raises(MlflowException) as error:
        client.delete_experiment(experiment_id)
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_restore_of_an_active_experiment(client, experiment_id):
    with pytest.raises(MlflowException) as error:
        client.restore_experiment(experiment_id)
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_tags(client, experiment_id):
    mlflow.set_experiment(experiment_id=experiment_id)
    mlflow.set_experiment_tag("stage", "draft")
    mlflow.set_experiment_tags({"stage": "final", "owner": "Åsa"})
    client.set_experiment_tag(experiment_id, "empty", "")
    assert client.get_experiment(experiment_id).tags == {"stage": "final", "owner": "Åsa", "empty": ""}


def test_delete_tag(client, experiment_id):
    client.set_experiment_tag(experiment_id, "a", "1")
    client.set_experiment_tag(experiment_id, "b", "2")
    client.delete_experiment_tag(experiment_id, "a")
    assert client.get_experiment(experiment_id).tags == {"b": "2"}
    with pytest.raises(MlflowException) as error:
        client.delete_experiment_tag(experiment_id, "a")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_limits(client, experiment_id):
    for write in (
        lambda: client.set_experiment_tag(experiment_id, "k" * 251, "v"),
        lambda: client.set_experiment_tag(experiment_id, "k", "v" * 20_001),
        lambda: client.create_experiment(""),
        lambda: client.create_experiment("n" * 501),
    ):
        with pytest.raises(MlflowException) as error:
            write()
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"
    client.set_experiment_tag(experiment_id, "k" * 250, "v" * 5000)


def test_artifact_location_of_its_own(client):
    location = "mlflow-artifacts:/elsewhere/here"
    experiment_id = client.create_experiment("own place", artifact_location=location)
    assert client.get_experiment(experiment_id).artifact_location == location
    run = client.create_run(experiment_id)
    assert run.info.artifact_uri == f"{location}/{run.info.run_id}/artifacts"
    client.log_text(run.info.run_id, "hello", "a.txt")
    assert mlflow.artifacts.load_text(f"{run.info.artifact_uri}/a.txt") == "hello"


@pytest.fixture
def three(client):
    client.create_experiment("alpha", tags={"team": "vision", "level": "1"})
    client.create_experiment("Beta", tags={"team": "text"})
    client.create_experiment("gamma", tags={"team": "vision"})


def test_search_filter(client, three):
    def check(filter_string, expected):
        assert set(names(client.search_experiments(filter_string=filter_string))) == expected

    check_each(
        [
            ("name = 'alpha'", {"alpha"}),
            ("attribute.name != 'alpha'", {"Beta", "gamma", "Default"}),
            ("name LIKE '%a'", {"alpha", "Beta", "gamma"}),
            ("name LIKE 'b%'", set()),
            ("name ILIKE 'b%'", {"Beta"}),
            ("tags.team = 'vision'", {"alpha", "gamma"}),
            ("tag.team != 'vision'", {"Beta"}),
            ("tags.team = 'vision' AND tags.level = '1'", {"alpha"}),
            ("tags.`team` LIKE '%ex%'", {"Beta"}),
            ("creation_time > 0", {"alpha", "Beta", "gamma", "Default"}),
            ("last_update_time < 1000", set()),
            ("name = 'alpha' AND", {"alpha"}),
        ],
        check,
    )


def test_search_order(client, three):
    def check(order_by, expected):
        assert names(client.search_experiments(order_by=order_by)) == expected

    check_each(
        [
            (["name"], ["Beta", "Default", "alpha", "gamma"]),
            (["name DESC"], ["gamma", "alpha", "Default", "Beta"]),
            (["experiment_id ASC"], ["Default", "alpha", "Beta", "gamma"]),
            (["creation_time ASC", "experiment_id ASC"], ["Default", "alpha", "Beta", "gamma"]),
        ],
        check,
    )


def test_search_pages(client, three):
    rows = all_pages(lambda token: client.search_experiments(max_results=3, order_by=["name"], page_token=token))
    assert names(rows) == ["Beta", "Default", "alpha", "gamma"]
    assert len(mlflow.search_experiments(max_results=2)) == 2


def test_search_refuses(client):
    def check(options):
        with pytest.raises(RestException) as error:
            client.search_experiments(**options)
        assert error.value.get_http_status_code() == 400
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"

    filters = ["attributes.name = 'x'", "name = 1", "colour = 'red'", "name > 'a'", "nonsense", "metrics.a = 1"]
    orders = [["tags.team"], ["colour"], ["name SIDEWAYS"]]
    check_each([{"filter_string": text} for text in filters] + [{"order_by": order} for order in orders], check)


def test_search_limits(client):
    for max_results in (0, -1, 50_001):
        with pytest.raises(MlflowException) as error:
            client.search_experiments(max_results=max_results)
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"
