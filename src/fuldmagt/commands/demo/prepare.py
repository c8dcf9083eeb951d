"""Making the demonstration's world: catalogue, organisations, people, means, applications, and demo.json."""

import base64
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from pyotp import TOTP

from fuldmagt.authenticators.code import actions as displays
from fuldmagt.authenticators.code.actions import FirstUse
from fuldmagt.catalogue.imports.actions import load
from fuldmagt.catalogue.models import Provider
from fuldmagt.commands.demo import (
    applications,
    companies,
    console,
    costs,
    eids,
    imports,
    packages,
    refusals,
    requests,
    reviews,
    world,
)
from fuldmagt.commands.demo.world import Made
from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import UserState
from fuldmagt.secrets import dice
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.refusals import Refusal

PIN = "270431"  # everybody's: nobody in a demonstration has anything to hide

Told = dict[str, Any]


def prepare() -> int:
    """Make the world, unless it is there from last time. 0 when it is there."""
    call_command("migrate", interactive=False, verbosity=0)
    told: Told = yaml.safe_load((settings.ROOT / "demo" / "world.yaml").read_text())
    file = Path(settings.VAR) / "demo.json"
    if Organisation.objects.exists() and file.exists():
        return 0
    at = clock.now()
    if not _catalogue(at):
        return 1
    made = world.make(told, at=at)
    for provider, organisation in told["providers"].items():
        Provider.objects.filter(ref=provider).update(organisation=Organisation.objects.get(ref=organisation))
    companies.make(told, at=at)
    refusals.make(at=at)
    console.make(at=at)
    people = eids.people(told)
    users = [_user(each, told["featured"], at=at) for each in made]
    eids.confirm(made, people, at=at)
    users += [_on_the_way(each) for each in world.invited(told, at=at)]
    imports.some(at=at)
    requests.make("dk:cvr:20000015", at=at)
    packages.make("dk:cvr:20000015", at=at)
    reviews.make("dk:cvr:20000015", at=at)
    costs.make("dk:cvr:20000015", at=at)
    written = {
        "demonstration": True,
        "addresses": _addresses(),
        **applications.register_all(at=at),
        "national_eid": applications.national_eid(people),
        "users": users,
        "walk": told["walk"],
    }
    file.write_text(json.dumps(written, ensure_ascii=False, indent=2, default=str))
    return 0


def _catalogue(at: datetime) -> bool:
    text = (settings.ROOT / "demo" / "catalogue.yaml").read_text()
    loaded = load(text, held=lambda rights: {}, by=world.PLATFORM, at=at, admitted=True)
    if isinstance(loaded, list):
        for problem in loaded:
            print(problem, file=sys.stderr)
        return False
    return True


def _user(made: Made, featured: dict[str, str], *, at: datetime) -> Told:
    """A user with its code display, as demo.json tells it."""
    user = made.user
    home = user.organisation.name
    displays_codes = "code_display" in made.told.get("means", [])
    told: Told = {
        "ref": user.ref,
        "name": user.name,
        "organisation": user.organisation.ref,
        "user_id": user.user_id,
        "state": user.state,
        "roles": made.told.get("roles", []),
        "rights": made.told.get("rights", []),
        "featured": displays_codes and user.name in featured and user.state == UserState.ACTIVE,
        "what": featured.get(user.name, home),
    }
    if displays_codes and user.state != UserState.CLOSED:
        secret = base64.b32encode(dice.raw(20)).decode()
        told["code_display"] = {"secret": secret, "pin": PIN, "serial": _display(made, secret)}
    return told


def _on_the_way(made: Made) -> Told:
    """A user who has a temporary code and a mail, and is expected to come."""
    return {
        "ref": made.user.ref,
        "name": made.user.name,
        "organisation": made.user.organisation.ref,
        "user_id": None,
        "state": made.user.state,
        "temporary_code": made.code,
        "what": f"invited to {made.user.organisation.name}; the mail is in the post",
    }


def _display(made: Made, secret: str) -> str:
    """Take a code display into use as its user would: with a PIN and the code of that moment."""
    when = made.at + timedelta(days=2)
    serial = f"KV-{dice.digits(7)}"
    pending = displays.pend(made.user, serial=serial, secret=secret, at=when)
    first = FirstUse(pin=PIN, pin_again=PIN, code=TOTP(secret).at(when))
    kept = displays.finish_enrolment(pending.ref, first, user=made.user, by=made.user.ref, at=when)
    if isinstance(kept, Refusal):
        raise RuntimeError(f"{made.user.name}: {kept.reason} {kept.about}")
    return serial


def _addresses() -> dict[str, dict[str, str]]:
    base, port = settings.BASE_URL, settings.PORT
    return {
        "platform": {"name": "Fuldmagt", "url": f"{base}/"},
        "app": {"name": "The approval app", "url": f"{base}/app/"},
        "join": {"name": "Let an organisation join", "url": f"{base}/join/"},
        "se_sag": {"name": "Se Sag", "url": f"http://localhost:{port + 11}/"},
        "employer_portal": {"name": "Employer portal", "url": f"http://localhost:{port + 12}/"},
        "eid": {"name": "National eID (a stand-in)", "url": f"http://localhost:{port + 10}/"},
        "post": {"name": "Mail and text messages", "url": f"{base}/demo/post"},
        "devices": {"name": "Code displays", "url": f"{base}/demo/devices"},
    }
