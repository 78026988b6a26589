"""The Python client's own time for some calls to two servers, in turns; prints JSON."""

import json
import os
import statistics
import sys
import tempfile
import time

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["DO_NOT_TRACK"] = "true"

from mlflow import MlflowClient
from mlflow.entities import Metric


class Subject:
    def __init__(self, address):
        self.client = MlflowClient(tracking_uri=address)
        self.bench = self.client.get_experiment_by_name("bench").experiment_id
        self.scratch = self.client.get_experiment_by_name("bench scratch").experiment_id
        self.run = self.client.create_run(self.scratch).info.run_id
        self.count = 0

    def next(self):
        self.count += 1
        return self.count


def log_metric(subject):
    step = subject.next()
    subject.client.log_metric(subject.run, "from python", step / 7, step=step)


def log_batch(subject):
    base = subject.next() * 100
    now = int(time.time() * 1000)
    metrics = [Metric(f"py-{n % 10}", n / 7, now, base + n // 10) for n in range(1000)]
    subject.client.log_batch(subject.run, metrics=metrics)


def log_param(subject):
    subject.client.log_param(subject.run, f"py-{subject.next()}", "0.01")


def create_run(subject):
    subject.client.create_run(subject.scratch, tags={"mlflow.user": "kim"})


def get_run(subject):
    subject.client.get_run(subject.run)


def search_newest(subject):
    subject.client.search_runs([subject.bench], max_results=100)


def search_sorted(subject):
    subject.client.search_runs([subject.bench], order_by=["metrics.m1 DESC"], max_results=100)


def search_thousand(subject):
    subject.client.search_runs([subject.bench], max_results=1000)


def log_artifact(subject):
    subject.client.log_artifact(subject.run, artifact_file.name, f"folder-{subject.next()}")


calls = {
    "log_metric": log_metric,
    "log_batch of 1,000 metrics": log_batch,
    "log_param": log_param,
    "create_run": create_run,
    "get_run": get_run,
    "search_runs, 100 newest": search_newest,
    "search_runs, 100 by a metric": search_sorted,
    "search_runs, 1,000 newest": search_thousand,
    "log_artifact of 1 MB": log_artifact,
}
seconds_per_turn = 0.4


def take_turn(call, subject):
    times = []
    begin = time.perf_counter()
    while not times or (time.perf_counter() - begin < seconds_per_turn and len(times) < 100):
        start = time.perf_counter()
        call(subject)
        times.append((time.perf_counter() - start) * 1000)
    return times


with tempfile.NamedTemporaryFile(suffix=".bin") as artifact_file:
    artifact_file.write(os.urandom(1024 * 1024))
    artifact_file.flush()
    turns = int(sys.argv[1])
    subjects = [Subject(address) for address in sys.argv[2:]]
    report = []
    for name, call in calls.items():
        for subject in subjects:
            call(subject)
        samples = [[] for _ in subjects]
        for _ in range(turns):
            for index, subject in enumerate(subjects):
                samples[index] += take_turn(call, subject)
        report.append({"name": name, "ms": [statistics.median(times) for times in samples]})
    print(json.dumps(report))
