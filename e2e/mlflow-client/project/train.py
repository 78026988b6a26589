"""Trains a model of two features and registers it; knows MLflow and nothing of Stile."""

import sys

import mlflow
from sklearn.linear_model import LogisticRegression

ROWS = [[0.0, 0.1], [0.2, 0.0], [0.9, 1.0], [1.0, 0.8]]
LABELS = [0, 0, 1, 1]

name = sys.argv[1]
mlflow.set_experiment("project")
with mlflow.start_run(run_name="training"):
    model = LogisticRegression(C=float(sys.argv[2])).fit(ROWS, LABELS)
    mlflow.log_param("C", model.C)
    mlflow.log_metric("accuracy", model.score(ROWS, LABELS))
    mlflow.sklearn.log_model(
        model, name="model", registered_model_name=name, input_example=ROWS[:1], pip_requirements=["scikit-learn"]
    )
