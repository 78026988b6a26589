"""Types rows as the signature of a model says."""

import base64
import datetime
import math

from stile_scoring.refusals import invalid
from stile_scoring.rows import kind, shorten


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
