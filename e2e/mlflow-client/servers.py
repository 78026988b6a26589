"""Starts the tracking server under test: Stile's engine, or MLflow's own server to check the tests by."""

import atexit
import contextlib
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
START_SECONDS = 60


class Server:
    """One running server with a workspace of its own."""

    def __init__(self, process, workspace, log):
        self.process = process
        self.workspace = workspace
        self._log = log
        self.url = None
        self.scoring = None

    def wait_until_ready(self):
        """Reads the line of JSON that the server prints once it listens."""
        watchdog = threading.Timer(START_SECONDS, self.process.kill)
        watchdog.start()
        try:
            line = self.process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            raise RuntimeError(f"The server did not start:\n{self.log()}")
        ready = json.loads(line)
        self.url = ready["address"]
        self.scoring = ready.get("scoring")
        return self

    def log(self):
        return self._log.read_text(encoding="utf-8", errors="replace")

    def kill(self):
        """Ends it as a crash does."""
        self.process.kill()
        self.process.wait()

    def ask_to_stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def stop(self):
        """Ends it as a user does, and removes its workspace."""
        self.ask_to_stop()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process.stdout.close()
        shutil.rmtree(self.workspace, ignore_errors=True)


def start_stile(workspace, env=None, port=0, arguments=()):
    """Starts Stile's engine on a workspace; it is ready after `wait_until_ready()`."""
    command = [*_stile(), "serve", "--workspace", str(workspace), "--port", str(port), "--json", *arguments]
    return _start(command, Path(workspace), env)


def open_stile(workspace):
    """Opens an engine of Stile in the process that has it loaded (see engines.mjs); it is ready at once."""
    return _engines().open(Path(workspace))


def run_stile(workspace, *arguments):
    """Runs one command of Stile's command line on a workspace; answers the JSON that it prints."""
    command = [*_stile(), *arguments, "--workspace", str(workspace), "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=_clean_environment()
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with code {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)


def can_start_mlflow():
    """It is forked, so only on POSIX; that of 3.4 does not work with the packages that its lock has beside it."""
    return hasattr(os, "fork") and not metadata.version("mlflow").startswith("3.4.")


def start_mlflow(workspace, env=None):
    """Starts a copy of MLflow's server (see reference_server.py) that a process which has it loaded forks off."""
    if env:
        raise RuntimeError("The settings of a server are Stile's: mark the test with stile_only.")
    return _reference().fork(Path(workspace))


def _stile():
    return [os.environ.get("STILE_NODE", "node"), os.environ.get("STILE_CLI", str(ROOT / "dist" / "cli.cjs"))]


def _start(command, workspace, env):
    workspace.mkdir(parents=True, exist_ok=True)
    log = workspace.parent / f"{workspace.name}.log"
    with open(log, "wb") as stderr:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env={**_clean_environment(), **(env or {})},
        )
    return Server(process, workspace, log)


def _clean_environment():
    return {name: value for name, value in os.environ.items() if not name.startswith(("MLFLOW_", "STILE_"))}


class ServerPool:
    """Keeps one server started ahead, so that a test does not wait for its own."""

    def __init__(self, start):
        self._start = start
        self._folder = Path(tempfile.mkdtemp(prefix="stile-conformance-"))
        self._count = 0
        self._stopping = []
        self._spare = self._start_next()

    def take(self):
        server = self._spare
        self._spare = self._start_next()
        return server.wait_until_ready()

    def new_workspace(self):
        self._count += 1
        return self._folder / f"workspace-{self._count}"

    def give_back(self, server):
        """Asks it to stop; the next test need not wait until it has."""
        for stopped in self._stopping:
            stopped.stop()
        self._stopping = [server]
        server.ask_to_stop()

    def close(self):
        for server in (*self._stopping, self._spare):
            server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start_next(self):
        return self._start(self.new_workspace())


class _Engines:
    """The process that holds Stile's engine and opens one for each test."""

    def __init__(self):
        node, cli = _stile()
        self._process = subprocess.Popen(
            [node, str(HERE / "engines.mjs"), cli],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=_clean_environment(),
        )
        self._waiting = []
        atexit.register(self._end)

    def _end(self):
        self._process.stdin.close()
        self._process.wait(timeout=20)

    def open(self, workspace):
        return _OpenedEngine(self, self.ask("open", workspace), workspace)

    def ask(self, verb, workspace):
        """Answers come in the order of the questions, each when it is wanted."""
        question = {}
        self._waiting.append(question)
        self._process.stdin.write(f"{verb} {workspace}\n")
        self._process.stdin.flush()
        return question

    def answer(self, question):
        while "answered" not in question:
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError("The process with the engines has ended.")
            self._waiting.pop(0).update(json.loads(line), answered=True)
        return question


class _OpenedEngine(Server):
    def __init__(self, engines, question, workspace):
        super().__init__(None, workspace, workspace / "logs")
        self._engines = engines
        self._opened = question
        self._stopped = None

    def wait_until_ready(self):
        self.url = self._engines.answer(self._opened)["address"]
        return self

    def log(self):
        files = sorted(self._log.glob("*"))
        return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

    def kill(self):
        raise RuntimeError("It shares its process: use start_server to have one that can be killed.")

    def ask_to_stop(self):
        if self._stopped is None:
            self._stopped = self._engines.ask("stop", self.workspace)

    def stop(self):
        self.ask_to_stop()
        self._engines.answer(self._stopped)
        shutil.rmtree(self.workspace, ignore_errors=True)


class _Reference:
    """The process that holds MLflow's server code and forks a server for each test."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "reference_server.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=_clean_environment(),
        )

    def fork(self, workspace):
        workspace.mkdir(parents=True)
        self._process.stdin.write(f"{workspace}\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return _ForkedServer(answer, workspace)


class _ForkedServer(Server):
    def __init__(self, answer, workspace):
        super().__init__(None, workspace, workspace / "server.log")
        self._pid = answer["pid"]
        self.url = answer["address"]

    def wait_until_ready(self):
        return self

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    ask_to_stop = kill

    def stop(self):
        self.kill()
        shutil.rmtree(self.workspace, ignore_errors=True)


@functools.cache
def _engines():
    return _Engines()


@functools.cache
def _reference():
    return _Reference()
