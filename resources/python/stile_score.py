"""Runs one model in MLflow's format for Stile and answers its requests, one after the other.

Stile starts this in the model's own Python environment and speaks with it over stdin and stdout. A message is two
numbers of 4 bytes (big-endian): the length of a JSON header and the length of what follows it; then those two. The
first message says which folder to load; each further one is a request with a body as it came over HTTP. Everything
that the model prints goes to stderr. The program ends when stdin closes.

It needs Python 3.8 or newer. Of packages it needs what the model needs, and `mlflow` for all but a few kinds of model.
"""

import os
import sys
import time
import traceback
import warnings

# Python runs isolated, without this folder on its path; a model shall not find it there either.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from stile_scoring.answers import check_count, inference_outputs, per_row, to_json, to_plain
from stile_scoring.model import Model
from stile_scoring.refusals import Refusal
from stile_scoring.rows import read_csv, read_inference, read_invocation
from stile_scoring.wire import Wire

sys.path.remove(HERE)


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
            "takesTexts": model.takes_texts,
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
