"""A PostgreSQL of the test's own, which can be stopped and started under those who use it."""

import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import geteuid
from pathlib import Path
from shutil import chown, which

from tests.enrolment.servers import a_free_port


class Postgres:
    """A server on the loopback; nothing in it is worth keeping."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.bin = found[-1] if found else Path(which("initdb") or "initdb").parent
        self.data, self.port = folder / "data", a_free_port()
        self.owner = "postgres" if geteuid() == 0 else None
        if self.owner:  # it refuses to run as root
            pwd.getpwnam(self.owner)
            chown(folder, self.owner)
        self.run("initdb", "-D", self.data, "-U", "fuldmagt", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://fuldmagt@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories= -c fsync=off"
        )
        self.run("pg_ctl", "-D", self.data, "-l", self.data / "log", "-o", options, "-w", "-s", "start")

    def stop(self) -> None:
        """At once, with every connection cut."""
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-s", "-w", "stop")

    def run(self, program: str, *arguments: object) -> None:
        before = ["runuser", "-u", self.owner, "--"] if self.owner else []
        command = [*before, str(self.bin / program), *map(str, arguments)]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


@contextmanager
def running() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="fuldmagt-postgres-") as folder:
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.stop()
