"""Tokens and passwords, as the client sends them."""

import mlflow
import pytest
import requests
from mlflow.exceptions import MlflowException

pytestmark = pytest.mark.stile_only


@pytest.fixture
def with_token(start_server):
    return start_server(env={"STILE_TRACKING_TOKEN": "s3cret token"})


@pytest.fixture
def with_password(start_server):
    return start_server(env={"STILE_TRACKING_USERNAME": "åsa", "STILE_TRACKING_PASSWORD": "pass:wörd"})


def log_something(url):
    mlflow.set_tracking_uri(url)
    client = mlflow.MlflowClient()
    run = client.create_run("0")
    client.log_text(run.info.run_id, "hello", "a.txt")
    client.log_metric(run.info.run_id, "m", 1)
    return client.get_run(run.info.run_id).data.metrics


def test_token(with_token, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", "s3cret token")
    assert log_something(with_token.url) == {"m": 1}


def test_wrong_or_no_token(with_token, monkeypatch):
    for token in (None, "other"):
        if token:
            monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", token)
        with pytest.raises(MlflowException, match="UNAUTHENTICATED"):
            mlflow.MlflowClient(with_token.url).get_experiment("0")
        answer = requests.get(f"{with_token.url}/api/2.0/mlflow-artifacts/artifacts?path=0", timeout=10)
        assert answer.status_code == 401
    assert requests.get(f"{with_token.url}/health", timeout=10).text == "OK"


def test_password(with_password, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", "åsa")
    monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", "pass:wörd")
    assert log_something(with_password.url) == {"m": 1}
    monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", "other")
    with pytest.raises(MlflowException, match="UNAUTHENTICATED"):
        log_something(with_password.url)


def test_an_open_server_takes_any_token(server, monkeypatch):
    """Who has a token of another server in the environment is not shut out of this one."""
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", "of another server")
    assert log_something(server.url) == {"m": 1}
