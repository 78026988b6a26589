"""Makes a Python environment for Stile: runs its steps one after the other, under a lock, and marks the result.

    python stile_make_environment.py '{"lock": ..., "folder": ..., "ready": ..., "mark": ..., "steps": [[program, argument, ...]]}'

Only one such program at a time works on a folder: the lock is one of the operating system, so it ends with the program
however that dies. What another has made meanwhile is left as it is. Stile holds the other end of stdin: when that
closes, nobody is left who wants the environment, and this ends with all that it started. Exit codes: 0 done, 1 a step
failed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time


def main():
    plan = json.loads(sys.argv[1])
    threading.Thread(target=watch, daemon=True).start()
    os.makedirs(os.path.dirname(plan["lock"]), exist_ok=True)
    with open(plan["lock"], "a+b") as lock:
        take(lock)
        if os.path.exists(plan["ready"]) and has_base(plan["folder"]):
            return 0
        shutil.rmtree(plan["folder"], ignore_errors=True)
        for step in plan["steps"]:
            if subprocess.call(step, stdin=subprocess.DEVNULL) != 0:
                shutil.rmtree(plan["folder"], ignore_errors=True)
                return 1
        write(plan["ready"], plan["mark"])
    return 0


def has_base(folder):
    """False when the Python that the environment was made with is gone: a link to nowhere, or a launcher of nothing."""
    if os.name == "posix":
        return os.path.exists(os.path.join(folder, "bin", "python"))
    try:
        with open(os.path.join(folder, "pyvenv.cfg"), encoding="utf-8") as file:
            lines = [line.partition("=") for line in file]
    except OSError:
        return False
    homes = [value.strip() for key, _, value in lines if key.strip() == "home"]
    return all(os.path.lexists(os.path.join(home, "python.exe")) for home in homes)


def watch():
    # Not through sys.stdin, whose lock would be in the way when this program ends.
    while os.read(0, 4096):
        pass
    if os.name == "posix":
        # Stile starts this in a process group of its own.
        os.killpg(os.getpgrp(), signal.SIGKILL)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.call(["taskkill", "/PID", str(os.getpid()), "/T", "/F"], **quiet)


def take(lock):
    """Waits until nobody else has the lock."""
    has_said = False
    while not try_lock(lock):
        if not has_said:
            print("Another Stile is making this environment: waiting for it.", flush=True)
            has_said = True
        time.sleep(0.2)


def try_lock(lock):
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        return True
    except OSError:
        return False


def write(path, text):
    """Whole or not at all."""
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".tmp", path)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
