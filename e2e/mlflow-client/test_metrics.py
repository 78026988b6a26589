"""Metrics: single values, batches, histories, special numbers, async logging."""

import math
import time

import mlflow
import pytest
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException

from support import check_each

LARGEST = 1.7976931348623157e308


def points(client, run_id, key):
    return [(point.step, point.value) for point in client.get_metric_history(run_id, key)]


def test_history_is_ordered_by_time_then_step(client, run_id):
    client.log_metric(run_id, "m", 1.0, timestamp=2000, step=1)
    client.log_metric(run_id, "m", 2.0, timestamp=1000, step=5)
    client.log_metric(run_id, "m", 3.0, timestamp=1000, step=-2)
    client.log_metric(run_id, "m", 3.0, timestamp=1000, step=-2)
    history = client.get_metric_history(run_id, "m")
    assert [(p.timestamp, p.step, p.value) for p in history] == [(1000, -2, 3.0), (1000, 5, 2.0), (2000, 1, 1.0)]
    assert {p.key for p in history} == {"m"}


def test_the_latest_value_has_the_highest_step_then_time_then_value(client, run_id):
    for value, timestamp, step in [(1.0, 5, 1), (2.0, 6, 0), (3.0, 7, 5), (2.5, 4, 5), (2.9, 7, 5)]:
        client.log_metric(run_id, "m", value, timestamp=timestamp, step=step)
    assert client.get_run(run_id).data.metrics == {"m": 3.0}
    assert client.get_run(run_id).data.to_dictionary()["metrics"] == {"m": 3.0}


def test_values(client, run_id):
    values = {
        "inf": (math.inf, LARGEST),
        "minus inf": (-math.inf, -LARGEST),
        "zero": (0, 0.0),
        "true": (True, 1.0),
        "tiny": (1e-320, 1e-320),
        "huge": (-1.5e300, -1.5e300),
        "sum": (0.1 + 0.2, 0.1 + 0.2),
        "integer": (2**60, float(2**60)),
    }
    for key, (value, _) in values.items():
        client.log_metric(run_id, key, value)
    assert client.get_run(run_id).data.metrics == {key: stored for key, (_, stored) in values.items()}
    for key, (_, stored) in values.items():
        assert points(client, run_id, key) == [(0, stored)]


def test_nan(client, run_id):
    client.log_metric(run_id, "m", math.nan, step=0)
    client.log_metric(run_id, "m", 2, step=1)
    client.log_metric(run_id, "m", math.nan, step=2)
    assert math.isnan(client.get_run(run_id).data.metrics["m"])
    values = [value for _, value in points(client, run_id, "m")]
    assert math.isnan(values[0]) and values[1] == 2 and math.isnan(values[2])


def test_numbers_of_numpy(client, run_id):
    import numpy

    client.log_metric(run_id, "f32", numpy.float32(0.5))
    client.log_metric(run_id, "i64", numpy.int64(7))
    client.log_metric(run_id, "a", numpy.array([2.5]))
    assert client.get_run(run_id).data.metrics == {"f32": 0.5, "i64": 7, "a": 2.5}


def test_big_steps_and_times(client, run_id):
    client.log_metric(run_id, "m", 1, step=2**53 - 1, timestamp=2**53 - 1)
    [point] = client.get_metric_history(run_id, "m")
    assert (point.step, point.timestamp) == (2**53 - 1, 2**53 - 1)


def test_steps_of_64_bits(client, run_id):
    steps = [-(2**63), 2**53 + 1, 1732620000000000001, 1732620000000000002, 2**63 - 1]
    client.log_metric(run_id, "m", 1, step=steps[0], timestamp=1)
    client.log_batch(run_id, [Metric("m", 2, 1, step) for step in steps[1:]])
    history = client.get_metric_history(run_id, "m")
    assert [point.step for point in history] == steps


def test_what_is_no_number(client, run_id):
    with pytest.raises((MlflowException, TypeError)):
        client.log_metric(run_id, "m", "high")
    with pytest.raises(MlflowException) as error:
        client.log_metric(run_id, "m", 1, timestamp=-1)
    assert error.value.error_code == "INVALID_PARAMETER_VALUE"


def test_no_history(client, run_id):
    assert client.get_metric_history(run_id, "nothing") == []


