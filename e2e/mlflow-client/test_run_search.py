"""The whole filter language of search_runs, its orders and its pages."""

import math

import mlflow
import pandas
import pytest
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException, RestException

from support import all_pages, check_each

#         name      start  metrics                                   params                       tags
RUNS = [
    ("alpha", 1000, {"acc": 0.9, "loss": 0.1, "log loss": 1.0}, {"lr": "0.1", "opt": "adam"}, {"team": "vision"}),
    ("beta", 2000, {"acc": 0.5, "loss": 0.5}, {"lr": "0.01", "opt": "SGD"}, {"team": "text", "a.b": "c"}),
    ("gamma", 3000, {"acc": math.nan}, {"lr": "0.1"}, {"quote": "it's"}),
    ("delta", 4000, {"loss": -2e3, "1st": 7.0}, {"opt": "Adam", "max depth": "3"}, {"team": "vision", "k-v": "x"}),
    ("epsilon", 5000, {}, {}, {}),
]


@pytest.fixture
def runs(client, experiment_id):
    ids = {}
    for name, start, metrics, params, tags in RUNS:
        run = client.create_run(experiment_id, start_time=start, run_name=name)
        ids[name] = run.info.run_id
        client.log_batch(
            run.info.run_id,
            [Metric(key, value, 1, 0) for key, value in metrics.items()],
            [Param(key, value) for key, value in params.items()],
            [RunTag(key, value) for key, value in tags.items()],
        )
    client.set_terminated(ids["alpha"], "FINISHED", end_time=9000)
    client.set_terminated(ids["beta"], "FAILED", end_time=8000)
    return ids


def found(client, experiment_id, filter_string="", **options):
    return [run.info.run_name for run in client.search_runs([experiment_id], filter_string, **options)]


FILTERS = [
    ("", "alpha beta gamma delta epsilon"),
    ("metrics.acc > 0.5", "alpha"),
    ("metrics.acc >= 0.5", "alpha beta"),
    ("metric.loss != 0.5", "alpha delta"),
    ("metrics.loss = -2e3", "delta"),
    ("metrics.loss < .2", "alpha delta"),
    ("metrics.loss <= 0.1", "alpha delta"),
    ("metrics.`log loss` = 1", "alpha"),
    ('metrics."log loss" > 0', "alpha"),
    ("metrics.`1st` = 7", "delta"),
    ("params.opt = 'adam'", "alpha"),
    ("param.opt != 'adam'", "beta delta"),
    ("parameters.opt LIKE 'a%'", "alpha"),
    ("params.opt ILIKE 'A%'", "alpha delta"),
    ("params.opt like '_dam'", "alpha delta"),
    ('params."max depth" = "3"', "delta"),
    ("params.lr = '0.1' and params.opt = 'adam'", "alpha"),
    ("tags.team = 'vision'", "alpha delta"),
    ("tag.team != 'vision'", "beta"),
    ("tags.a.b = 'c'", "beta"),
    ("tags.`k-v` = 'x'", "delta"),
    ("tags.quote = \"it's\"", "gamma"),
    ("tags.mlflow.runName = 'gamma'", "gamma"),
    ("attributes.status = 'FAILED'", "beta"),
    ("status != 'RUNNING'", "alpha beta"),
    ("attribute.run_name LIKE '%ta'", "beta delta"),
    ("attr.run_name ILIKE 'ALPHA'", "alpha"),
    ("`run name` = 'beta'", "beta"),
    ("run.start_time >= 3000", "gamma delta epsilon"),
    ("attributes.created < 2000", "alpha"),
    ("attributes.end_time > 8000", "alpha"),
    ("start_time = 1000 AND metrics.acc > 0.1 AND tags.team = 'vision' AND params.lr = '0.1'", "alpha"),
    ("metrics.acc > 0.1 AND metrics.loss < 0.2", "alpha"),
    ("params.missing = 'x'", ""),
    ("metrics.missing != 1", ""),
]


def test_filters(client, experiment_id, runs):
    def check(filter_string, names):
        assert set(found(client, experiment_id, filter_string)) == set(names.split())

    check_each(FILTERS, check)


