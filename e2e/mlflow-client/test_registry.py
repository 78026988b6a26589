"""The model registry: models, versions, aliases, stages, tags, searches."""

import mlflow
import pytest
from mlflow.exceptions import MlflowException, RestException

from support import all_pages, check_each


@pytest.fixture
def source(run):
    return f"{run.info.artifact_uri}/model"


@pytest.fixture
def versions(client, run_id, source):
    """A model with four versions."""
    client.create_registered_model("flowers", {"team": "vision"}, "petals")
    for i in range(4):
        client.create_model_version("flowers", source, run_id, tags={"n": str(i + 1), "even": str(i % 2 == 1)})


def numbers(found):
    return [int(version.version) for version in found]


def test_create_and_get(client):
    made = client.create_registered_model("Blüten v2.0", {"team": "vision"}, "petals")
    found = client.get_registered_model("Blüten v2.0")
    assert dict(made) == dict(found)
    assert (found.description, found.tags, found.latest_versions, found.aliases) == ("petals", {"team": "vision"}, [], {})
    assert found.creation_timestamp == found.last_updated_timestamp > 1_600_000_000_000


def test_names(client):
    client.create_registered_model("taken")
    with pytest.raises(MlflowException) as error:
        client.create_registered_model("taken")
    assert error.value.error_code == "RESOURCE_ALREADY_EXISTS"

    def check(name):
        with pytest.raises(MlflowException) as error:
            client.create_registered_model(name)
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"

    check_each(["", "a/b", "a:b"], check)
    with pytest.raises(MlflowException) as error:
        client.get_registered_model("nobody")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_update_rename_delete(client, versions):
    client.update_registered_model("flowers", "new text")
    client.set_registered_model_alias("flowers", "champion", "3")
    client.rename_registered_model("flowers", "roses")
    found = client.get_registered_model("roses")
    assert (found.description, found.aliases, found.tags) == ("new text", {"champion": "3"}, {"team": "vision"})
    assert numbers(client.search_model_versions("name = 'roses'")) == [4, 3, 2, 1]
    client.create_registered_model("taken")
    with pytest.raises(MlflowException) as error:
        client.rename_registered_model("roses", "taken")
    assert error.value.error_code == "RESOURCE_ALREADY_EXISTS"
    client.delete_registered_model("roses")
    assert client.search_model_versions("name = 'roses'") == []
    for gone in (client.get_registered_model, client.delete_registered_model):
        with pytest.raises(MlflowException) as error:
            gone("roses")
        assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_a_version(client, run_id, source):
    client.create_registered_model("flowers")
    made = client.create_model_version(
        "flowers", source, run_id, tags={"a": "1"}, run_link="https://example.org/run", description="first"
    )
    found = client.get_model_version("flowers", made.version)
    assert (found.name, str(found.version), found.source, found.run_id) == ("flowers", "1", source, run_id)
    assert (found.status, found.current_stage, found.tags) == ("READY", "None", {"a": "1"})
    assert (found.description, found.run_link) == ("first", "https://example.org/run")
    assert client.get_model_version_download_uri("flowers", "1") == source
    client.update_model_version("flowers", "1", "better")
    assert client.get_model_version("flowers", "1").description == "better"


def test_numbers_are_never_used_again(client, versions, run_id, source):
    client.delete_model_version("flowers", "4")
    assert int(client.create_model_version("flowers", source, run_id).version) == 5
    with pytest.raises(MlflowException) as error:
        client.get_model_version("flowers", "4")
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    assert numbers(client.search_model_versions("name = 'flowers'")) == [5, 3, 2, 1]


def test_unknown_versions(client, versions, run_id, source):
    for call in (
        lambda: client.get_model_version("flowers", "99"),
        lambda: client.delete_model_version("flowers", "99"),
        lambda: client.update_model_version("flowers", "99", "x"),
        lambda: client.set_model_version_tag("flowers", "99", "a", "b"),
        lambda: client.set_registered_model_alias("flowers", "champion", "99"),
        lambda: client.create_model_version("nobody", source, run_id),
    ):
        with pytest.raises(MlflowException) as error:
            call()
        assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_aliases(client, versions):
    client.set_registered_model_alias("flowers", "champion", "1")
    client.set_registered_model_alias("flowers", "shadow-1", "1")
    assert sorted(client.get_model_version("flowers", "1").aliases) == ["champion", "shadow-1"]
    client.set_registered_model_alias("flowers", "champion", "3")
    assert int(client.get_model_version_by_alias("flowers", "champion").version) == 3
    assert client.get_registered_model("flowers").aliases == {"champion": "3", "shadow-1": "1"}
    client.delete_registered_model_alias("flowers", "champion")
    client.delete_registered_model_alias("flowers", "champion")
    with pytest.raises(MlflowException, match="champion") as error:
        client.get_model_version_by_alias("flowers", "champion")
    assert error.value.error_code == "INVALID_PARAMETER_VALUE"


