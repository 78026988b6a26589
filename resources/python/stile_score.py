"""Runs one model in MLflow's format for Stile and answers its requests, one after the other.

Stile starts this in the model's own Python environment and speaks with it over stdin and stdout. A message is two
numbers of 4 bytes (big-endian): the length of a JSON header and the length of what follows it; then those two. The
first message says which folder to load; each further one is a request with a body as it came over HTTP. Everything
that the model prints goes to stderr. The program ends when stdin closes.

It needs Python 3.8 or newer. Of packages it needs what the model needs, and `mlflow` for all but a few kinds of model.
"""

import base64
import csv
import datetime
import decimal
import importlib
import importlib.metadata
import importlib.util
import io
import json
import math
import os
import queue
import struct
import sys
import threading
import time
import traceback
import warnings


class Refusal(Exception):
    """A request that gets no predictions: what the client is told instead."""

    def __init__(self, status, code, message, stack=None):
        super().__init__(message)
        self.status, self.code, self.message, self.stack = status, code, message, stack


def bad_request(message):
    return Refusal(400, "BAD_REQUEST", message)


def invalid(message):
    return Refusal(400, "INVALID_PARAMETER_VALUE", message)


# ---------------------------------------------------------------------------------------------------------------
# The wire


class Wire:
    """Messages to and from Stile. Takes stdout for itself: what is printed from now on goes to stderr."""

    def __init__(self):
        self._out = os.fdopen(os.dup(1), "wb")
        self._in = os.fdopen(os.dup(0), "rb")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        # A model that reads stdin must not take Stile's messages.
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        self._messages = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            start = self._in.read(8)
            if len(start) < 8:
                # Stile is gone, or wants no more: nobody would hear an answer.
                os._exit(0)
            header, body = struct.unpack(">II", start)
            self._messages.put((json.loads(self._in.read(header)), self._in.read(body)))

    def receive(self):
        return self._messages.get()

    def send(self, header, body=b""):
        text = json.dumps(header).encode()
        self._out.write(struct.pack(">II", len(text), len(body)) + text + body)
        self._out.flush()


# ---------------------------------------------------------------------------------------------------------------
# Rows of a request


class Table:
    """Columns of a request. `names` is None when the request does not name them."""

    def __init__(self, names, columns, rows):
        self.names, self.columns, self.rows = names, columns, rows

    @staticmethod
    def of_records(place, records):
        names = {}
        for number, record in enumerate(records, 1):
            if not isinstance(record, dict):
                raise bad_request("Row %d of %s is %s, but an object is wanted." % (number, place, kind(record)))
            names.update(dict.fromkeys(record))
        return Table(list(names), [[r.get(n) for r in records] for n in names], len(records))

    @staticmethod
    def of_rows(place, names, rows):
        width = len(names) if names is not None else (len(rows[0]) if rows else 0)
        for number, row in enumerate(rows, 1):
            if not isinstance(row, list):
                raise bad_request("Row %d of %s is %s, but a list is wanted." % (number, place, kind(row)))
            if len(row) != width:
                message = "Row %d of %s has %d values for %d columns. Send one value per column."
                raise bad_request(message % (number, place, len(row), width))
        return Table(names, [[row[i] for row in rows] for i in range(width)], len(rows))

    @staticmethod
    def of_columns(place, columns):
        lists = {name: value if isinstance(value, list) else [value] for name, value in columns.items()}
        lengths = {len(value) for value in lists.values()}
        if len(lengths) > 1:
            seen = ", ".join('"%s" has %d' % (name, len(value)) for name, value in lists.items())
            raise bad_request("The columns of %s are of different lengths: %s." % (place, seen))
        return Table(list(lists), list(lists.values()), lengths.pop() if lengths else 0)

    def log(self):
        """The rows as the log of requests keeps them."""
        if len(self.columns) == 1:
            return self.columns[0]
        if self.names is None:
            return list(zip(*self.columns))
        return [dict(zip(self.names, row)) for row in zip(*self.columns)]


class Tensor:
    """Rows of any depth, or several named ones."""

    def __init__(self, value, rows):
        self.value, self.rows = value, rows

    def log(self):
        if isinstance(self.value, dict):
            return [{n: v[i] for n, v in self.value.items()} for i in range(self.rows)]
        return self.value


