"""The whole demonstration as `make demo` runs it, on ports and in a folder of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
OFFSETS = (0, 10, 11, 12)  # the platform, the national eID, Se Sag, the employer portal


@dataclass(frozen=True)
class Demonstration:
    """A running demonstration, and what its demo.json tells."""

    told: dict[str, Any]

    def address(self, name: str) -> str:
        return str(self.told["addresses"][name]["url"]).rstrip("/")

    def user(self, name: str, organisation: str = "dk:cvr:20000015") -> dict[str, Any]:
        found = [u for u in self.told["users"] if (u["name"], u["organisation"]) == (name, organisation)]
        assert len(found) == 1, f"{name} of {organisation}"
        return dict(found[0])

    def _post(self, to: str, kind: str) -> list[dict[str, Any]]:
        """What was sent to an address, the newest first: others' post may fill the first page."""
        asked = httpx.get(f"{self.address('post')}.json", params={"q": to, "kind": kind})
        return [each for each in asked.raise_for_status().json()["notices"] if each["to"] == to]

    def arrived(self, to: str, *, kind: str, after: int = 0) -> dict[str, Any]:
        """The newest mail or text message to an address, once there are more than `after`."""

        def newest() -> dict[str, Any] | None:
            sent = self._post(to, kind)
            return sent[0] if len(sent) > after else None

        return until(newest, doing=f"a {kind} to {to}") or {}

    def link_mailed_to(self, to: str) -> str:
        """The address that the newest mail asks its reader to open."""
        return str(self.arrived(to, kind="mail")["links"][0])

    def code_texted_to(self, phone: str) -> str:
        found = re.search(r"\b[0-9]{6}\b", self.arrived(phone, kind="text_message")["body"])
        assert found
        return found.group()


@contextmanager
def running(folder: Path) -> Iterator[Demonstration]:
    """Start it, as a person does, and end it as a person does: with Ctrl-C."""
    command = [sys.executable, "-m", "fuldmagt.commands.main", "demo"]
    command += ["--port", str(_free_ports()), "--var", str(folder)]
    log = folder / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=_environment())
    try:
        until(
            lambda: process.poll() is not None or b"Ctrl-C" in log.read_bytes(), within=170, doing="the demo"
        )
        assert process.poll() is None, log.read_text()
        yield Demonstration(json.loads((folder / "demo.json").read_text()))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FULDMAGT_")}
    return clean | {"DJANGO_SETTINGS_MODULE": "fuldmagt.config.settings"}


def _free_ports() -> int:
    """A port that is free together with those that the demonstration takes beside it."""
    for port in range(18000, 19000, 20):
        if all(_is_free(port + offset) for offset in OFFSETS):
            return port
    raise AssertionError("no free ports")


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as tried:
        return tried.connect_ex(("127.0.0.1", port)) != 0
