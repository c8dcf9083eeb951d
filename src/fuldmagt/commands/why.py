"""`fuldmagt why USER RIGHT ORGANISATION`: may the user, and why or why not?"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fuldmagt.decisions.ask import ask, supposing
from fuldmagt.decisions.decide import Allowed, Answer, Refused
from fuldmagt.decisions.explain import explained as as_authzen
from fuldmagt.decisions.question import Context, Question
from fuldmagt.decisions.supposing import Supposition
from fuldmagt.decisions.ways import WayKind
from fuldmagt.explanations import explained, sentence
from fuldmagt.explanations.names import Names
from fuldmagt.explanations.queries import names_of
from fuldmagt.organisations.users import queries as users
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.assurance import BY_WORD
from fuldmagt.vocabulary.means import Means


def instant(written: str) -> datetime:
    """An instant with its zone; without one nobody knows which instant is meant."""
    at = datetime.fromisoformat(written)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{written} has no time zone: write 2026-03-02T09:00:00Z")
    return at


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "why",
        help="may a user do something for an organisation, and why or why not?",
        description="Asks the law as a service would, and says the answer in sentences. "
        "Nothing is changed and nothing is logged.",
        epilog="example: fuldmagt why u2 portal:view nl:kvk:90000001 --assurance substantial --means app",
    )
    parser.add_argument("user", metavar="USER", help="the user's reference, user id or e-mail address")
    parser.add_argument("right", metavar="RIGHT", help="the right, as SERVICE:RIGHT")
    parser.add_argument("organisation", metavar="ORGANISATION", help="the organisation, as dk:cvr:20000015")
    parser.add_argument(
        "--branch", help="a branch of the organisation; without it the question is about the whole"
    )
    parser.add_argument("--assurance", choices=list(BY_WORD), help="the level of the login")
    parser.add_argument("--means", choices=[each.value for each in Means], help="how the user logs in")
    parser.add_argument("--time", type=instant, help="another time than now, as 2026-03-02T09:00:00Z")
    parser.add_argument(
        "--suppose",
        action="append",
        choices=[each.value for each in Supposition],
        default=[],
        help="what if the user had the RIGHT, the organisation had given a MANDATE ...? May be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print the AuthZEN answer")
    parser.add_argument("--language", choices=["da", "nl", "en"], default="en", help="of the sentences")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    now = clock.now()
    asked = Context(
        at=args.time or now,
        now=now,
        assurance=BY_WORD[args.assurance] if args.assurance else None,
        means=Means(args.means) if args.means else None,
    )
    question = Question(meant(args.user), args.right, args.organisation, asked, args.branch)
    supposed = frozenset(Supposition(each) for each in args.suppose)
    answer = supposing(question, supposed) if supposed else ask(question)
    with translation.override(args.language):
        names = names_of(question, answer)
        if args.json:
            body = as_authzen(question, answer, lambda refusal: sentence(refusal, names=names))
            if supposed and isinstance(context := body["context"], dict):
                context.update(simulation=True, supposed=sorted(supposed))
            json.dump(body, sys.stdout, ensure_ascii=False, indent=2)
            print()
        else:
            print("\n".join(told(question, answer, names)))
            if supposed:
                print(_("This is what would be, if it were so. Nothing has been changed."))
    return 0


def meant(written: str) -> str:
    """The reference of the one user who has this reference, user id or address; else what was written."""
    found = users.written(written)
    return found[0].ref if len(found) == 1 else written


def told(question: Question, answer: Answer, names: Names) -> Iterator[str]:
    match answer:
        case Allowed():
            yield from told_yes(question, answer, names)
        case Refused():
            yield from told_no(question, answer, names)
    if question.context.precheck:
        yield _("No login was named, so its level was not judged.")
    if question.context.simulation:
        yield _("This is about another time than now, with the records as they are today.")


def told_yes(question: Question, allowed: Allowed, names: Names) -> Iterator[str]:
    yield _("Yes: {user} may do “{right}” for {organisation}.").format(**parties(question, names))
    way = {
        WayKind.DIRECT: _("The right was given to the user at home, by assignment {records}."),
        WayKind.CHAIN: _("The way is a chain mandate: mandate and assignment {records}."),
        WayKind.GRANT: _("The way is access given in the service's portal: grant and assignment {records}."),
    }[allowed.way]
    yield way.format(records=", ".join(each.id for each in allowed.evidence))
    if allowed.right_held != question.right:
        yield _("The right held is {held}, which covers it.").format(held=allowed.right_held)
    if allowed.valid_until:
        until = date_format(localtime(allowed.valid_until), "DATETIME_FORMAT")
        yield _("As far as is known now it holds until {until}.").format(until=until)


def told_no(question: Question, refused: Refused, names: Names) -> Iterator[str]:
    yield _("No: {user} may not do “{right}” for {organisation}.").format(**parties(question, names))
    for number, refusal in enumerate(refused.reasons, 1):
        each = explained(refusal, names=names)
        yield f"{number}. {each.sentence} {each.remedy}"
        yield "   " + _("Mended by {who}. ({reason}, {about})").format(
            who=each.who, reason=each.reason, about=each.about
        )


def parties(question: Question, names: Names) -> dict[str, str]:
    """Who, what and for whom, by name where there is one."""
    known = names.worded()
    place = known.get("organisation", question.organisation or "")
    return {
        "user": known.get("user", question.user),
        "right": known.get("right", question.right),
        "organisation": f"{place} ({question.branch})" if question.branch else place,
    }
