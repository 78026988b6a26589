"""First step: trains a classifier of reviews, logs what it did, and registers the model as champion."""

import json

import mlflow
from mlflow.models import infer_signature
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from reviews import BAD, GOOD

EXPERIMENT = "journey-reviews"
MODEL = "journey-mood"


def main():
    mlflow.set_experiment(EXPERIMENT)
    texts = [*GOOD, *BAD]
    moods = ["good"] * len(GOOD) + ["bad"] * len(BAD)
    with mlflow.start_run(run_name="train") as run:
        params = {"ngram_max": 1, "strength": 10.0, "folds": 4}
        mlflow.log_params(params)
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, params["ngram_max"]), sublinear_tf=True),
            LogisticRegression(C=params["strength"]),
        )
        scores = cross_val_score(model, texts, moods, cv=params["folds"])
        for fold, score in enumerate(scores):
            mlflow.log_metric("fold_accuracy", score, step=fold)
        mlflow.log_metrics({"accuracy": scores.mean(), "rows": len(texts)})
        model.fit(texts, moods)
        info = mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(texts, moods),
            pip_requirements=["scikit-learn"],
        )
        mlflow.log_dict({"classes": list(model.classes_), "words": len(model[0].vocabulary_)}, "facts.json")
    version = mlflow.register_model(info.model_uri, MODEL)
    mlflow.MlflowClient().set_registered_model_alias(MODEL, "champion", version.version)
    print(json.dumps({"run_id": run.info.run_id, "version": int(version.version)}))


main()