def kind(value):
    if value is None:
        return "null"
    for types, words in ((bool, "a boolean"), (str, "a text"), ((int, float), "a number"), (list, "a list")):
        if isinstance(value, types):
            return words
    return "an object" if isinstance(value, dict) else type(value).__name__


def shorten(value):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


FORMATS = ("dataframe_split", "dataframe_records", "instances", "inputs")


def read_invocation(body, wants_tensor):
    """The rows and params of a JSON request in MLflow's formats."""
    request = parse_json(body)
    if not isinstance(request, dict):
        raise bad_request("The body is %s, but an object with one of %s is wanted." % (kind(request), ", ".join(FORMATS)))
    found = [name for name in FORMATS if request.get(name) is not None]
    if len(found) != 1:
        seen = " and ".join('"%s"' % name for name in found or request) or "no keys"
        message = "The body has %s, but exactly one of %s is wanted."
        raise bad_request(message % (shorten(seen), ", ".join(FORMATS)))
    params = request.get("params")
    if params is not None and not isinstance(params, dict):
        raise bad_request('"params" is %s, but an object is wanted.' % kind(params))
    return READERS[found[0]](request[found[0]], wants_tensor), params


def parse_json(body):
    try:
        return json.loads(body.decode("utf-8"))
    except ValueError as error:
        raise bad_request("The body is not JSON: %s." % error)


def read_split(frame, _):
    if not isinstance(frame, dict) or not isinstance(frame.get("data"), list):
        raise bad_request('"dataframe_split" must be an object with columns and data.')
    columns = frame.get("columns")
    if columns is not None and not isinstance(columns, list):
        raise bad_request('"dataframe_split.columns" is %s, but a list of names is wanted.' % kind(columns))
    data = frame["data"]
    if columns is not None and len(columns) == 1 and data and not isinstance(data[0], list):
        data = [[value] for value in data]
    names = None if columns is None else [str(name) for name in columns]
    return Table.of_rows("dataframe_split.data", names, data)


def read_records(records, _):
    if not isinstance(records, list):
        raise bad_request('"dataframe_records" is %s, but a list of objects is wanted.' % kind(records))
    return Table.of_records("dataframe_records", records)


def read_instances(rows, wants_tensor, place="instances"):
    if not isinstance(rows, list):
        raise bad_request('"%s" is %s, but a list of rows is wanted.' % (place, kind(rows)))
    if rows and isinstance(rows[0], dict):
        table = Table.of_records(place, rows)
        return Tensor(dict(zip(table.names, table.columns)), table.rows) if wants_tensor else table
    if wants_tensor:
        return Tensor(rows, len(rows))
    if rows and isinstance(rows[0], list):
        is_deep = any(isinstance(value, list) for value in rows[0])
        return Tensor(rows, len(rows)) if is_deep else Table.of_rows(place, None, rows)
    return Table(None, [rows], len(rows))


def read_inputs(inputs, wants_tensor):
    if isinstance(inputs, dict):
        table = Table.of_columns("inputs", inputs)
        return Tensor(dict(zip(table.names, table.columns)), table.rows) if wants_tensor else table
    if not isinstance(inputs, list):
        inputs = [inputs]
    return read_instances(inputs, wants_tensor, "inputs")


READERS = {
    "dataframe_split": read_split,
    "dataframe_records": read_records,
    "instances": read_instances,
    "inputs": read_inputs,
}


def read_csv(body, specs):
    """A header line, then rows; numbers are read as such where the signature does not say what they are."""
    lines = [line for line in csv.reader(io.StringIO(body.decode("utf-8-sig"))) if line]
    if not lines:
        raise bad_request("The CSV is empty. Send a line with the names of the columns, then one line per row.")
    names, rows = lines[0], lines[1:]
    table = Table.of_rows("the CSV", names, rows)
    types = {spec.get("name"): spec.get("type") for spec in specs or []}
    if len(names) == 1 and len(types) == 1:
        types = {names[0]: next(iter(types.values()))}
    table.columns = [[read_cell(cell, types.get(name)) for cell in column] for name, column in zip(names, table.columns)]
    return table


def read_cell(cell, declared):
    if declared == "string":
        return cell
    if declared == "boolean" and cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    if cell == "":
        return None
    for read in (int, float):
        try:
            return read(cell)
        except ValueError:
            pass
    return cell


