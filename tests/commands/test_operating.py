"""The command line, as whoever runs the platform uses it."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.audit.models import Entry, PendingEntry
from fuldmagt.commands.main import main
from fuldmagt.notices import actions as notices
from fuldmagt.notices.models import Notice

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAFE = {
    "FULDMAGT_SECRET_KEYS": "a-secret-of-more-than-thirty-two-characters",
    "FULDMAGT_BASE_URL": "https://fuldmagt.example",
    "FULDMAGT_EMAIL_URL": "smtps://mail.example:465",
    "FULDMAGT_SMS_URL": "https://token@gateway.example/messages",
    "FULDMAGT_EID_ISSUER": "https://eid.example",
    "FULDMAGT_COMPANY_REGISTER": "https://register.example",
}


def in_production(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`fuldmagt ...` as it runs where nothing says that it is a test or a demonstration."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FULDMAGT_")}
    clean["DJANGO_SETTINGS_MODULE"] = "fuldmagt.config.settings"
    return subprocess.run(
        [sys.executable, "-m", "fuldmagt.commands.main", *arguments],
        env=clean | settings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def a_deed() -> None:
    with deed(Event.USER_CHANGED, by="mette", at=MONDAY, organisation="dk:cvr:20000015") as entry:
        entry.about("anna")


@pytest.mark.django_db(transaction=True)
def test_the_worker_numbers_the_log_and_the_log_is_verified(capsys):
    a_deed()
    a_deed()

    assert main(["worker", "--once"]) == 0
    assert Entry.objects.count() == 2
    assert not PendingEntry.objects.exists()

    assert main(["verify-audit"]) == 0
    assert "2 entries" in capsys.readouterr().out

    Entry.objects.filter(number=1).update(actor="somebody else")
    assert main(["verify-audit"]) == 1
    assert "entry 1" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_worker_goes_on_after_a_relay_that_does_not_answer(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    notices.post(
        Notice.Kind.MAIL,
        "anna@nordby.example",
        "Hello",
        "A word",
        "",
        about="anna",
        organisation="dk:cvr:20000015",
        language="en",
        at=MONDAY,
    )
    a_deed()

    assert main(["worker", "--once"]) == 0

    assert Entry.objects.count() == 1
    waiting = Notice.objects.get()
    assert (waiting.state, waiting.tries) == (Notice.State.WAITING, 1)


def test_a_production_without_its_settings_is_not_started_and_says_which():
    checked = in_production("check")
    served = in_production("serve", **SAFE | {"FULDMAGT_EMAIL_URL": ""})

    assert checked.returncode == 1
    assert all(f"Set {name}" in checked.stdout for name in SAFE)
    assert served.returncode == 1
    assert served.stderr.count("Not started:") == 1
    assert "Set FULDMAGT_EMAIL_URL" in served.stderr


def test_a_production_with_everything_is_safe_to_run():
    checked = in_production("check", **SAFE)

    assert (checked.returncode, checked.stderr) == (0, "")
    assert "safe to run" in checked.stdout


@pytest.mark.requirement("A1")
@pytest.mark.parametrize("address", ["stand-in", "http://register.example"])
def test_a_production_does_not_believe_an_invented_register(address):
    """Nor one whose answers anybody on the way can change: it names who may sign for an organisation."""
    refused = in_production("check", **SAFE | {"FULDMAGT_COMPANY_REGISTER": address})
    assert refused.returncode == 1
    assert "Set FULDMAGT_COMPANY_REGISTER" in refused.stdout


def test_messages_that_stay_in_the_house_are_no_production():
    kept = {"FULDMAGT_EMAIL_URL": "outbox:", "FULDMAGT_SMS_URL": "outbox:"}
    told = in_production("check", **SAFE | kept).stdout
    assert all(f"Set {name}" in told for name in kept)


@pytest.mark.requirement("B6")
def test_a_production_that_names_makes_of_chips_has_their_roots():
    told = in_production("check", **SAFE | {"FULDMAGT_CHIP_AAGUIDS": "2fc0579f-8113-47ea-b116-bb5a8db9202a"})
    assert told.returncode == 1
    assert "Set FULDMAGT_CHIP_ROOTS" in told.stdout


def test_a_short_key_is_refused_also_when_it_only_opens_old_things():
    weak = "development-only-key-not-for-production-0000,short"
    assert in_production("check", **SAFE | {"FULDMAGT_SECRET_KEYS": weak}).returncode == 1


@pytest.mark.parametrize(
    "command",
    [[], ["serve"], ["worker"], ["migrate"], ["check"], ["verify-audit"], ["demo"], ["why"], ["load-world"],
     ["import-catalogue"], ["passport-line"], ["create-client"], ["rotate-keys"]],
)  # fmt: skip
def test_every_command_explains_itself_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])

    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "usage: fuldmagt" in told
    assert not command or "example" in told


def test_a_database_that_is_not_prepared_is_said_in_words(tmp_path):
    done = in_production(
        "why", "u1", "se-sag:sagsbehandler", "dk:cvr:20000015", **SAFE, FULDMAGT_VAR=str(tmp_path)
    )
    assert done.returncode == 2
    assert "has `fuldmagt migrate` been run?" in done.stderr
    assert "Traceback" not in done.stderr
