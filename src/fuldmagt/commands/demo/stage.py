"""The demonstration's processes: started in order, watched, and ended together."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from fuldmagt.commands.demo.poster import show
from fuldmagt.secrets import dice

PATIENCE = 90  # seconds until a process must answer
BEAT = 0.2


@dataclass
class Process:
    """One program of the demonstration and the address at which it says that it is well."""

    name: str
    command: list[str]
    env: dict[str, str]
    health: str = ""
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, log: Path) -> None:
        with log.open("ab") as output:
            self.running = subprocess.Popen(  # noqa: S603 - our own programs, no shell
                self.command,
                cwd=settings.ROOT,
                env=self.env,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def ended(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def well(self) -> bool:
        if not self.health:
            return True
        try:
            with urllib.request.urlopen(self.health, timeout=2) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self) -> None:
        """Ask the program and its workers to end; insist after ten seconds."""
        if self.running is None or self.ended():
            return
        os.killpg(self.running.pid, signal.SIGTERM)
        try:
            self.running.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


def run(*, port: int, var: Path | None, fresh: bool) -> int:
    folder = (var or settings.ROOT / "var").resolve()
    if fresh:
        shutil.rmtree(folder / "demo", ignore_errors=True)
    (folder / "demo").mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    env = environment(port, folder)
    print("Fuldmagt, a demonstration. Everybody and everything in it is invented.\n")
    kept = (folder / "demo.json").exists() and not fresh
    print("  opening the world of last time ..." if kept else "  making the world ...", flush=True)
    if subprocess.run([*fuldmagt(), "demo", "--prepare"], env=env, cwd=settings.ROOT, check=False).returncode:  # noqa: S603 - our own command
        print("The demonstration's world could not be made; the reason stands above.", file=sys.stderr)
        return 1
    cast = processes(port, folder, env)
    try:
        if not _up(cast, folder, stop):
            return 1
        show(folder / "demo.json")
        _watch(cast, folder, stop)
    finally:
        print("\nEnding ...", flush=True)
        for process in reversed(cast):
            process.end()
    return 0


def fuldmagt() -> list[str]:
    return [sys.executable, "-m", "fuldmagt.commands.main"]


def environment(port: int, folder: Path) -> dict[str, str]:
    """The settings of a demonstration; its keys are drawn once and kept with its world."""
    keys = folder / "demo" / "keys"
    if not keys.exists():
        keys.touch(mode=0o600)
        keys.write_text(f"{dice.token()}\n{dice.token()}\n")
    secret, eid_secret = keys.read_text().split()
    return {
        **os.environ,
        "FULDMAGT_DEMO": "yes",
        "FULDMAGT_VAR": str(folder),
        "FULDMAGT_DATABASE_URL": f"sqlite:///{folder / 'demo' / 'fuldmagt.sqlite3'}",
        "FULDMAGT_SECRET_KEYS": secret,
        "FULDMAGT_BASE_URL": f"http://localhost:{port}",
        "FULDMAGT_PORT": str(port),
        "FULDMAGT_DECISION_PORT": str(port + 1),
        "FULDMAGT_DECISION_URL": f"http://localhost:{port + 1}",
        "FULDMAGT_EID_ISSUER": f"http://localhost:{port + 10}",
        "FULDMAGT_EID_BROKER": "stand-in",
        "FULDMAGT_EID_CLIENT_ID": "fuldmagt",
        "FULDMAGT_EID_CLIENT_SECRET": eid_secret,
        "FULDMAGT_EID_NAME": "Demo-eID",
        "FULDMAGT_OPERATOR": "dk:cvr:20000066",
        "FULDMAGT_DEMO_FILE": str(folder / "demo.json"),
        "PYTHONUNBUFFERED": "1",
    }


def processes(port: int, folder: Path, env: dict[str, str]) -> list[Process]:
    def address(offset: int) -> str:
        return f"http://localhost:{port + offset}/healthz"

    python = sys.executable
    return [
        Process("national eID", [python, "-m", "examples.national_eid"], env, address(10)),
        Process("platform", [*fuldmagt(), "serve", "--workers", "2"], env, address(0)),
        Process("decision port", [*fuldmagt(), "serve-decisions", "--workers", "1"], env, address(1)),
        Process("worker", [*fuldmagt(), "worker"], env),
        Process("Se Sag", [python, "-m", "examples.se_sag"], env, address(11)),
        Process("employer portal", [python, "-m", "examples.employer_portal"], env, address(12)),
    ]


def _log(folder: Path, process: Process) -> Path:
    return folder / "demo" / f"{process.name.replace(' ', '-').lower()}.log"


def _up(cast: list[Process], folder: Path, stop: threading.Event) -> bool:
    """Start all; wait until each answers. Says which one does not."""
    for process in cast:
        print(f"  starting {process.name} ...", flush=True)
        process.start(_log(folder, process))
    for process in cast:
        for _ in range(int(PATIENCE / BEAT)):
            if process.well() or process.ended() or stop.is_set():
                break
            stop.wait(BEAT)
        if process.ended() or not process.well():
            if not stop.is_set():
                print(f"{process.name} does not answer: see {_log(folder, process)}", file=sys.stderr)
            return False
    return True


def _watch(cast: list[Process], folder: Path, stop: threading.Event) -> None:
    """Until somebody ends it: a program that dies is started again."""
    while not stop.wait(1):
        for process in cast:
            if process.ended():
                print(f"{process.name} ended and is started again.", flush=True)
                process.start(_log(folder, process))