def read_inference(body):
    """A request of the Open Inference Protocol: a column per input, or one input with rows of several values."""
    request = parse_json(body)
    inputs = request.get("inputs") if isinstance(request, dict) else None
    if not isinstance(inputs, list) or not inputs or not all(isinstance(part, dict) for part in inputs):
        raise bad_request('The body must be an object with a list of "inputs", each with name, shape, datatype and data.')
    parts = [read_part(number, part) for number, part in enumerate(inputs)]
    rows = {shape[0] for _, shape, _ in parts}
    if len(rows) > 1:
        raise invalid("The inputs have different numbers of rows: %s." % sorted(rows))
    parameters = request.get("parameters")
    params = parameters if isinstance(parameters, dict) and parameters else None
    name, shape, data = parts[0]
    if len(parts) == 1 and len(shape) > 1 and shape[1:] != [1]:
        return Tensor(reshape(data, shape), shape[0]), params, request.get("id")
    return Table([name for name, _, _ in parts], [data for _, _, data in parts], rows.pop()), params, request.get("id")


def read_part(number, part):
    name, shape, data = part.get("name"), part.get("shape"), part.get("data")
    place = "inputs[%d]" % number
    if not isinstance(name, str):
        raise bad_request('"%s.name" is %s, but a text is wanted.' % (place, kind(name)))
    if not isinstance(shape, list) or not shape or not all(isinstance(size, int) and size >= 0 for size in shape):
        raise bad_request('"%s.shape" is %s, but a list of sizes is wanted.' % (place, shorten(shape)))
    if not isinstance(data, list):
        raise bad_request('"%s.data" is %s, but a list is wanted.' % (place, kind(data)))
    while data and isinstance(data[0], list):
        data = [value for inner in data for value in (inner if isinstance(inner, list) else [inner])]
    if len(data) != math.prod(shape):
        raise invalid('"%s.data" has %d values, but the shape %s wants %d.' % (place, len(data), shape, math.prod(shape)))
    return name, shape, data


def reshape(data, shape):
    if len(shape) == 1:
        return data
    size = math.prod(shape[1:])
    return [reshape(data[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0])]


# ---------------------------------------------------------------------------------------------------------------
# Types of a signature


def pick_columns(table, specs):
    """The columns that a signature names, typed, in its order."""
    if specs[0].get("name") is None:
        if len(table.columns) != len(specs):
            raise wrong_columns(table, specs)
        names = table.names or list(range(len(specs)))
        return {name: cast(col, spec, name) for name, col, spec in zip(names, table.columns, specs)}
    if table.names is None:
        if len(table.columns) != len(specs):
            raise wrong_columns(table, specs)
        return {s["name"]: cast(c, s, s["name"]) for c, s in zip(table.columns, specs)}
    by_name = dict(zip(table.names, table.columns))
    missing = [s["name"] for s in specs if s.get("required", True) and s["name"] not in by_name]
    if missing:
        raise wrong_columns(table, specs)
    return {s["name"]: cast(by_name[s["name"]], s, s["name"]) for s in specs if s["name"] in by_name}


def wrong_columns(table, specs):
    named = [spec.get("name") for spec in specs if spec.get("name") is not None]
    wanted = "the columns " + ", ".join('"%s"' % n for n in named) if named else "%d unnamed column(s)" % len(specs)
    if table.names is None:
        seen = "%d unnamed column(s)" % len(table.columns)
    else:
        seen = ", ".join('"%s"' % shorten(n) for n in table.names[:20]) or "no column"
    return invalid("The model wants %s, but the request has %s. Send those columns." % (wanted, seen))


NUMBERS = {"integer": "int32", "long": "int64", "float": "float32", "double": "float64", "boolean": "bool"}
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def cast(values, spec, name):
    """A column as the signature types it: a list of Python values, or a numpy array."""
    declared = spec.get("type")
    read = CASTS.get(declared)
    if read is None:
        return values
    whole = QUICK.get(declared)
    if whole is not None and set(map(type, values)) <= whole:
        return to_array(values, declared)
    cells = []
    for row, value in enumerate(values, 1):
        if value is None and (declared in ("float", "double", "string", "datetime", "binary") or not spec.get("required", True)):
            cells.append(math.nan if declared in NUMBERS else None)
            continue
        try:
            cells.append(read(value))
        except (TypeError, ValueError):
            seen = "null" if value is None else "%s, %s" % (shorten(value), kind(value))
            message = 'Row %d of "%s" is %s, but the model\'s signature says %s. Send that.'
            raise invalid(message % (row, name, seen, WORDS[declared]))
    return to_array(cells, declared)


