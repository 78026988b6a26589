"""CPU, memory and disk of the training machine, logged from a thread beside the run."""

import mlflow
from support import wait_until


def test_system_metrics(client):
    mlflow.set_system_metrics_sampling_interval(0.2)
    mlflow.set_system_metrics_samples_before_logging(1)
    try:
        with mlflow.start_run(log_system_metrics=True) as active:
            run_id = active.info.run_id
            wait_until(lambda: len(client.get_metric_history(run_id, "system/cpu_utilization_percentage")) >= 2)
    finally:
        mlflow.set_system_metrics_sampling_interval(None)
        mlflow.set_system_metrics_samples_before_logging(None)
    metrics = client.get_run(run_id).data.metrics
    assert 0 < metrics["system/system_memory_usage_percentage"] <= 100
    assert "system/disk_usage_megabytes" in metrics
    steps = [point.step for point in client.get_metric_history(run_id, "system/cpu_utilization_percentage")]
    assert steps == sorted(steps)
