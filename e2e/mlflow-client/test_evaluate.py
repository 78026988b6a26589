"""mlflow.models.evaluate logs its metrics, plots and tables."""

import mlflow
import numpy
import pandas
from sklearn.linear_model import LogisticRegression

RANDOM = numpy.random.default_rng(5)
FEATURES = pandas.DataFrame(RANDOM.normal(size=(60, 2)), columns=["a", "b"])
LABELS = (FEATURES["a"] + FEATURES["b"] > 0).astype(int)


def test_evaluate_a_classifier(client, run_id):
    model = LogisticRegression().fit(FEATURES, LABELS)
    with mlflow.start_run(run_id=run_id):
        info = mlflow.sklearn.log_model(model, name="classifier", pip_requirements=["scikit-learn"])
        result = mlflow.models.evaluate(
            info.model_uri,
            FEATURES.assign(label=LABELS),
            targets="label",
            model_type="classifier",
            evaluator_config={"log_explainer": False, "log_model_explainability": False},
        )
    metrics = client.get_run(run_id).data.metrics
    assert metrics["accuracy_score"] == result.metrics["accuracy_score"] > 0.9
    assert {"roc_auc", "log_loss", "f1_score"} <= set(metrics)
    assert "confusion_matrix.png" in {file.path for file in client.list_artifacts(run_id)}
    assert [each.dataset.name for each in client.get_run(run_id).inputs.dataset_inputs] == ["dataset"]
    logged = {metric.key: metric.value for metric in client.get_logged_model(info.model_id).metrics}
    assert logged["accuracy_score"] == metrics["accuracy_score"]


def test_evaluate_predictions_of_a_table(client, run_id):
    table = pandas.DataFrame({"truth": [1.0, 2.0, 3.0], "guess": [1.1, 1.9, 3.2]})
    with mlflow.start_run(run_id=run_id):
        mlflow.models.evaluate(data=table, targets="truth", predictions="guess", model_type="regressor")
    metrics = client.get_run(run_id).data.metrics
    assert abs(metrics["mean_absolute_error"] - 0.4 / 3) < 1e-9
