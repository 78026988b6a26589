"""Every test has a server with an empty workspace, and an MLflow client in its first state that speaks to it."""

import os

for name in [name for name in os.environ if name.startswith("MLFLOW_")]:
    del os.environ[name]
# A 5xx must fail the test at once, instead of being tried again for minutes, or until it goes well.
os.environ.update(
    {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "0",
        "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER": "0",
        "MLFLOW_HTTP_REQUEST_TIMEOUT": "60",
        "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
        "GIT_PYTHON_REFRESH": "quiet",
        "MPLBACKEND": "Agg",
        "TQDM_DISABLE": "1",
    }
)

import logging
import random

import mlflow
import pytest
import requests
from mlflow.tracking import fluent
from mlflow.utils.autologging_utils import AUTOLOGGING_INTEGRATIONS

import servers

AGAINST_MLFLOW = os.environ.get("STILE_CONFORMANCE_SERVER") == "mlflow"
ENVIRONMENT = dict(os.environ)


def pytest_report_header():
    return f"MLflow client {mlflow.__version__}, server: {'mlflow' if AGAINST_MLFLOW else 'stile'}"


def pytest_collection_modifyitems(config, items):
    """Against MLflow's own server only the tests run that it can pass; that server does not start everywhere."""
    away = [item for item in items if is_left_out(item)]
    config.hook.pytest_deselected(items=away)
    items[:] = [item for item in items if not is_left_out(item)]


def is_left_out(item):
    if AGAINST_MLFLOW:
        return is_about_stile(item)
    return bool(item.get_closest_marker("beside_mlflow")) and not servers.can_start_mlflow()


def is_about_stile(item):
    return any(item.get_closest_marker(name) for name in ("stile_only", "better_than_mlflow"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What the server wrote while a test failed stands below the failure."""
    report = yield
    server = item.funcargs.get("server")
    if report.failed and server is not None and server.log().strip():
        report.sections.append(("Server's log", server.log()[-6000:]))
    return report


@pytest.fixture(scope="session")
def pool():
    servers_ahead = servers.ServerPool(servers.start_mlflow if AGAINST_MLFLOW else servers.open_stile)
    yield servers_ahead
    servers_ahead.close()


@pytest.fixture
def server(pool):
    taken = pool.take()
    yield taken
    pool.give_back(taken)


@pytest.fixture
def start_server(pool):
    """Starts another engine of Stile, with settings in its environment."""
    started = []

    def start(workspace=None, env=None, port=0, arguments=()):
        folder = workspace or pool.new_workspace()
        started.append(servers.start_stile(folder, env, port, arguments).wait_until_ready())
        return started[-1]

    yield start
    for each in started:
        pool.give_back(each)


@pytest.fixture
def workshop(pool, start_server):
    """An engine whose model was trained and promoted by Stile itself."""
    folder = pool.new_workspace()
    servers.run_stile(folder, "new", "workshop", str(folder))
    engine = start_server(folder)
    assert servers.run_stile(folder, "pipeline", "run", "train")["state"] == "success"
    mlflow.set_tracking_uri(engine.url)
    return engine


@pytest.fixture(autouse=True)
def fresh_client(server, tmp_path, monkeypatch):
    """No run, experiment, address or environment variable is left over from the test before."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MLFLOW_") and name not in ENVIRONMENT]:
        del os.environ[name]
    mlflow.set_tracking_uri(server.url)
    mlflow.set_registry_uri(None)
    yield
    while mlflow.active_run():
        mlflow.end_run()
    for settings in AUTOLOGGING_INTEGRATIONS.values():
        settings["disable"] = True
    mlflow.disable_system_metrics_logging()
    fluent._active_experiment_id = None
    if hasattr(mlflow, "clear_active_model"):
        mlflow.clear_active_model()


@pytest.fixture(autouse=True)
def answers(monkeypatch, request):
    """Every answer that the client got, as (method, path, status): none may be a 5xx that asks for a retry."""
    seen = []
    send = requests.adapters.HTTPAdapter.send

    def recording_send(adapter, prepared, **options):
        response = send(adapter, prepared, **options)
        seen.append((prepared.method, prepared.path_url, response.status_code))
        return response

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", recording_send)
    yield seen
    failures = [answer for answer in seen if answer[2] >= 500 and answer[2] != 501]
    assert not failures or AGAINST_MLFLOW, f"answers that make the client try again: {failures}"


@pytest.fixture
def client():
    return mlflow.MlflowClient()


@pytest.fixture
def experiment_id(client):
    return client.create_experiment("conformance")


@pytest.fixture
def run(client, experiment_id):
    """A running run of the experiment, made by the client and not active in the fluent API."""
    return client.create_run(experiment_id)


@pytest.fixture
def run_id(run):
    return run.info.run_id


@pytest.fixture(autouse=True)
def same_chance_each_time():
    random.seed(11)


logging.getLogger("mlflow").setLevel(logging.ERROR)
