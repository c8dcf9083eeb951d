"""Every no of the law, who mends it and where to see it: `make matrix` writes docs/refusals.md.

The page is made of the list of reasons, of the sentences that people read, and of demo/refusals.yaml.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "refusals.md"
HEAD = """# Every no, and how to see it

Made by `make matrix` of the reasons of the law ([its own words](decision-semantics.md)), of the sentences
that people read, and of `demo/refusals.yaml`. While the demonstration runs (`make demo`), each line of the
last column, put behind `.venv/bin/fuldmagt why`, is answered with the no of its line. An administrator asks
the same on the page *Why not?*. Whoever is refused reads it at the login, with a button for the first step.

| no | who mends it | how | to be seen |
|---|---|---|---|
"""


def page() -> str:
    """The whole page, as it has to stand."""
    import yaml

    file = Path(__file__).resolve().parents[1] / "demo" / "refusals.yaml"
    told = yaml.safe_load(file.read_text())
    return HEAD + "".join(_lines(told))


def _lines(told: Mapping[str, Any]) -> Iterable[str]:
    from django.utils import translation

    from fuldmagt.explanations import explained
    from fuldmagt.vocabulary.refusals import Reason, Refusal

    asked = {line["reason"]: _command(line) for line in told["asked"]}
    elsewhere = {reason: f"not yet: {why}" for reason, why in told["not_shown"].items()}
    with translation.override("en"):
        found = asked | elsewhere
        for reason in (each for each in Reason if each.value in found):
            refusal, seen = Refusal(reason), found[reason.value]
            mender = refusal.mended_by.value.replace("_", " ") if refusal.mended_by else ""
            yield f"| `{reason.value}` | {mender} | {explained(refusal).remedy} | {seen} |\n"


def _command(line: Mapping[str, Any]) -> str:
    more = "".join(f" --{name} {line[name]}" for name in ("branch", "assurance", "means") if name in line)
    return f"`{line['user']} {line['right']} {line['for']}{more}`"


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