def test_filters_by_what_is_there(client, experiment_id, runs):
    assert set(found(client, experiment_id, "params.opt IS NULL")) == {"gamma", "epsilon"}
    assert set(found(client, experiment_id, "tags.team IS NOT NULL")) == {"alpha", "beta", "delta"}


@pytest.mark.better_than_mlflow("takes the 0 that it stores for NaN as the value")
def test_nan_matches_no_comparison(client, experiment_id, runs):
    for operator in ("=", ">=", "<=", "<", ">"):
        assert "gamma" not in found(client, experiment_id, f"metrics.acc {operator} 0")


def test_filter_by_run_id(client, experiment_id, runs):
    a, b = runs["alpha"], runs["beta"]
    assert found(client, experiment_id, f"run_id = '{a}'") == ["alpha"]
    assert set(found(client, experiment_id, f"attributes.run_id IN ('{a}', '{b}')")) == {"alpha", "beta"}
    assert set(found(client, experiment_id, f"run_id NOT IN ('{a}','{b}')")) == {"gamma", "delta", "epsilon"}
    assert len(found(client, experiment_id, f"artifact_uri LIKE '%{a}%'")) == 1


REFUSED = [
    "metrics.acc",
    "metrics.acc > 'high'",
    "metrics.acc = '0.9'",
    "metrics.acc LIKE '0%'",
    "metrics.acc > NaN",
    "params.lr > '0'",
    "params.lr = 0.1",
    "params.opt = adam",
    "tags.team == 'vision'",
    "tags.team <> 'vision'",
    "colour = 'red'",
    "attributes.experiment_id = '1'",
    "lifecycle_stage = 'active'",
    "attributes.source_name = 'x'",
    "datasets.size = '1'",
    "Metrics.acc > 1",
    "start_time > 'yesterday'",
    "metrics.acc > 1; metrics.acc < 2",
    "a.b.c.d",
    "'",
    "metrics.acc BETWEEN 0 AND 1",
]


def test_refused_filters(client, experiment_id, runs):
    def check(filter_string):
        with pytest.raises(RestException) as error:
            client.search_runs([experiment_id], filter_string)
        assert error.value.get_http_status_code() == 400
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"

    check_each(REFUSED, check)


@pytest.mark.better_than_mlflow("has no OR, NOT and parentheses")
def test_more_than_mlflow_understands(client, experiment_id, runs):
    assert set(found(client, experiment_id, "metrics.acc > 0.6 OR tags.team = 'text'")) == {"alpha", "beta"}
    assert set(found(client, experiment_id, "NOT (params.opt = 'adam' OR params.opt = 'SGD')")) == {
        "gamma",
        "delta",
        "epsilon",
    }


ORDERS = [
    ([], "epsilon delta gamma beta alpha"),
    (["start_time ASC"], "alpha beta gamma delta epsilon"),
    (["attributes.start_time desc"], "epsilon delta gamma beta alpha"),
    (["metrics.acc DESC"], "alpha beta gamma epsilon delta"),
    (["metrics.acc ASC"], "beta alpha gamma epsilon delta"),
    (["metrics.loss"], "delta alpha beta epsilon gamma"),
    (["metrics.`log loss` DESC"], "alpha epsilon delta gamma beta"),
    (["params.lr", "start_time"], "beta alpha gamma delta epsilon"),
    (["params.lr DESC", "metrics.acc DESC"], "alpha gamma beta epsilon delta"),
    (["tags.team", "attributes.start_time ASC"], "beta alpha delta gamma epsilon"),
    (["attribute.run_name"], "alpha beta delta epsilon gamma"),
    (["tag.`mlflow.runName` DESC"], "gamma epsilon delta beta alpha"),
    (["status", "start_time"], "beta alpha gamma delta epsilon"),
    (["end_time"], "beta alpha epsilon delta gamma"),
]


def test_orders(client, experiment_id, runs):
    def check(order_by, names):
        assert found(client, experiment_id, order_by=order_by) == names.split()

    check_each(ORDERS, check)


def test_refused_orders(client, experiment_id, runs):
    def check(order_by):
        with pytest.raises(RestException) as error:
            client.search_runs([experiment_id], order_by=[order_by])
        assert error.value.get_http_status_code() == 400

    check_each(["colour", "metrics.acc UP", "datasets.name", "metrics.acc DESC ASC"], check)


