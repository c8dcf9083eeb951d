"""What the examples are told from outside, and what they do not start with."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey

from examples.kit.settings import django_settings
from tests.examples.running import ROOT


def started(example: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """An example that is expected to end by itself."""
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("FULDMAGT_", "DJANGO_"))
    }
    command = [sys.executable, "-m", f"examples.{example}", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=known | environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_its_section_of_the_demonstration_s_file_tells_se_sag_its_key(tmp_path: Path) -> None:
    key = ECKey.generate_key("P-256", auto_kid=True)
    file = tmp_path / "demo.json"
    file.write_text(json.dumps({"se_sag": {"key": key.as_dict(private=True)}, "other": 1}))
    told = started("se_sag", "--jwks", FULDMAGT_DEMO_FILE=str(file), FULDMAGT_VAR=str(tmp_path))
    [published] = json.loads(told.stdout)["keys"]
    assert published["x"] == key.as_dict(private=False)["x"]
    assert "d" not in published


def test_without_a_key_se_sag_draws_one_and_keeps_it(tmp_path: Path) -> None:
    first, again = (started("se_sag", "--jwks", SE_SAG_VAR=str(tmp_path / "own")).stdout for _ in range(2))
    assert json.loads(first)["keys"] == json.loads(again)["keys"] != []
    assert (tmp_path / "own" / "client.json").stat().st_mode & 0o077 == 0, "nobody else may read it"


@pytest.mark.parametrize(
    ("example", "environment", "sentence"),
    [
        ("se_sag", {"SE_SAG_ISSUER": "http://platform.example"}, "SE_SAG_ISSUER must be https"),
        ("se_sag", {"SE_SAG_DECISIONS": "http://platform.example/access"}, "SE_SAG_DECISIONS must be https"),
        ("national_eid", {"NATIONAL_EID_ISSUER": "http://eid.example"}, "NATIONAL_EID_ISSUER must be https"),
        ("national_eid", {"NATIONAL_EID_CLIENTS": '[{"client_id": "x", "redirect_uris": []}]'}, "client 1"),
        ("national_eid", {"NATIONAL_EID_PEOPLE": '[{"name": "X", "birth_date": "2000-13-01"}]'}, "person 1"),
        ("national_eid", {"NATIONAL_EID_PEOPLE": '[{"name": "X", "born": "2000-12-01"}]'}, "unknown: born"),
        (
            "national_eid",
            {"NATIONAL_EID_PEOPLE": '[{"name": "X", "birth_date": "2000-12-01", "mode": "odd"}]'},
            "mode is one of",
        ),
    ],
)
def test_what_is_wrong_stops_the_start_with_one_sentence(
    example: str, environment: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    told = started(example, **environment, FULDMAGT_VAR=str(tmp_path))
    assert told.returncode == 1
    assert told.stderr.startswith("Not started: ")
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("address", "secure"), [("https://se-sag.example", True), ("http://localhost:8011", False)]
)
def test_cookies_travel_over_https_alone_where_there_is_https(
    address: str, secure: bool, tmp_path: Path
) -> None:
    told: dict[str, Any] = django_settings(
        package="examples.se_sag", folder=tmp_path, base_url=address, secret_key="for this test"
    )
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert told[f"{kind}_COOKIE_SECURE"] is secure
        assert told[f"{kind}_COOKIE_NAME"].startswith("se_sag_")
    assert bool(told["SECURE_HSTS_SECONDS"]) is secure


def test_the_examples_import_nothing_of_the_platform() -> None:
    for file in (ROOT / "examples").rglob("*.py"):
        source = file.read_text()
        assert "import fuldmagt" not in source, file
        assert "from fuldmagt" not in source, file
