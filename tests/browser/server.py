"""A Streamlit server of the real app on a free port."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "test-output"
START_LIMIT_S = 90


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


class Served(str):
    """The address of a server that runs, with its `process`."""

    process: subprocess.Popen


@contextmanager
def serve(name: str, root: Path = ROOT, port: int | None = None) -> Iterator[Served]:
    """Address of a fresh server of the app in `root`, on a free port or this one.

    Its log is test-output/<name>.log.
    """
    OUTPUT.mkdir(exist_ok=True)
    port, log = port or free_port(), OUTPUT / f"{name}.log"
    options = {"port": port, "address": "127.0.0.1", "headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.{key}={value}" for key, value in options.items()]
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=root, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            limit = monotonic() + START_LIMIT_S
            while not _healthy(port):
                if process.poll() is not None or monotonic() > limit:
                    raise RuntimeError(f"the app did not start:\n{log.read_text()}")
                sleep(0.1)
            address = Served(f"http://127.0.0.1:{port}")
            address.process = process
            yield address
        finally:
            process.terminate()
            process.wait()
