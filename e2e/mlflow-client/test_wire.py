"""What scripts meet beside the calls themselves: retries, errors, addresses, requests made by hand."""

import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import mlflow
import pytest
import requests
from mlflow.exceptions import RestException


def test_health_and_version(server):
    health = requests.get(f"{server.url}/health", timeout=10)
    assert (health.status_code, health.text) == (200, "OK")
    version = requests.get(f"{server.url}/version", timeout=10)
    assert version.status_code == 200
    assert [int(part) for part in version.text.split(".")[:2]] >= [3, 0]


def test_addresses_in_the_terminal(server, run_id, experiment_id, capsys):
    with mlflow.start_run(run_id=run_id):
        pass
    printed = capsys.readouterr().out
    for address in (f"{server.url}/#/experiments/{experiment_id}/runs/{run_id}", f"{server.url}/#/experiments/1"):
        assert address in printed
    page = requests.get(server.url, timeout=10)
    assert page.status_code in (200, 401)  # a browser that Stile has not let in yet is told how
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.stile_only
def test_routes_that_do_not_exist(server):
    for method, path in (("GET", "/api/2.0/mlflow/nothing"), ("POST", "/api/3.0/mlflow/scorers/list")):
        answer = requests.request(method, server.url + path, json={}, timeout=10)
        assert answer.status_code == 404
        assert answer.json()["error_code"] == "ENDPOINT_NOT_FOUND"


def test_a_request_by_hand(server, run_id):
    """Numbers may be texts, unknown fields are ignored, and what is missing is named."""
    address = f"{server.url}/api/2.0/mlflow/runs/log-metric"
    body = {"run_uuid": run_id, "key": "m", "value": "NaN", "timestamp": "5", "step": "3", "other": 1}
    assert requests.post(address, json=body, timeout=10).json() == {}
    answer = requests.get(
        f"{server.url}/ajax-api/2.0/mlflow/metrics/get-history", {"run_id": run_id, "metric_key": "m"}, timeout=10
    )
    assert answer.json() == {"metrics": [{"key": "m", "value": "NaN", "timestamp": 5, "step": 3}]}
    missing = requests.post(address, json={"run_id": run_id, "value": 1, "timestamp": 1}, timeout=10)
    assert missing.status_code == 400
    assert "Missing value for required parameter 'key'" in missing.json()["message"]
    wrong = requests.post(address, json={**body, "key": 5}, timeout=10)
    assert wrong.status_code == 400
    assert "Invalid value 5 for parameter 'key' supplied" in wrong.json()["message"]


def test_bodies_that_are_no_json(server):
    address = f"{server.url}/api/2.0/mlflow/experiments/create"
    as_text = requests.post(address, data='{"name": "x"}', headers={"Content-Type": "text/plain"}, timeout=10)
    assert (as_text.status_code, as_text.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")
    broken = requests.post(address, data="{", headers={"Content-Type": "application/json"}, timeout=10)
    assert broken.status_code == 400


def test_absent_and_empty_fields(server, run_id):
    info = requests.get(f"{server.url}/api/2.0/mlflow/runs/get", {"run_id": run_id}, timeout=10).json()["run"]["info"]
    assert info["run_id"] == info["run_uuid"] == run_id
    assert "end_time" not in info
    assert isinstance(info["start_time"], int)
    none = requests.post(f"{server.url}/api/2.0/mlflow/runs/search", json={"experiment_ids": []}, timeout=10)
    assert none.json() == {}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
@pytest.mark.stile_only
def test_every_name_of_this_machine(server, host):
    port = server.url.rsplit(":", 1)[1]
    client = mlflow.MlflowClient(f"http://{host}:{port}")
    assert client.get_experiment("0").name == "Default"


@pytest.mark.stile_only
def test_other_hosts_and_origins_are_refused(server):
    """A page of the web that rebinds its name to this machine gets nothing."""
    rebound = requests.get(f"{server.url}/api/2.0/mlflow/experiments/get?experiment_id=0", headers={"Host": "evil.example"})
    assert rebound.status_code == 403
    foreign = requests.post(
        f"{server.url}/api/2.0/mlflow/experiments/create",
        json={"name": "x"},
        headers={"Origin": "https://evil.example"},
        timeout=10,
    )
    assert foreign.status_code == 403
    assert mlflow.get_experiment_by_name("x") is None


class LossyProxy(ThreadingHTTPServer):
    """Passes requests on; of the first ones the connection ends when they have arrived, before the answer."""

    def __init__(self, target, losses):
        super().__init__(("127.0.0.1", 0), _LossyHandler)
        self.target = urlsplit(target).netloc
        self.losses_left = losses
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class _LossyHandler(BaseHTTPRequestHandler):
    def _pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        upstream = HTTPConnection(self.server.target, timeout=10)
        upstream.request(self.command, self.path, body, headers)
        self.close_connection = True
        if self.server.losses_left > 0:
            self.server.losses_left -= 1
            upstream.close()
            return
        answer = upstream.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        upstream.close()

    do_GET = do_POST = _pass_on

    def log_message(self, *_):
        pass


@pytest.fixture
def lossy(server, monkeypatch):
    """Makes clients whose first request arrives while its answer does not, so that they send it again."""
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "3")
    proxies = []

    def make(losses=1):
        proxies.append(LossyProxy(server.url, losses))
        threading.Thread(target=proxies[-1].serve_forever, daemon=True).start()
        return mlflow.MlflowClient(proxies[-1].url)

    yield make
    for proxy in proxies:
        proxy.shutdown()
        proxy.server_close()


def test_repeated_logging_changes_nothing(lossy, client, run_id):
    lossy().log_metric(run_id, "m", 1, timestamp=5, step=1)
    lossy().log_param(run_id, "p", "1")
    lossy().set_tag(run_id, "t", "1")
    assert len(client.get_metric_history(run_id, "m")) == 1
    assert client.get_run(run_id).data.params == {"p": "1"}


@pytest.mark.better_than_mlflow("makes a second run, version and model of a create that is sent again")
def test_repeated_creates_make_one(lossy, client, experiment_id, run):
    lossy().create_run(experiment_id, start_time=777, run_name="once", tags={"a": "b"})
    assert len(client.search_runs([experiment_id], "run_name = 'once'")) == 1
    client.create_registered_model("flowers")
    lossy().create_model_version("flowers", f"{run.info.artifact_uri}/model", run.info.run_id)
    assert len(client.search_model_versions("name = 'flowers'")) == 1


def test_errors_come_at_once(client, monkeypatch):
    """With the client's own settings an error of the server would hold a script up for minutes."""
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "7")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", "2")
    started = time.monotonic()
    for call in (
        lambda: client.get_run("0" * 32),
        lambda: client.search_runs(["0"], "nonsense"),
        lambda: client.get_model_version("nobody", "1"),
        lambda: client.create_experiment("Default"),
        lambda: mlflow.artifacts.load_text("mlflow-artifacts:/0/nothing.txt"),
    ):
        with pytest.raises(Exception):  # noqa: B017 - each has its own
            call()
    assert time.monotonic() - started < 8


def test_an_error_names_its_code(client):
    with pytest.raises(RestException) as error:
        client.get_run("0" * 32)
    assert error.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    assert error.value.get_http_status_code() == 404
    assert "0" * 32 in error.value.message


def test_a_connection_that_lay_idle(client, run_id):
    """It is not closed under the next call: Python uses it again without asking."""
    for step in range(2):
        client.log_metric(run_id, "m", 1, step=step)
        time.sleep(6 * (1 - step))
    assert len(client.get_metric_history(run_id, "m")) == 2
