"""Messages between Stile and the program, over stdin and stdout."""

import json
import os
import queue
import struct
import sys
import threading


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
