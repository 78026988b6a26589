"""Loads a model by its flavors, and gives it rows in the shape that it takes."""

import importlib
import importlib.metadata
import importlib.util
import os
import sys

from stile_scoring.answers import to_plain
from stile_scoring.refusals import invalid
from stile_scoring.rows import Tensor, kind, shorten
from stile_scoring.signature import cast, pick_columns, to_tensor, wrong_columns


class Model:
    """A loaded model: what to call, and what is known of its input."""

    def __init__(self, settings):
        self.folder = settings["folder"]
        self.flavors = settings["flavors"]
        signature = settings.get("signature") or {}
        specs = signature.get("inputs")
        self.specs = specs if isinstance(specs, list) and specs else None
        self.is_tensor = bool(self.specs) and self.specs[0].get("type") == "tensor"
        self.outputs = signature.get("outputs")
        self.pyfunc = None
        self.raw = None
        self.loaded_by = ""
        self._load()
        self.takes_texts = self._find_text_input()

    def _load(self):
        conf = self.flavors.get("python_function") or {}
        if importlib.util.find_spec("mlflow") is not None and conf:
            import mlflow.pyfunc

            self.pyfunc = mlflow.pyfunc.load_model(self.folder, suppress_warnings=True)
            self.loaded_by = "mlflow " + importlib.import_module("mlflow.version").VERSION
            if conf.get("loader_module") == "mlflow.sklearn":
                self.raw = getattr(getattr(self.pyfunc, "_model_impl", None), "sklearn_model", None)
            return
        if "sklearn" in self.flavors:
            self.raw = self._load_sklearn(self.flavors["sklearn"])
            self.loaded_by = "scikit-learn " + importlib.metadata.version("scikit-learn")
            return
        loader = conf.get("loader_module", "")
        if loader == "" or loader.split(".")[0] == "mlflow":
            raise ModuleNotFoundError("No module named 'mlflow'", name="mlflow")
        self._add_code(conf.get("code"))
        path = os.path.join(self.folder, conf["data"]) if "data" in conf else self.folder
        self.pyfunc = importlib.import_module(loader)._load_pyfunc(path)
        self.loaded_by = loader

    def _load_sklearn(self, conf):
        self._add_code(conf.get("code"))
        path = os.path.join(self.folder, conf["pickled_model"])
        how = conf.get("serialization_format", "pickle")
        if how == "skops":
            import skops.io

            return skops.io.load(path, trusted=conf.get("skops_trusted_types"))
        if how not in ("pickle", "cloudpickle"):
            raise ValueError("The model is stored as %r; pickle, cloudpickle and skops can be read." % how)
        reader = importlib.import_module(how)
        with open(path, "rb") as file:
            return reader.load(file)

    def _add_code(self, code):
        if code:
            sys.path.insert(0, os.path.join(self.folder, code))

    def _find_text_input(self):
        """True when a plain list of texts must be given: a vectoriser would read a frame as its column names."""
        if self.raw is None:
            return False
        first = self.raw
        while hasattr(first, "steps") and first.steps:
            first = first.steps[0][1]
        while hasattr(first, "estimator") and not is_vectoriser(first):
            first = first.estimator
        if is_vectoriser(first):
            return True
        specs = self.specs or []
        return len(specs) == 1 and specs[0].get("type") == "string" and specs[0].get("name") is None

    @property
    def predict_name(self):
        return (self.flavors.get("python_function") or {}).get("predict_fn", "predict")

    def prepare(self, rows):
        """The argument for `predict`."""
        if rows.rows == 0:
            raise invalid("The request has no rows. Send at least one.")
        if self.takes_texts:
            return self._texts(rows)
        if self.is_tensor:
            return to_tensor(to_rows(rows, self.specs), self.specs)
        if isinstance(rows, Tensor):
            if self.specs is not None and len(self.specs) > 1:
                raise invalid("The request is a tensor, but the model wants columns. Send dataframe_split.")
            return to_ndarray(rows.value)
        if self.specs is not None:
            return to_frame(pick_columns(rows, self.specs), rows.rows)
        if rows.names is None:
            columns = rows.columns
            return to_ndarray(columns[0] if len(columns) == 1 else [list(row) for row in zip(*columns)])
        return to_frame(dict(zip(rows.names, rows.columns)), rows.rows)

    def _texts(self, rows):
        if isinstance(rows, Tensor):
            values = rows.value
            if isinstance(values, dict) or any(isinstance(v, list) and len(v) != 1 for v in values):
                raise invalid("The model takes one text per row.")
            values = [v[0] if isinstance(v, list) else v for v in values]
            return list(cast(values, {"type": "string"}, "the input"))
        name = self.specs[0].get("name") if self.specs else None
        if name is not None and rows.names is not None and name in rows.names:
            values = rows.columns[rows.names.index(name)]
        elif len(rows.columns) == 1 and (name is None or rows.names is None):
            values = rows.columns[0]
        else:
            raise wrong_columns(rows, self.specs or [{"name": None}])
        for row, value in enumerate(values, 1):
            if not isinstance(value, str):
                place = name or (rows.names or ["the input"])[0]
                raise invalid('Row %d of "%s" is %s, %s. Send a text in quotes.' % (row, place, shorten(value), kind(value)))
        return list(values)

    def predict(self, data, params):
        if self.raw is not None:
            # What MLflow's wrapper does, without typing the columns a second time.
            return getattr(self.raw, self.predict_name)(data)
        if params is None or self.pyfunc is None:
            return self.pyfunc.predict(data)
        return self.pyfunc.predict(data, params=params)

    def probabilities(self, data):
        """Classes and their probabilities per row, for classifiers of scikit-learn that tell them; else None."""
        if self.raw is None or self.predict_name != "predict":
            return None
        classes = getattr(self.raw, "classes_", None)
        tell = getattr(self.raw, "predict_proba", None)
        if classes is None or tell is None or getattr(classes, "ndim", 1) != 1:
            return None
        try:
            return to_plain(classes), to_plain(tell(data))
        except Exception:
            return None


def is_vectoriser(step):
    """TfidfVectorizer, CountVectorizer, HashingVectorizer and what is built on them."""
    return any(base.__name__ == "_VectorizerMixin" for base in type(step).__mro__)


def to_rows(rows, specs):
    """A frame as tensors: one of its rows where the model takes one without a name, else one per column."""
    if isinstance(rows, Tensor):
        return rows
    if rows.names is not None and (len(specs) > 1 or specs[0].get("name") is not None):
        return Tensor(dict(zip(rows.names, rows.columns)), rows.rows)
    return Tensor([list(row) for row in zip(*rows.columns)], rows.rows)


def to_ndarray(value):
    try:
        import numpy
    except ImportError:
        return value
    return numpy.array(value)


def to_frame(columns, rows):
    """A frame; where pandas is not installed, what comes closest: the rows as an array, or the columns as they are."""
    try:
        import pandas
    except ImportError:
        try:
            import numpy
        except ImportError:
            return columns
        return numpy.column_stack(list(columns.values()))
    return pandas.DataFrame(columns, index=range(rows))
