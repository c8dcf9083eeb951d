"""Which of the two rights of Se Sag an employee may hold is judged by the department (C3)."""

import pytest

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Right
from fuldmagt.mandates.assignments.actions import Changed, give
from fuldmagt.organisations.departments import actions as departments
from fuldmagt.organisations.departments.actions import Particulars
from fuldmagt.organisations.models import Department
from fuldmagt.organisations.rules import Role
from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal
from tests.cast import Nordby, a_department, a_user, acting, an_organisation
from tests.conftest import MONDAY
from tests.rights.pages import KOMMUNAL, SAGSBEHANDLER
from tests.rights.test_giving_rights import holds, reason

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_catalogue"), pytest.mark.requirement("C3")]


def test_sagsbehandler_is_open_to_these_and_no_others() -> None:
    open_to = Right.objects.get(ref=SAGSBEHANDLER).categories
    assert set(open_to) == {"trade_union", "law_firm", "insurer", "insurance_department"}
    assert Right.objects.get(ref=KOMMUNAL).categories == ["municipality"]


@pytest.mark.parametrize(
    ("organisation", "department", "works"),
    [
        ("trade_union", None, SAGSBEHANDLER),
        ("law_firm", None, SAGSBEHANDLER),
        ("insurer", None, SAGSBEHANDLER),
        ("state_authority", "insurance_department", SAGSBEHANDLER),
        ("municipality", "insurance_department", SAGSBEHANDLER),
        ("municipality", None, KOMMUNAL),
        ("municipality", "municipality", KOMMUNAL),
        ("region", "insurance_department", SAGSBEHANDLER),
        ("company", "municipality", None),
        ("company", "insurance_department", None),
        ("company", "trade_union", None),
        ("association", "law_firm", None),
        ("adviser", "insurer", None),
        ("state_authority", "municipality", None),
        ("state_authority", None, None),
        ("region", None, None),
        ("company", None, None),
        ("association", None, None),
        ("pension_provider", None, None),
        ("adviser", None, None),
    ],
)
def test_which_of_the_two_rights_an_employee_can_have(
    organisation: str, department: str | None, works: str | None
) -> None:
    """The department is made as an organisation makes it: some are refused, and then it has none."""
    home = an_organisation("Elsewhere", ref="dk:cvr:20000139", category=Category(organisation))
    head = acting(a_user(home, "Otto Over", Role.ORGANISATION_ADMINISTRATOR))
    wanted = Particulars(name="Sager", category=Category(department) if department else None)
    part = departments.create(wanted, by=head, at=MONDAY)
    user = a_user(home, "Ida Skov", department=None if isinstance(part, Refusal) else part)
    by = acting(a_user(home, "Rikke Ret", Role.RIGHTS_ADMINISTRATOR))
    for right in (SAGSBEHANDLER, KOMMUNAL):
        given = give(user.ref, right, by=by, at=MONDAY)
        assert given == (
            Changed(given=(right,)) if right == works else Refusal(Reason.NOT_ELIGIBLE, about=right)
        )
    assert holds(user) == ({works} if works else set())


@pytest.mark.parametrize("department", ["Jobcenter Nordby", "Børnehaven Solsikken", "Vej og park"])
def test_which_municipal_department_is_like_a_job_centre_is_the_administrators_to_say(
    town: Nordby, department: str
) -> None:
    """The law knows categories, not what a department works with; decision 0013 says why."""
    part = Department.objects.filter(name=department).first() or a_department(town.organisation, department)
    user = a_user(town.organisation, "Ida Skov", department=part)
    assert give(user.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY) == Changed((KOMMUNAL,))
    assert reason(give(user.ref, SAGSBEHANDLER, by=acting(town.mette), at=MONDAY)) is Reason.NOT_ELIGIBLE


def test_the_wrong_right_for_the_department_is_refused_and_logged(town: Nordby) -> None:
    outcome = give(town.anna.ref, SAGSBEHANDLER, by=acting(town.mette), at=MONDAY)

    assert outcome == Refusal(Reason.NOT_ELIGIBLE, about=SAGSBEHANDLER)
    assert holds(town.anna) == set()
    entry = of_subject(town.anna.ref, organisation=town.organisation.ref)[0]
    assert (entry.event, entry.outcome) == ("right.given", "not_eligible")


def test_bodil_of_the_insurance_department_gets_the_other_right_under_the_same_number(town: Nordby) -> None:
    assert reason(give(town.bodil.ref, KOMMUNAL, by=acting(town.mette), at=MONDAY)) is Reason.NOT_ELIGIBLE
    assert give(town.bodil.ref, SAGSBEHANDLER, by=acting(town.mette), at=MONDAY) == Changed((SAGSBEHANDLER,))
