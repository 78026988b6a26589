/** Name of the Python module in the model folder's `code/`. */
export const pythonLoaderModule = 'stile_text_loader';

/**
 * The Python that reads a model folder: MLflow's `python_function` calls `_load_pyfunc`, and anybody else can import or
 * run it, since it takes nothing besides the standard library.
 */
export const pythonLoader = String.raw`"""Reads and runs a text model of Stile (format stile.text-lr/1) with nothing but Python's standard library.

    python code/stile_text_loader.py "a text" "another text"

In Python: load_model("path/of/the/model/folder").predict(["a text"]). MLflow loads the folder as python_function, and
mlflow.pyfunc.load_model("models:/name@champion").predict(texts, params={"probabilities": True}) answers with the
probability of each label instead of the label.
"""

import json
import math
import os
import re
import sys

_FORMAT = "stile.text-lr/1"
_WORD = re.compile(r"(?u)\b\w\w+\b")
_COLUMN = "text"


class TextModel:
    """TF-IDF vectors of length 1, then logistic regression."""

    def __init__(self, content):
        if content.get("format") != _FORMAT:
            raise ValueError("model.json has the format %r, this reads %r" % (content.get("format"), _FORMAT))
        options = content["options"]
        self.classes = content["classes"]
        self._columns = {term: column for column, term in enumerate(content["vocabulary"])}
        self._idf = content["idf"]
        self._coefficients = content["coefficients"]
        self._intercepts = content["intercepts"]
        self._shortest, self._longest = options["ngramRange"]
        self._sublinear = options["sublinearTf"]
        self._stop_words = frozenset(content["stopWords"])

    def predict(self, model_input, params=None):
        """The most probable label of each text: a list of texts, a Series, or a table with a column "text".

        With params={"probabilities": True} a table instead, with the probability of each label in a column of its own.
        """
        rows = self.predict_proba(model_input)
        if params and params.get("probabilities"):
            return _to_table(self.classes, rows)
        return [self.classes[probabilities.index(max(probabilities))] for probabilities in rows]

    def predict_proba(self, model_input):
        """Per text the probabilities, in the order of "classes"."""
        return [self._score(text) for text in _read_texts(model_input)]

    def get_raw_model(self):
        """What MLflow's model of the same method gives: this."""
        return self

    def _score(self, text):
        counts = {}
        for term in self._terms(text):
            column = self._columns.get(term)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        values = {}
        for column, count in counts.items():
            values[column] = (1 + math.log(count) if self._sublinear else count) * self._idf[column]
        norm = math.sqrt(sum(value * value for value in values.values())) or 1.0
        sums = []
        for weights, intercept in zip(self._coefficients, self._intercepts):
            sums.append(sum(value * weights[column] for column, value in values.items()) / norm + intercept)
        return _sigmoid(sums[0]) if len(self.classes) == 2 else _softmax(sums)

    def _terms(self, text):
        words = [word for word in _WORD.findall(text.lower()) if word not in self._stop_words]
        for size in range(self._shortest, self._longest + 1):
            for first in range(len(words) - size + 1):
                yield " ".join(words[first : first + size])


def load_model(folder):
    with open(os.path.join(folder, "model.json"), encoding="utf-8") as file:
        return TextModel(json.load(file))


def _load_pyfunc(path):
    """What MLflow calls."""
    return load_model(path)


def _to_table(classes, rows):
    """A data frame, which MLflow brings along; without pandas a list of records."""
    try:
        import pandas
    except ImportError:
        return [dict(zip(classes, probabilities)) for probabilities in rows]
    return pandas.DataFrame(rows, columns=classes)


def _read_texts(model_input):
    if isinstance(model_input, str):
        return [model_input]
    if hasattr(model_input, "columns"):
        columns = list(model_input.columns)
        if _COLUMN not in columns and len(columns) != 1:
            raise ValueError("there is no column %r; the columns are %s" % (_COLUMN, columns))
        model_input = model_input[_COLUMN if _COLUMN in columns else columns[0]]
    elif isinstance(model_input, dict):
        model_input = model_input[_COLUMN]
    if hasattr(model_input, "tolist"):
        model_input = model_input.tolist()
    if isinstance(model_input, str):
        return [model_input]
    texts = [_unwrap(item) for item in model_input]
    if len(texts) == 1 and isinstance(texts[0], (list, tuple)):
        # MLflow makes one row of {"text": [...]}.
        texts = list(texts[0])
    for row, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError("row %d is %r, which is no text" % (row, text))
    return texts


def _unwrap(item):
    """A row that is a list of one text, or a record, is that text."""
    if isinstance(item, dict):
        return item.get(_COLUMN)
    if isinstance(item, (list, tuple)) and len(item) == 1:
        return item[0]
    return item


def _sigmoid(value):
    small = math.exp(-abs(value))
    likely, other = 1 / (1 + small), small / (1 + small)
    return [other, likely] if value > 0 else [likely, other]


def _softmax(sums):
    most = max(sums)
    powers = [math.exp(value - most) for value in sums]
    total = sum(powers)
    return [power / total for power in powers]


def _main(arguments):
    texts = arguments or [line.rstrip("\n") for line in sys.stdin]
    model = load_model(os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
    for probabilities in model.predict_proba(texts):
        best = probabilities.index(max(probabilities))
        answer = {"label": model.classes[best], "probabilities": dict(zip(model.classes, probabilities))}
        print(json.dumps(answer))


if __name__ == "__main__":
    _main(sys.argv[1:])
`;
