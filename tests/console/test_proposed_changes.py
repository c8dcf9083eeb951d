"""What gives anybody more than before is proposed by one person and accepted by another (C1)."""

import pytest
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Proposal, Right
from fuldmagt.notices.models import Notice
from fuldmagt.organisations.models import RoleHeld
from tests.administration.pages import field, heading, rows, words
from tests.console.library import BOGSKAB, GODKEND, RET, RIGHT, SE, Library, law_of, page

pytestmark = pytest.mark.requirement("C1")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"assurance": "low"}, "“Edit loans” needs a login of the level low and no more."),
        ({"categories": []}, "“Edit loans” can be given in every organisation."),
        ({"categories": ["municipality", "company"]}, "“Edit loans” can be given to companies too."),
    ],
)
def test_what_gives_more_waits_for_a_second_person(
    liv: Client, otto: Client, bogskab: Library, change: dict[str, object], says: str
) -> None:
    said = law_of(liv, RET, **change)
    looked = liv.post(page(RET), said | {"look": "yes"})
    assert "A colleague has to accept this" in words(looked)
    assert says in words(looked)
    assert "Write why it has to be so" in words(liv.post(page(RET), said | {"save": "yes"}))
    assert Proposal.objects.count() == 0

    waits = liv.post(page(RET), said | {"save": "yes", "why": "Asked for by the unions."}, follow=True)

    assert heading(waits) == "Your proposal waits for a colleague"
    assert bogskab.right(RET).assurance == "substantial"
    proposal = Proposal.objects.get()
    address = f"/provider/proposals/{proposal.ref}/"
    seen = otto.get(address)
    assert heading(seen) == "Liv Bang proposes a change"
    assert says in words(seen)
    own = liv.post(address, {"seen": field(seen, "seen")})
    assert own.status_code == 403
    assert "a colleague has to" in words(own)

    done = otto.post(address, {"seen": field(seen, "seen")}, follow=True)

    assert "The change is accepted, and works at once." in words(done)
    right = bogskab.right(RET)
    assert {"assurance": right.assurance, "categories": sorted(right.categories)} != {
        "assurance": "substantial",
        "categories": ["municipality"],
    }
    assert of_subject(RET, organisation=BOGSKAB)[0].event == "change.accepted"