def test_refused_aliases(client, versions):
    def check(alias):
        with pytest.raises(MlflowException) as error:
            client.set_registered_model_alias("flowers", alias, "1")
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"

    check_each(["latest", "LATEST", "v1", "with space", "a" * 256, "a@b"], check)


@pytest.mark.better_than_mlflow("keeps the alias of a deleted version")
def test_an_alias_goes_with_its_version(client, versions):
    client.set_registered_model_alias("flowers", "champion", "2")
    client.delete_model_version("flowers", "2")
    assert client.get_registered_model("flowers").aliases == {}


@pytest.mark.better_than_mlflow("answers the newest version of the first stage that it meets")
def test_the_alias_latest_is_the_highest_version(client, versions):
    client.transition_model_version_stage("flowers", "1", "Production")
    assert int(client.get_model_version_by_alias("flowers", "latest").version) == 4


def test_stages(client, versions):
    assert client.transition_model_version_stage("flowers", "1", "Production").current_stage == "Production"
    client.transition_model_version_stage("flowers", "2", "production")
    client.transition_model_version_stage("flowers", "3", "Staging")
    newest = {version.current_stage: int(version.version) for version in client.get_latest_versions("flowers")}
    assert newest == {"None": 4, "Staging": 3, "Production": 2}
    assert numbers(client.get_latest_versions("flowers", ["None"])) == [4]
    assert numbers(client.get_latest_versions("flowers", ["production", "Archived"])) == [2]
    client.transition_model_version_stage("flowers", "3", "Production", archive_existing_versions=True)
    stages = [client.get_model_version("flowers", str(number)).current_stage for number in range(1, 5)]
    assert stages == ["Archived", "Archived", "Production", "None"]
    latest = {version.current_stage for version in client.get_registered_model("flowers").latest_versions}
    assert latest == {"None", "Production", "Archived"}


def test_refused_stages(client, versions):
    with pytest.raises(MlflowException) as error:
        client.transition_model_version_stage("flowers", "1", "Testing")
    assert error.value.error_code == "INVALID_PARAMETER_VALUE"
    with pytest.raises(MlflowException) as error:
        client.get_latest_versions("flowers", ["Testing"])
    assert error.value.error_code == "INVALID_PARAMETER_VALUE"
    with pytest.raises(MlflowException):
        client.get_latest_versions("nobody")


@pytest.mark.better_than_mlflow("answers 500")
def test_nothing_is_archived_on_the_way_to_the_archive(client, versions):
    with pytest.raises(RestException) as error:
        client.transition_model_version_stage("flowers", "1", "Archived", archive_existing_versions=True)
    assert error.value.get_http_status_code() == 400


def test_tags(client, versions):
    client.set_registered_model_tag("flowers", "owner", "Åsa")
    client.set_registered_model_tag("flowers", "owner", "Bo")
    client.delete_registered_model_tag("flowers", "team")
    client.delete_registered_model_tag("flowers", "team")
    assert client.get_registered_model("flowers").tags == {"owner": "Bo"}
    client.set_model_version_tag("flowers", "1", "checked", "yes")
    client.delete_model_version_tag("flowers", "1", "n")
    assert client.get_model_version("flowers", "1").tags == {"checked": "yes", "even": "False"}
    client.set_model_version_tag("flowers", "1", "long", "v" * 100_000)
    for write in (
        lambda: client.set_registered_model_tag("flowers", "k" * 251, "v"),
        lambda: client.set_model_version_tag("flowers", "1", "k", "v" * 100_001),
    ):
        with pytest.raises(MlflowException) as error:
            write()
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"


