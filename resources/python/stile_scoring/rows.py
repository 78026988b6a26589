"""Reads the rows of a request: MLflow's formats, CSV, and the Open Inference Protocol."""

import csv
import io
import json
import math

from stile_scoring.refusals import bad_request, invalid


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
