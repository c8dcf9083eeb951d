"""An example as it really runs: a process of its own on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    example: str, settings: Mapping[str, str], folder: Path, *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The example, told nothing but these settings, until the block ends. `url` is among them."""
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("FULDMAGT_", "DJANGO_"))
    }
    prefix = f"{example}_".upper()
    told = {f"{prefix}{name}".upper(): value for name, value in settings.items()} | {
        f"{prefix}VAR": str(folder)
    }
    address = settings.get("url") or settings["issuer"]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"examples.{example}", *arguments],
            cwd=ROOT,
            env=known | told,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        until(lambda: well(process, address), within=60, doing=f"{example} to answer")
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def well(process: subprocess.Popen[bytes], address: str) -> bool:
    assert process.poll() is None, "it ended instead of answering; its log is beside its folder"
    try:
        return httpx.get(f"{address}/healthz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