def test_search_models(client):
    for name, tags in (("Birds", {"team": "text"}), ("apples", {"team": "fruit"}), ("pears", {"team": "fruit", "x": "1"})):
        client.create_registered_model(name, tags)

    def check(filter_string, expected):
        assert [model.name for model in client.search_registered_models(filter_string)] == expected

    check_each(
        [
            (None, ["Birds", "apples", "pears"]),
            ("name = 'apples'", ["apples"]),
            ("name != 'apples'", ["Birds", "pears"]),
            ("name LIKE '%s'", ["Birds", "apples", "pears"]),
            ("name LIKE 'b%'", []),
            ("name ILIKE 'b%'", ["Birds"]),
            ("tags.team = 'fruit'", ["apples", "pears"]),
            ("tag.team != 'fruit'", ["Birds"]),
            ("tags.team = 'fruit' AND tags.x = '1'", ["pears"]),
            ("tags.team = 'nobody'", []),
        ],
        check,
    )
    by_name = client.search_registered_models(order_by=["name DESC"])
    assert [model.name for model in by_name] == ["pears", "apples", "Birds"]
    client.update_registered_model("Birds", "changed")
    newest = client.search_registered_models(order_by=["last_updated_timestamp DESC"], max_results=1)
    assert [model.name for model in newest] == ["Birds"]
    pages = all_pages(lambda token: client.search_registered_models(max_results=2, page_token=token))
    assert [model.name for model in pages] == ["Birds", "apples", "pears"]
    assert [model.name for model in mlflow.search_registered_models(max_results=1)] == ["Birds"]


def test_search_versions(client, versions, run_id, source, experiment_id):
    client.create_registered_model("other")
    another = client.create_run(experiment_id).info
    client.create_model_version("other", f"{another.artifact_uri}/model", another.run_id)

    def check(filter_string, expected):
        found = client.search_model_versions(filter_string)
        assert [(version.name, int(version.version)) for version in found] == expected

    flowers = [("flowers", number) for number in (4, 3, 2, 1)]
    check_each(
        [
            ("name = 'flowers'", flowers),
            ("name LIKE 'flo%'", flowers),
            ("name ILIKE 'OTHER'", [("other", 1)]),
            (f"run_id = '{run_id}'", flowers),
            (f"run_id IN ('{run_id}')", flowers),
            (f"source_path = '{source}'", flowers),
            ("name = 'flowers' AND version_number >= 3", flowers[:2]),
            ("name = 'flowers' and version_number = '2'", [("flowers", 2)]),
            ("tags.even = 'True'", [("flowers", 4), ("flowers", 2)]),
            ("tags.even = 'True' AND tags.n != '2'", [("flowers", 4)]),
            (None, [("other", 1), *flowers]),
        ],
        check,
    )
    by_number = client.search_model_versions("name = 'flowers'", order_by=["version_number ASC"])
    assert numbers(by_number) == [1, 2, 3, 4]
    pages = all_pages(
        lambda token: client.search_model_versions("name = 'flowers'", max_results=3, page_token=token)
    )
    assert numbers(pages) == [4, 3, 2, 1]
    assert numbers(mlflow.search_model_versions(filter_string="name = 'flowers'")) == [4, 3, 2, 1]


def test_refused_searches(client, versions):
    def check(search, options):
        with pytest.raises(RestException) as error:
            search(**options)
        assert error.value.get_http_status_code() == 400

    models, versions_ = client.search_registered_models, client.search_model_versions
    check_each(
        [
            (models, {"filter_string": "colour = 'red'"}),
            (models, {"filter_string": "name = 1"}),
            (models, {"order_by": ["creation_timestamp"]}),
            (models, {"max_results": 1001}),
            (models, {"page_token": "garbage"}),
            (versions_, {"filter_string": "colour = 'red'"}),
            (versions_, {"filter_string": "version_number LIKE '1%'"}),
            (versions_, {"order_by": ["colour"]}),
            (versions_, {"page_token": "garbage"}),
        ],
        check,
    )


def test_copy_a_version(client, versions):
    client.set_model_version_tag("flowers", "2", "good", "yes")
    copied = client.copy_model_version("models:/flowers/2", "production-flowers")
    assert (copied.name, int(copied.version)) == ("production-flowers", 1)
    original = client.get_model_version_download_uri("flowers", "2")
    assert client.get_model_version_download_uri("production-flowers", "1") == original
    again = client.copy_model_version("models:/flowers/2", "production-flowers")
    assert int(again.version) == 2


def test_refused_sources(client, run_id, tmp_path):
    client.create_registered_model("flowers")

    def check(source):
        with pytest.raises(MlflowException) as error:
            client.create_model_version("flowers", source, run_id)
        assert error.value.error_code in ("INVALID_PARAMETER_VALUE", "RESOURCE_DOES_NOT_EXIST")

    check_each(
        [
            str(tmp_path),
            tmp_path.as_uri(),
            "mlflow-artifacts:/1/../../etc",
            "mlflow-artifacts:/1/%2e%2e/%2e%2e/etc",
            "models:/m-" + "f" * 32,
        ],
        check,
    )
    assert client.search_model_versions("name = 'flowers'") == []
