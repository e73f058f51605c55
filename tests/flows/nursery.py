"""A process that has read our programs and forks them: the hundreds that the tests start would each read for a second first.

`python -m tests.flows.nursery FD PROGRAM` takes orders from a socket: the program's arguments, its folder and its environment, with the
files that it writes to and a pipe. It says its process id into the pipe at once, and its exit code at the end.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import traceback
from typing import Any, Final

# What `serve` of both programs imports, on both engines.
READ: Final = (
    "emulator.cli",
    "emulator.bootstrap",
    "emulator.logs",
    "emulator.server.serve",
    "emulator.server.workers",
    "emulator.storage.engine.postgres",
    "emulator.storage.engine.sqlite",
    "uvloop",
)
READ_OF: Final = {"emulator": READ, "emulator.issuer_app": ("emulator.issuer_app.cli",)}
MOST: Final = 1 << 20
# Standard output, standard error, and the pipe.
FILES: Final = 3
HIGHEST: Final = 1_024


def main(orders: socket.socket, module: str) -> None:
    """Fork a program for each order, until whoever gives them is gone."""
    gc.disable()
    for name in READ_OF[module]:
        importlib.import_module(name)
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, files, _, _ = socket.recv_fds(orders, MOST, FILES)
        if not order:
            return
        if os.fork() == 0:
            _watch(module, json.loads(order), files)
        for file in files:
            os.close(file)


def _watch(module: str, order: dict[str, Any], files: list[int]) -> None:
    """Be the program's parent: its exit code is told to nobody else."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pipe = files.pop()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = _become(module, order, files)
        except BaseException:  # noqa: BLE001  # whatever it was, a child never goes on as its parent
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.write(pipe, f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    os.write(pipe, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(module: str, order: dict[str, Any], outputs: list[int]) -> int:
    """Run `python -m MODULE ARGUMENTS` in this process, and return its exit code."""
    for stream, file in enumerate(outputs, start=1):
        os.dup2(file, stream)
    os.closerange(3, HIGHEST)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv = [module, *order["arguments"]]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        atexit._run_exitfuncs()
    return 0


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _orders:
        main(_orders, sys.argv[2])