def test_a_conflict_that_ends_with_an_inclusion_needs_a_second_person(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    """Whoever holds both could use neither, as one includes what the other excludes."""
    add = "/provider/services/laan/rights/add/"
    made = {**RIGHT, "ref": "alt", "implies": [RET], "seen": field(liv.get(add), "seen"), "save": "yes"}
    liv.post(add, made | {"why": "Because."})
    address = f"/provider/proposals/{Proposal.objects.get().ref}/"
    otto.post(address, {"seen": field(otto.get(address), "seen")})
    said = law_of(liv, "laan:alt", implies=[]) | {"save": "yes", "why": "Because."}

    waits = liv.post(page("laan:alt"), said, follow=True)

    assert "One person can hold “Delete loans” and “Approve loans” together." in words(waits)
    assert bogskab.right("laan:alt").implies.exists()


def test_what_somebody_proposed_who_lost_the_role_is_accepted_by_nobody(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    address = f"/provider/proposals/{proposed(liv).ref}/"
    RoleHeld.objects.filter(user=bogskab.liv).delete()

    refused = otto.post(address, {"seen": field(otto.get(address), "seen")})

    assert "Whoever proposed this may not change the catalogue any more." in words(refused)
    assert bogskab.right(RET).assurance == "substantial"


def proposed(browser: Client) -> Proposal:
    said = law_of(browser, RET, assurance="low")
    browser.post(page(RET), said | {"save": "yes", "why": "Because."})
    return Proposal.objects.get()


def test_the_colleagues_are_told_by_mail_and_see_that_something_waits(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    proposal = proposed(liv)

    mail = Notice.objects.get()

    assert mail.to == bogskab.otto.email
    assert "Liv Bang" in mail.body
    assert "Because." in mail.body
    assert f"/provider/proposals/{proposal.ref}/" in mail.body
    assert "Services and texts 1" in words(otto.get("/provider/"))


def test_a_colleague_who_is_the_same_person_accepts_nothing(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    proposal = proposed(liv)
    address = f"/provider/proposals/{proposal.ref}/"
    seen = field(otto.get(address), "seen")
    bogskab.otto.person = bogskab.liv.person
    bogskab.otto.save()

    assert "Accept the change" not in words(otto.get(address))
    assert otto.post(address, {"seen": seen}).status_code == 403
    assert bogskab.right(RET).assurance == "substantial"


def test_a_proposal_is_declined_or_taken_back_and_decided_once(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    proposal = proposed(liv)
    address = f"/provider/proposals/{proposal.ref}/"
    seen = field(otto.get(address), "seen")
    second = liv.post(page(RET), law_of(liv, RET, assurance="low") | {"save": "yes", "why": "Again."})
    assert "A change of this waits for a second person already." in words(second)

    assert "The proposal is declined." in words(otto.post(f"{address}decline/", follow=True))

    assert "decided already" in words(otto.post(address, {"seen": seen}))
    assert bogskab.right(RET).assurance == "substantial"
    assert rows(liv.get("/provider/bogskab/proposals/"))[0].endswith("Declined")
    Proposal.objects.all().delete()
    again = proposed(liv)
    back = liv.post(f"/provider/proposals/{again.ref}/decline/", follow=True)
    assert "The proposal is taken back." in words(back)
    assert of_subject(RET, organisation=BOGSKAB)[0].event == "change.taken-back"


def test_a_proposal_about_what_has_changed_since_is_not_accepted(
    liv: Client, otto: Client, bogskab: Library
) -> None:
    proposal = proposed(liv)
    address = f"/provider/proposals/{proposal.ref}/"
    seen = field(otto.get(address), "seen")
    otto.post(page(RET), law_of(otto, RET, assurance="high") | {"save": "yes"})

    late = otto.post(address, {"seen": seen})

    assert "Somebody changed this after you opened it." in words(late)
    assert bogskab.right(RET).assurance == "high"
    assert "It cannot be accepted any more" in words(otto.get(address))
    assert "Accept the change" not in words(otto.get(address))


def test_what_was_not_seen_is_not_accepted(liv: Client, otto: Client, bogskab: Library) -> None:
    """What another right includes has grown since: the same proposal would open more than was read."""
    said = law_of(liv, GODKEND, implies=[SE])
    liv.post(page(GODKEND), said | {"save": "yes", "why": "Because."})
    address = f"/provider/proposals/{Proposal.objects.get().ref}/"
    seen = field(otto.get(address), "seen")
    new = RIGHT | {"seen": field(liv.get("/provider/services/laan/rights/add/"), "seen"), "save": "yes"}
    liv.post("/provider/services/laan/rights/add/", new)
    bogskab.right(SE).implies.add(bogskab.right("laan:slet"))

    assert "Somebody changed this" in words(otto.post(address, {"seen": seen}))
    assert not bogskab.right(GODKEND).implies.exists()


def test_who_is_alone_reads_who_appoints_another(liv: Client, bogskab: Library) -> None:
    RoleHeld.objects.filter(user=bogskab.otto).delete()
    looked = words(liv.post(page(RET), law_of(liv, RET, assurance="low") | {"look": "yes"}))
    assert "You are the only provider administrator of your organisation" in looked
    assert "your organisation administrator appoints another" in looked


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_providers_catalogue_is_not_there(
    liv: Client, console: Client, bogskab: Library, method: str
) -> None:
    proposal = proposed(liv)
    before = list(Right.objects.values_list("ref", "assurance", "retired_at"))
    for address in (
        page(RET),
        page(RET, "retire"),
        "/provider/services/laan/change/",
        "/provider/services/laan/rights/add/",
        "/provider/bogskab/services/add/",
        "/provider/bogskab/sets/",
        "/provider/bogskab/sets/add/",
        "/provider/sets/laan-to/",
        "/provider/sets/laan-to/remove/",
        "/provider/bogskab/proposals/",
        f"/provider/proposals/{proposal.ref}/",
        f"/provider/proposals/{proposal.ref}/decline/",
    ):
        answer = getattr(console, method)(address, {"save": "yes", "assurance": "low", "seen": "x"})
        assert answer.status_code in {404, 405}, address
    assert list(Right.objects.values_list("ref", "assurance", "retired_at")) == before
    proposal.refresh_from_db()
    assert proposal.state == "waits"
