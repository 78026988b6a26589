"""Turns what a model gave into JSON, row by row and as tensors."""

import base64
import datetime
import decimal
import json
import math

from stile_scoring.refusals import Refusal


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
