"""Second step, in a process of its own: loads the champion by its name and logs how sure it is of new reviews."""

import json

import mlflow
import pandas

from reviews import NEW

EXPERIMENT = "journey-reviews"
MODEL = "journey-mood"


def main():
    mlflow.set_experiment(EXPERIMENT)
    model = mlflow.sklearn.load_model(f"models:/{MODEL}@champion")
    table = pandas.DataFrame({"text": NEW, "mood": model.predict(NEW)})
    table["confidence"] = model.predict_proba(NEW).max(axis=1)
    with mlflow.start_run(run_name="predict"):
        mlflow.set_tag("kind", "batch")
        mlflow.log_param("rows", len(table))
        mlflow.log_metric("average_confidence", table["confidence"].mean())
        mlflow.log_metric("low_confidence_share", (table["confidence"] < 0.6).mean())
        mlflow.log_table(table, "predictions.json")
    print(json.dumps({"moods": list(table["mood"])}))


main()
