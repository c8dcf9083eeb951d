"""Packages in the demonstration: one given to a group and to a department, with something new that waits."""

from datetime import datetime

from fuldmagt.catalogue.models import Package, Right
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.groups import actions as groups
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.packages import giving
from fuldmagt.mandates.sources.giving import Given
from fuldmagt.mandates.sources.rules import Kind
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.queries import actor, holders_of
from fuldmagt.organisations.rules import Actor, Role, UserState
from fuldmagt.vocabulary.period import Period

STAFF = ("Dorthe Kjeldsen", "Gitte Vang", "Mikkel Brandt")
PAY, LEADERS, LATER = "loen-og-refusion", "leder-overblik", "ydelsesrefusion:opgoer"


def make(organisation: str, *, at: datetime) -> int:
    """A group of the payroll staff has one package, a department the other; how many were given."""
    managers = holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation)
    department = Department.objects.filter(organisation__ref=organisation, closed_at=None).first()
    if not managers or department is None:
        return 0
    by = actor(managers[0])
    said = groups.Particulars(name="Lønkontoret", description="Anmelder fravær og opgør refusion")
    group = groups.create(said, by=by, at=at)
    if not isinstance(group, Group):
        return 0
    staff = BusinessUser.objects.filter(organisation__ref=organisation, state=UserState.ACTIVE)
    payroll = staff.filter(name__in=STAFF).order_by("name", "pk")
    groups.add(group.ref, [each.ref for each in payroll], by=by, at=at)
    package, later = Package.objects.get(ref=PAY), Right.objects.get(ref=LATER)
    package.rights.remove(later)  # it comes into the package once somebody has that
    given = _give(PAY, group.ref, Kind.GROUP, by, at)
    package.rights.add(later)
    return given + _give(LEADERS, department.ref, Kind.DEPARTMENT, by, at)


def _give(package: str, holder: str, kind: Kind, by: Actor, at: datetime) -> int:
    wish = Wish("", Period(at), note="Efteråret")
    foreseen = giving.give(package, holder, kind, wish, by=by, at=at, write=False)
    if not isinstance(foreseen, Given):
        return 0
    done = giving.give(package, holder, kind, wish, by=by, at=at, seen=foreseen.stamp)
    return int(isinstance(done, Given))