def to_array(cells, declared):
    try:
        import numpy
    except ImportError:
        return cells
    dtype = NUMBERS.get(declared)
    if declared == "datetime":
        return numpy.array(cells, dtype="datetime64[ns]")
    if dtype is None:
        column = numpy.empty(len(cells), dtype=object)
        column[:] = cells
        return column
    if not dtype.startswith("float") and float in set(map(type, cells)):
        # A whole number may be missing: then it is NaN.
        dtype = "float64"
    try:
        return numpy.array(cells, dtype=dtype)
    except OverflowError:
        raise invalid("A number of the request does not fit into the %s of the model's signature." % declared)


def read_whole(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or int(value) != value:
        raise ValueError(value)
    return int(value)


def read_number(value):
    if isinstance(value, str) and value in SPECIAL:
        return SPECIAL[value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(value)
    return float(value)


def read_text(value):
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def read_boolean(value):
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def read_time(value):
    moment = datetime.datetime.fromisoformat(read_text(value).replace("Z", "+00:00"))
    return moment if moment.tzinfo is None else moment.astimezone(datetime.timezone.utc).replace(tzinfo=None)


def read_binary(value):
    return base64.b64decode(read_text(value), validate=True)


CASTS = {
    "boolean": read_boolean,
    "integer": read_whole,
    "long": read_whole,
    "float": read_number,
    "double": read_number,
    "string": read_text,
    "datetime": read_time,
    "binary": read_binary,
}
# Types of JSON that a whole column may have without a look at each cell.
QUICK = {
    "boolean": {bool},
    "integer": {int},
    "long": {int},
    "float": {int, float},
    "double": {int, float},
    "string": {str},
}
WORDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "long": "a whole number",
    "float": "a number",
    "double": "a number",
    "string": "a text",
    "datetime": "a time such as 2026-11-20T22:41:07",
    "binary": "bytes in base64",
}


def to_tensor(tensor, specs):
    """numpy arrays of the types and shapes that a signature of tensors says."""
    import numpy

    def make(value, spec):
        declared = spec["tensor-spec"]
        dtype = numpy.dtype(declared["dtype"])
        name = spec.get("name") or "the input"
        try:
            array = numpy.array(value, dtype=object if dtype.kind in "OUS" else dtype)
        except (TypeError, ValueError) as error:
            raise invalid("%s does not fit the type %s: %s." % (name, dtype, error))
        shape = declared.get("shape") or [-1]
        fits = array.ndim == len(shape) and all(want in (-1, have) for want, have in zip(shape, array.shape))
        if not fits:
            raise invalid("%s has the shape %s, but the model wants %s." % (name, list(array.shape), shape))
        return array

    if len(specs) == 1 and specs[0].get("name") is None:
        value = tensor.value
        if isinstance(value, dict):
            if len(value) != 1:
                raise invalid("The model takes one unnamed tensor, but the request has %d." % len(value))
            (value,) = value.values()
        return make(value, specs[0])
    if not isinstance(tensor.value, dict):
        if len(specs) != 1:
            raise invalid("The model wants the tensors %s by name." % ", ".join(str(s.get("name")) for s in specs))
        return {specs[0]["name"]: make(tensor.value, specs[0])}
    missing = [s["name"] for s in specs if s["name"] not in tensor.value]
    if missing:
        raise invalid("The request lacks the tensors %s." % ", ".join(missing))
    return {s["name"]: make(tensor.value[s["name"]], s) for s in specs}


# ---------------------------------------------------------------------------------------------------------------
# Models


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
        """Labels and their probabilities per row, for classifiers of scikit-learn that tell them; else None."""
        if self.raw is None or self.predict_name != "predict":
            return None
        classes = getattr(self.raw, "classes_", None)
        tell = getattr(self.raw, "predict_proba", None)
        if classes is None or tell is None or getattr(classes, "ndim", 1) != 1:
            return None
        try:
            return [label(name) for name in to_plain(classes)], to_plain(tell(data))
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


# ---------------------------------------------------------------------------------------------------------------
# Answers


def to_plain(value):
    """What a model gave, as JSON has it: arrays as lists, frames as records, NaN and infinities as null."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, (datetime.datetime, datetime.date)):
        return None if value != value else value.isoformat()
    if isinstance(value, decimal.Decimal):
        return to_plain(float(value))
    if hasattr(value, "toarray"):
        value = value.toarray()
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        names = [str(name) for name in value.columns]
        columns = [to_plain(value.iloc[:, i]) for i in range(len(names))]
        return [dict(zip(names, row)) for row in zip(*columns)]
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    if hasattr(value, "dtype"):
        return plain_array(value)
    if hasattr(value, "model_dump"):
        return to_plain(value.model_dump())
    if hasattr(value, "__iter__"):
        return [to_plain(item) for item in value]
    return str(value)


def plain_array(array):
    code = array.dtype.kind
    if code == "M":
        return plain_times(array)
    if code == "f" or code == "O" or code == "S" or code == "m" or code == "V":
        items = array.tolist()
        return [to_plain(item) for item in items] if isinstance(items, list) else to_plain(items)
    return array.tolist()


def plain_times(array):
    import numpy

    text = numpy.datetime_as_string(array)
    return text.tolist() if getattr(text, "ndim", 0) > 0 else str(text)


def to_json(value):
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        # NaN and infinities, which a request may hold as Python writes them, are no JSON.
        return to_json(to_plain(value))


def label(value):
    return value if isinstance(value, str) else to_json(value)


def count(result):
    """How many predictions a result holds; None when it is no collection."""
    if isinstance(result, (str, bytes)) or not hasattr(result, "__len__"):
        return None
    if isinstance(result, dict):
        lengths = {count(item) for item in result.values()}
        return lengths.pop() if len(lengths) == 1 else None
    shape = getattr(result, "shape", None)
    if shape is not None:
        return shape[0] if len(shape) > 0 else None
    return len(result)


def check_count(result, rows):
    found = count(result)
    if found == rows or (found is None and rows == 1):
        return
    seen = "one value" if found is None else "%d prediction%s" % (found, "" if found == 1 else "s")
    message = "The model gave %s for %d rows, so nobody can tell which row they are for."
    raise Refusal(500, "INTERNAL_ERROR", message % (seen, rows))


def per_row(plain, rows):
    """Predictions row by row, for the log."""
    if isinstance(plain, dict) and rows > 0 and all(isinstance(v, list) and len(v) == rows for v in plain.values()):
        return [{name: values[i] for name, values in plain.items()} for i in range(rows)]
    if isinstance(plain, list) and len(plain) == rows:
        return plain
    return [plain]


DATATYPES = {bool: "BOOL", int: "INT64", float: "FP64", str: "BYTES"}


def inference_outputs(plain, rows):
    """Predictions as tensors: one per column of records, else one of all."""
    listed = per_row(plain, rows)
    if listed and all(isinstance(row, dict) for row in listed):
        names = list(listed[0])
        return [tensor_of(name, [row.get(name) for row in listed]) for name in names]
    return [tensor_of("predictions", listed)]


def tensor_of(name, values):
    shape = [len(values)]
    while values and all(isinstance(v, list) for v in values) and len({len(v) for v in values}) == 1:
        shape.append(len(values[0]))
        values = [item for value in values for item in value]
    types = {type(value) for value in values if value is not None}
    if types == {int, float}:
        types = {float}
    datatype = DATATYPES.get(next(iter(types)), "BYTES") if len(types) == 1 else "BYTES"
    if datatype == "BYTES":
        values = [label(value) for value in values]
    return {"name": name, "datatype": datatype, "shape": shape, "data": values}


# ---------------------------------------------------------------------------------------------------------------
# The program


def answer(model, header, body):
    """Header and parts of the answer to a request."""
    request_id = None
    if header["kind"] == "infer":
        rows, params, request_id = read_inference(body)
    elif header["format"] == "csv":
        rows, params = read_csv(body, None if model.is_tensor else model.specs), None
    else:
        rows, params = read_invocation(body, model.is_tensor)
    data = model.prepare(rows)
    result, plain = run(model, data, params, rows.rows)
    if header["kind"] == "infer":
        said = {
            "model_name": header["name"],
            "model_version": header["version"],
            "id": request_id or header["requestId"],
            "outputs": inference_outputs(plain, rows.rows),
        }
    else:
        said = {"predictions": plain}
    told = model.probabilities(data) if header.get("probabilities") else None
    parts = [said, rows.log(), [[item, None] for item in per_row(plain, rows.rows)], told]
    return rows.rows, [to_json(part).encode() for part in parts]


def run(model, data, params, rows):
    try:
        result = model.predict(data, params)
        if hasattr(result, "__next__"):
            result = list(result)
        check_count(result, rows)
        return result, to_plain(result)
    except Refusal:
        raise
    except Exception as error:
        raise to_refusal(error)


def to_refusal(error):
    code = getattr(error, "error_code", "")
    words = "%s: %s" % (type(error).__name__, error)
    stack = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    if code == "INVALID_PARAMETER_VALUE":
        return Refusal(400, code, "The request does not fit the model: %s" % getattr(error, "message", error), stack)
    return Refusal(400, "BAD_REQUEST", "The model failed on this request: %s" % words, stack)


def serve(wire, model):
    while True:
        header, body = wire.receive()
        start = time.perf_counter()
        try:
            rows, parts = answer(model, header, body)
            micros = round((time.perf_counter() - start) * 1e6)
            reply = {"id": header["id"], "status": 200, "rows": rows, "micros": micros}
            reply["parts"] = [len(part) for part in parts]
            wire.send(reply, b"".join(parts))
        except Refusal as refusal:
            wire.send(refused(header, refusal))
        except MemoryError:
            raise
        except Exception as error:
            wire.send(refused(header, to_refusal(error)))


def refused(header, refusal):
    return {
        "id": header["id"],
        "status": refusal.status,
        "code": refusal.code,
        "message": refusal.message,
        "stack": refusal.stack,
    }


def describe(model):
    """What the Open Inference Protocol tells of a model's input."""
    types = {"boolean": "BOOL", "integer": "INT32", "long": "INT64", "float": "FP32", "double": "FP64"}
    tensors = {"bool": "BOOL", "object": "BYTES", "str": "BYTES", "float16": "FP16", "float32": "FP32", "float64": "FP64"}
    inputs = []
    for number, spec in enumerate(model.specs or []):
        name = spec.get("name") or ("input" if len(model.specs) == 1 else "input-%d" % number)
        if spec.get("type") == "tensor":
            dtype = str(spec["tensor-spec"]["dtype"])
            shape = spec["tensor-spec"].get("shape") or [-1]
            inputs.append({"name": name, "datatype": tensors.get(dtype, dtype.upper()), "shape": shape})
        else:
            inputs.append({"name": name, "datatype": types.get(spec.get("type"), "BYTES"), "shape": [-1]})
    return inputs


def warm_up(model, example):
    """Answers the model's own example once: the first real request is then as fast as the next."""
    if example is None:
        return None
    try:
        with open(os.path.join(model.folder, example), "rb") as file:
            body = file.read()
        answer(model, {"kind": "invocations", "format": "json"}, body)
        return None
    except Refusal as refusal:
        return "its own input example fails: %s" % refusal.message
    except Exception as error:
        return "its own input example fails: %s" % error


def load(wire):
    settings, _ = wire.receive()
    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            start = time.perf_counter()
            model = Model(settings)
        said = [str(w.message) for w in heard if type(w.message).__name__ == "InconsistentVersionWarning"]
        problem = warm_up(model, settings.get("example"))
        ready = {
            "type": "ready",
            "python": "%d.%d.%d" % sys.version_info[:3],
            "loadedBy": model.loaded_by,
            "loadMs": round((time.perf_counter() - start) * 1000),
            "warnings": (said[:5]) + ([problem] if problem else []),
            "inputs": describe(model),
        }
        wire.send(ready)
        return model
    except BaseException as error:
        stack = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        failed = {"type": "failed", "error": type(error).__name__, "message": str(error), "stack": stack[-20000:]}
        failed["module"] = getattr(error, "name", None) if isinstance(error, ImportError) else None
        wire.send(failed)
        return None


def main():
    wire = Wire()
    model = load(wire)
    if model is None:
        return 1
    serve(wire, model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