def test_a_batch_of_everything(client, run_id):
    client.log_batch(
        run_id,
        metrics=[Metric("m", step / 2, 1000 + step, step) for step in range(800)],
        params=[Param(f"p{i}", str(i)) for i in range(100)],
        tags=[RunTag(f"t{i}", str(i)) for i in range(100)],
    )
    data = client.get_run(run_id).data
    assert data.metrics == {"m": 399.5}
    assert len(data.params) == 100
    assert len([key for key in data.tags if key.startswith("t")]) == 100
    assert points(client, run_id, "m") == [(step, step / 2) for step in range(800)]


def test_1500_metrics_at_once(client):
    with mlflow.start_run() as active:
        mlflow.log_metrics({f"m{i}": i for i in range(1500)}, step=3)
    metrics = client.get_run(active.info.run_id).data.metrics
    assert metrics == {f"m{i}": float(i) for i in range(1500)}


def test_3000_points_of_one_metric(client, run_id):
    for start in range(0, 3000, 1000):
        client.log_batch(run_id, metrics=[Metric("m", s, s, s) for s in range(start, start + 1000)])
    assert points(client, run_id, "m") == [(step, float(step)) for step in range(3000)]


def test_long_histories_come_in_pages(client, run_id, answers):
    for start in range(0, 26_000, 1000):
        client.log_batch(run_id, metrics=[Metric("m", 1, s, s) for s in range(start, start + 1000)])
    answers.clear()
    assert [step for step, _ in points(client, run_id, "m")] == list(range(26_000))
    assert len([answer for answer in answers if "get-history" in answer[1]]) == 2


def test_repeated_batches_change_nothing(client, run_id):
    batch = {
        "metrics": [Metric("m", step, 5, step) for step in range(10)],
        "params": [Param("p", "1")],
        "tags": [RunTag("t", "1")],
    }
    client.log_batch(run_id, **batch)
    client.log_batch(run_id, **batch)
    assert len(points(client, run_id, "m")) == 10


def test_refused_batches_leave_nothing(client, run_id):
    store = client._tracking_client.store

    def check(metrics, params, tags):
        with pytest.raises(MlflowException) as error:
            store.log_batch(run_id, metrics, params, tags)
        assert error.value.error_code == "INVALID_PARAMETER_VALUE"
        data = client.get_run(run_id).data
        assert (data.metrics, data.params, list(data.tags)) == ({}, {}, ["mlflow.runName"])

    check_each(
        [
            ([Metric("m", 1, 1, step) for step in range(1001)], [], []),
            ([], [Param(f"p{i}", "1") for i in range(101)], []),
            ([], [], [RunTag(f"t{i}", "1") for i in range(101)]),
            ([Metric("m", 1, 1, s) for s in range(950)], [], [RunTag(f"t{i}", "1") for i in range(51)]),
            ([], [Param("same", "1"), Param("same", "2")], []),
            ([Metric("fine", 1, 1, 1), Metric("semi;colon", 1, 1, 1)], [], []),
        ],
        check,
    )


def test_async_logging(client):
    with mlflow.start_run() as active:
        pending = [mlflow.log_metric("m", step, step=step, synchronous=False) for step in range(200)]
        pending.append(mlflow.log_params({"a": 1, "b": 2}, synchronous=False))
        pending.append(mlflow.set_tags({"t": "1"}, synchronous=False))
        for operation in pending:
            operation.wait()
    run = client.get_run(active.info.run_id)
    assert points(client, active.info.run_id, "m") == [(step, float(step)) for step in range(200)]
    assert run.data.params == {"a": "1", "b": "2"}
    assert run.data.tags["t"] == "1"


def test_async_logging_as_configured(client):
    mlflow.config.enable_async_logging(True)
    try:
        with mlflow.start_run() as active:
            for step in range(50):
                mlflow.log_metric("m", step, step=step)
        mlflow.flush_async_logging()
    finally:
        mlflow.config.enable_async_logging(False)
    assert len(points(client, active.info.run_id, "m")) == 50


def test_metrics_of_a_dataset_and_a_model(client, run_id):
    with mlflow.start_run(run_id=run_id):
        model = mlflow.initialize_logged_model(name="net")
        mlflow.log_metric("acc", 0.9, step=2, model_id=model.model_id)
        mlflow.finalize_logged_model(model.model_id, "READY")
    [metric] = client.get_logged_model(model.model_id).metrics
    assert (metric.key, metric.value, metric.step, metric.run_id) == ("acc", 0.9, 2, run_id)
    assert client.get_run(run_id).data.metrics == {"acc": 0.9}


def test_time_is_now_when_none_is_given(client, run_id):
    before = int(time.time() * 1000)
    client.log_metric(run_id, "m", 1)
    assert before <= client.get_metric_history(run_id, "m")[0].timestamp <= time.time() * 1000
