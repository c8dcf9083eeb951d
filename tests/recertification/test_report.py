"""What an auditor gets of a review: what was held, who said what, and what had no answer (C9)."""

import csv
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from fuldmagt.audit.models import PendingEntry
from fuldmagt.commands.demo import reviews
from fuldmagt.mandates.recertification import actions
from fuldmagt.mandates.recertification.models import Campaign, Entry, Handover
from fuldmagt.mandates.recertification.rules import Step
from fuldmagt.mandates.review_plans.models import Plan
from fuldmagt.mandates.review_plans.rules import PlanState
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary import clock
from tests.cast import a_user, acting
from tests.recertification.cast import Town, begun, line_of
from tests.recertification.conftest import At

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9")]

LONG = "Þórhildur Ŝtępień-" + "Langenavn" * 12


@pytest.fixture
def over(nordby: Town) -> Campaign:
    """Karen confirmed Ole, with a remark that a spreadsheet would take for a formula; Anna has no answer."""
    nordby.ole.name = LONG
    nordby.ole.save()
    campaign, remark = begun(nordby), "=1+1 må ikke regnes ud"
    line, by = line_of(nordby.ole), acting(nordby.karen)
    actions.answer(line.ref, Step.CONFIRM, seen="open", remark=remark, by=by, at=clock.now())
    actions.close(campaign.ref, by=acting(nordby.mette), at=clock.now())
    nordby.ole.name = "Ole"
    nordby.ole.save()
    return campaign


def test_an_auditor_takes_the_report_for_a_spreadsheet(nordby: Town, at: At, over: Campaign) -> None:
    auditor = a_user(nordby.people.organisation, "Aud Itor", Role.AUDITOR)
    answer = at(auditor).get(f"/recertification/{over.ref}/report.csv")
    head, *lines = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")

    said = {line[2]: dict(zip(head, line, strict=True)) for line in lines}
    assert said[LONG]["Answer"] == "Confirmed"
    assert said[LONG]["Answered by"] == "Karen Leder"
    assert said[LONG]["Remark"] == "'=1+1 må ikke regnes ud"
    assert said["Anna Holmstrup"]["Answer"] == "Without an answer"
    assert PendingEntry.objects.filter(event="acting.downloaded", actor=auditor.ref).count() == 1


def test_the_report_is_a_document_that_can_be_read_aloud(nordby: Town, at: At, over: Campaign) -> None:
    answer = at(nordby.mette).get(f"/recertification/{over.ref}/report.pdf")
    assert answer["Content-Type"] == "application/pdf"
    book = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in book.pages).split())

    assert book.metadata is not None
    assert book.metadata.title == "Foråret"
    for words in (
        "Foråret",
        "Karen Leder",
        "Anna Holmstrup",
        "Þórhildur",
        "må ikke regnes ud",
        "Without an answer",
    ):
        assert words in text
    assert "<pdfuaid:part>1</pdfuaid:part>" in book.root_object["/Metadata"].get_data().decode()


def test_the_demonstration_has_a_review_and_a_plan_in_each_state(nordby: Town) -> None:
    assert reviews.make(nordby.ref, at=clock.now()) == 2
    assert Entry.objects.filter(answer="confirmed", campaign__state="running").count() == 2
    assert {each.state for each in Campaign.objects.all()} == set(Campaign.State)
    assert {each.state for each in Plan.objects.all()} == set(PlanState)
    assert Handover.objects.count() == 1


def test_a_leader_does_not_take_the_report(nordby: Town, at: At, over: Campaign) -> None:
    for kind in ("csv", "pdf"):
        assert at(nordby.karen).get(f"/recertification/{over.ref}/report.{kind}").status_code == 403
