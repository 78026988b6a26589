"""MLflow's own tracking server for `STILE_CONFORMANCE_SERVER=mlflow`, which shows that the tests are right.

Reads names of folders from stdin and answers each with a line {"pid", "address"}: a server with a database
of its own in that folder. It loads MLflow once (seconds) and forks (milliseconds), so it runs on POSIX only.
"""

import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"

import uvicorn
from mlflow import server as mlflow_server
from mlflow.server import fastapi_app
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore


def main():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "empty.db")
        store = SqlAlchemyStore(f"sqlite:///{template}", "mlflow-artifacts:/")
        store._dispose_engine()
        for line in sys.stdin:
            print(json.dumps(fork_server(Path(line.strip()), template)), flush=True)


def fork_server(workspace, template):
    shutil.copy(template, workspace / "mlflow.db")
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    pid = os.fork()
    if pid == 0:
        serve(workspace, listener)
        os._exit(0)
    listener.close()
    return {"pid": pid, "address": address}


def serve(workspace, listener):
    log = os.open(workspace / "server.log", os.O_WRONLY | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ[mlflow_server.BACKEND_STORE_URI_ENV_VAR] = f"sqlite:///{workspace / 'mlflow.db'}"
    os.environ[mlflow_server.REGISTRY_STORE_URI_ENV_VAR] = f"sqlite:///{workspace / 'mlflow.db'}"
    os.environ[mlflow_server.ARTIFACT_ROOT_ENV_VAR] = "mlflow-artifacts:/"
    os.environ[mlflow_server.ARTIFACTS_DESTINATION_ENV_VAR] = str(workspace / "artifacts")
    os.environ[mlflow_server.SERVE_ARTIFACTS_ENV_VAR] = "true"
    config = uvicorn.Config(fastapi_app.app, log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


main()
