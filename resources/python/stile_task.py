"""Runs Python of the user for a task of a pipeline, with STILE_INPUTS and STILE_OUTPUT set.

`python stile_task.py <script> [args ...]` runs a script, which sees what `python <script>` would show it: its own
folder first in sys.path, its arguments, itself as `__main__`.

`python stile_task.py` calls a function. STILE_INPUTS names a JSON file whose `with` holds `module`, `function` and
`kwargs`. What the function returns are the task's outputs: a dict by its names, anything else as `return_value`, None
none at all.

Exit codes: 0 done, 1 it raised, 99 nothing to do (`sys.exit(99)`), 100 another try is no use (there is no such function,
or it does not take these arguments). Where it raises or exits as failed, the runs that it has open in MLflow end as
FAILED: the client itself would end them as FINISHED on its way out.
"""

import asyncio
import builtins
import importlib
import inspect
import json
import os
import sys
import types

NO_RETRY = 100
# With PYTHONSAFEPATH (Python 3.11) the interpreter puts no script's folder into sys.path.
IS_SAFE_PATH = getattr(sys.flags, "safe_path", False)


def main():
    if not IS_SAFE_PATH:
        # This file's own folder is nothing that the user's code is to see.
        sys.path.pop(0)
    try:
        if len(sys.argv) > 1:
            run_script(sys.argv[1:])
        else:
            call_function()
    except SystemExit as end:
        if end.code not in (None, 0, 99):
            end_open_runs("FAILED")
        raise
    except KeyboardInterrupt:
        end_open_runs("KILLED")
        raise
    except Exception as error:
        # The frames of this file say nothing about the user's.
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        end_open_runs("FAILED")
        return 1
    return 0


def end_open_runs(status):
    """Innermost first. A tracker that does not answer changes nothing about how the code ended."""
    mlflow = sys.modules.get("mlflow")
    try:
        while mlflow is not None and mlflow.active_run() is not None:
            mlflow.end_run(status)
    except Exception as error:
        print("stile: the runs that were left open cannot be ended: %s" % error, file=sys.stderr)


def run_script(argv):
    script = argv[0]
    with open(script, "rb") as file:
        source = file.read()
    sys.argv = argv
    if not IS_SAFE_PATH:
        sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=script, __builtins__=builtins, __spec__=None)
    # What the script pickles, and what it starts with multiprocessing, looks for itself here.
    sys.modules["__main__"] = module
    exec(compile(source, script, "exec", dont_inherit=True), module.__dict__)


def call_function():
    with open(os.environ["STILE_INPUTS"], encoding="utf-8") as file:
        given = json.load(file)["with"]
    function = find(given["module"], given["function"])
    kwargs = given.get("kwargs", {})
    check(function, given["function"], kwargs)
    result = function(**kwargs)
    if inspect.isawaitable(result):
        result = asyncio.run(wait_for(result))
    write(result)


async def wait_for(awaitable):
    return await awaitable


def find(module, name):
    # The project, and src in it, as they stand in PYTHONPATH.
    for folder in (os.path.join(os.getcwd(), "src"), os.getcwd()):
        if folder not in sys.path and os.path.isdir(folder):
            sys.path.insert(0, folder)
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not (module + ".").startswith(error.name + "."):
            raise
        give_up("there is no module %r in %s nor in %s" % (error.name, os.getcwd(), sys.executable))
    try:
        for part in name.split("."):
            found = getattr(found, part)
    except AttributeError:
        names = [one for one in dir(found) if not one.startswith("_") and callable(getattr(found, one))]
        give_up("%s has no %r; it has: %s" % (module, name, ", ".join(names[:20])))
    if not callable(found):
        give_up("%s.%s is a %s and cannot be called" % (module, name, type(found).__name__))
    return found


def check(function, name, kwargs):
    try:
        inspect.signature(function).bind(**kwargs)
    except ValueError:
        return
    except TypeError as error:
        give_up("%s%s does not take these kwargs: %s" % (name, inspect.signature(function), error))


def write(result):
    if result is None:
        return
    named = result if is_named(result) else {"return_value": result}
    lines = []
    for name, value in named.items():
        try:
            lines.append(json.dumps({"name": name, "value": value}, default=plain, allow_nan=False))
        except (TypeError, ValueError) as error:
            give_up(
                "the output %r, a %s, cannot be written as JSON (%s). Return numbers, texts, lists and dicts, "
                "and write the rest to a file in STILE_ARTIFACTS" % (name, type(value).__name__, error)
            )
    with open(os.environ["STILE_OUTPUT"], "a", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))


def is_named(result):
    return isinstance(result, dict) and bool(result) and all(isinstance(name, str) and name for name in result)


def plain(value):
    """What JSON does not know: numbers and arrays of numpy, dates, paths, sets."""
    for method in ("tolist", "isoformat"):
        if hasattr(value, method):
            return getattr(value, method)()
    if isinstance(value, (set, frozenset, tuple)):
        return sorted(value, key=repr) if isinstance(value, (set, frozenset)) else list(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError("it is a %s" % type(value).__name__)


def give_up(words):
    print("stile: %s." % words, file=sys.stderr, flush=True)
    sys.exit(NO_RETRY)


if __name__ == "__main__":
    sys.exit(main())
