"""An example as a process of its own: granian on a port of this machine."""

import os

from granian import Granian
from granian.constants import Interfaces


def serve(package: str, *, host: str, port: int) -> None:
    """Answer until told to end. One process: what an example keeps is small."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{package}.settings"
    print(f"{package} answers on http://{host}:{port}", flush=True)
    Granian(
        f"{package}.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        respawn_failed_workers=True,  # without it the whole server ends when its process is killed
        log_access=False,
    ).serve()
