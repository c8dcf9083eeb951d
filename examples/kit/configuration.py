"""Where an example's settings come from: its own environment variables, else its section of a JSON file.

`Section("se_sag")` reads `SE_SAG_ISSUER` from the environment, else `issuer` of the object `se_sag` in
the file that FULDMAGT_DEMO_FILE names. README.md lists every setting of every example.
"""

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from examples.kit.keys import kept_secret

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Section:
    """The settings of one example."""

    name: str

    @cached_property
    def told(self) -> dict[str, Any]:
        file = os.environ.get("FULDMAGT_DEMO_FILE", "")
        if not file or not Path(file).is_file():
            return {}
        section = json.loads(Path(file).read_text(encoding="utf-8")).get(self.name, {})
        return section if isinstance(section, dict) else {}

    def variable(self, key: str) -> str:
        return f"{self.name}_{key}".upper()

    def text(self, key: str, default: str = "") -> str:
        return str(os.environ.get(self.variable(key)) or self.told.get(key) or default)

    def required(self, key: str) -> str:
        """A setting without which the example does not start."""
        if not (text := self.text(key)):
            raise SystemExit(
                f"Not started: {self.variable(key)} is missing (or `{key}` in the section `{self.name}` "
                "of the file that FULDMAGT_DEMO_FILE names)."
            )
        return text

    def structure(self, key: str) -> Any:
        """JSON: in the environment as text, or as `@` and the name of a file; in the file as it is."""
        written = os.environ.get(self.variable(key), "")
        if written.startswith("@"):
            written = Path(written[1:]).read_text(encoding="utf-8")
        return json.loads(written) if written else self.told.get(key)

    def address(self, key: str, default: str) -> str:
        """An address without a slash at its end; plain http only on this machine."""
        address = self.text(key, default).rstrip("/")
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise SystemExit(
                f"Not started: {self.variable(key)} must be https, or http on this machine: {address}"
            )
        return address

    def folder(self) -> Path:
        """Where the example keeps its keys and what it remembers; only its owner may look."""
        common = Path(os.environ.get("FULDMAGT_VAR") or ROOT / "var")
        folder = Path(self.text("var") or common / self.name).resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def secret(self) -> str:
        """What signs the example's own cookies: given, or drawn at the first start and kept."""
        return self.text("secret_key") or kept_secret(self.folder() / "secret")


def port_of(address: str) -> int:
    parts = urlsplit(address)
    return parts.port or (443 if parts.scheme == "https" else 80)