@pytest.mark.better_than_mlflow("answers 500 to a key that is given twice")
def test_order_by_one_key_twice(client, experiment_id, runs):
    with pytest.raises(RestException) as error:
        client.search_runs([experiment_id], order_by=["metrics.acc", "metrics.acc DESC"])
    assert error.value.get_http_status_code() == 400


def test_pages_hold_every_run_once(client, experiment_id, runs):
    def check(order_by):
        whole = found(client, experiment_id, order_by=order_by)
        for size in (1, 2, 3):
            rows = all_pages(
                lambda token: client.search_runs(
                    [experiment_id], order_by=order_by, max_results=size, page_token=token
                )
            )
            assert [run.info.run_name for run in rows] == whole

    check_each([[], ["metrics.acc DESC"], ["params.lr"], ["tags.team DESC", "run_name"]], check)


def test_the_last_page_has_no_token(client, experiment_id, runs):
    assert not client.search_runs([experiment_id], max_results=5).token
    assert client.search_runs([experiment_id], max_results=4).token


@pytest.mark.better_than_mlflow("counts rows from the newest one on, so a new run moves all pages")
def test_pages_stay_while_runs_are_added(client, experiment_id, runs):
    first = client.search_runs([experiment_id], max_results=2)
    client.create_run(experiment_id, start_time=6000, run_name="late")
    second = client.search_runs([experiment_id], max_results=2, page_token=first.token)
    assert [run.info.run_name for run in second] == ["gamma", "beta"]


def test_refused_pages(client, experiment_id, runs):
    for options in ({"page_token": "garbage"}, {"max_results": 50_001}, {"max_results": 0}):
        with pytest.raises(MlflowException) as error:
            client.search_runs([experiment_id], **options)
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"


@pytest.mark.better_than_mlflow("answers 500")
def test_an_experiment_id_that_is_no_number(client):
    with pytest.raises(RestException) as error:
        client.search_runs(["first"])
    assert error.value.get_http_status_code() < 500


def test_search_in_several_and_in_no_experiments(client, experiment_id, runs):
    other = client.create_experiment("other")
    client.create_run(other, run_name="elsewhere")
    both = client.search_runs([experiment_id, other])
    assert len(both) == 6 and both[0].info.run_name == "elsewhere"
    assert client.search_runs([]) == []
    assert client.search_runs(["987654"]) == []


def test_view_types(client, experiment_id, runs):
    client.delete_run(runs["beta"])
    assert "beta" not in found(client, experiment_id)
    assert found(client, experiment_id, run_view_type=ViewType.DELETED_ONLY) == ["beta"]
    assert len(found(client, experiment_id, run_view_type=ViewType.ALL)) == 5


def test_a_found_run_holds_everything(client, experiment_id, runs):
    [run] = client.search_runs([experiment_id], "run_name = 'alpha'")
    assert run.to_dictionary() == client.get_run(runs["alpha"]).to_dictionary()


def test_table_of_runs(experiment_id, runs):
    table = mlflow.search_runs([experiment_id], order_by=["start_time ASC"])
    assert isinstance(table, pandas.DataFrame)
    assert list(table["tags.mlflow.runName"]) == ["alpha", "beta", "gamma", "delta", "epsilon"]
    assert list(table["params.opt"][:2]) == ["adam", "SGD"]
    assert table["metrics.acc"][0] == 0.9 and math.isnan(table["metrics.acc"][3])
    assert table["end_time"][0] == pandas.Timestamp(9000, unit="ms", tz="UTC")
    by_name = mlflow.search_runs(experiment_names=["conformance"], filter_string="metrics.acc > 0.6", output_format="list")
    assert [run.info.run_name for run in by_name] == ["alpha"]


def test_250_runs_come_over_several_pages(client, experiment_id):
    for i in range(250):
        client.create_run(experiment_id, start_time=i + 1, run_name=f"r{i}")
    rows = all_pages(lambda token: client.search_runs([experiment_id], max_results=100, page_token=token))
    assert [run.info.run_name for run in rows] == [f"r{i}" for i in reversed(range(250))]
    assert len(mlflow.search_runs([experiment_id], max_results=120)) == 120
