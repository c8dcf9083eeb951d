"""Who may open what, as a page for people who check: `make matrix` writes docs/powers.md.

The page is made of the roles' powers and of what each view says about itself. It is committed, so that a
power that moves and a page that opens are seen in a change; a rule of the house keeps it true.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "powers.md"
HEAD = """# Who may open what

Made by `make matrix` of the roles' powers (`organisations/rules.py`) and of what each view says about itself
(`web/permission.py`); `make check` compares. Nobody can do what is not listed here: a view that does not say
who may open it stops the start. `tests/powers` asks every address for every role, at home and about a
neighbour.

## Which role holds which power

A power counts in the organisation that one acts for, and nowhere else. Whoever holds several roles has the
powers of each. The platform operator's counts in the organisation that operates the platform alone.

"""
ADDRESSES = """
## Which address needs which power

Where more may read than may change, the third column says who may change.

"""
OTHERS = (
    ("visitors", "Everybody who is logged in, about themselves"),
    (
        "other proof",
        "By a proof of its own\n\nA client's credentials or token, the token of a link, a login on its way: "
        "no role opens these, nor does a login.",
    ),
    ("everybody", "Everybody"),
)


def page() -> str:
    """The whole page, as it has to stand."""
    from django.urls import get_resolver

    from fuldmagt.config.checks import views

    every = list(views(get_resolver().url_patterns))
    parts = [HEAD, *_roles(), ADDRESSES, *_addresses(every)]
    for permission, title in OTHERS:
        parts += [
            f"\n## {title}\n\n",
            *_listed(path for path, view in every if view.permission == permission),
        ]
    return "".join(parts)


def _roles() -> Iterable[str]:
    from fuldmagt.organisations.rules import POWERS, Deed, Role

    yield f"| power | {' | '.join(_said(role) for role in Role)} |\n"
    yield f"|---|{':-:|' * len(Role)}\n"
    for deed in Deed:
        held = " | ".join("●" if deed in POWERS[role] else " " for role in Role)
        yield f"| {_said(deed)} | {held} |\n"


def _addresses(every: Iterable[tuple[str, Any]]) -> Iterable[str]:
    yield "| address | power | to change |\n|---|---|---|\n"
    for path, view in sorted((path, view) for path, view in every if hasattr(view, "saving")):
        saving = _said(view.saving) if view.saving != view.permission else ""
        yield f"| `{path}` | {_said(view.permission)} | {saving} |\n"


def _listed(paths: Iterable[str]) -> Iterable[str]:
    return [f"- `{path}`\n" for path in sorted(paths)]


def _said(word: str) -> str:
    return word.replace("_", " ")


def main() -> int:
    import django

    os.environ.setdefault("FULDMAGT_TESTING", "yes")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuldmagt.config.settings")
    django.setup()
    PAGE.write_text(page())
    print(f"Written: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
