"""A chunk of rows: judged, compared with what is there, and put aside in one short transaction.

Everything is made ready before the transaction opens; it only writes. Who reads a chunk that another
worker has read meanwhile writes nothing: the count of rows decides.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.db.models.functions import Lower

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import hold, together
from fuldmagt.onboarding.imports import queries
from fuldmagt.onboarding.imports.columns import Column, Layout
from fuldmagt.onboarding.imports.judging import Fault, Judged, Place, judged, notes
from fuldmagt.onboarding.imports.reading import Row
from fuldmagt.onboarding.imports.rules import ImportState
from fuldmagt.onboarding.models import Import, ImportRow
from fuldmagt.organisations.models import BusinessUser, Department, Organisation
from fuldmagt.organisations.rules import UserState
from fuldmagt.people.queries import index_of
from fuldmagt.people.rules import key_of, same_name
from fuldmagt.secrets import dice, fields

C = Column


class OvertakenError(Exception):
    """Another worker has read these rows, or somebody has cancelled: what was made ready is thrown away."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What a chunk is read with: the import, its columns, and the organisation's departments."""

    of: Import
    layout: Layout
    place: Place
    department_ids: dict[str, int]
    at: datetime


@dataclass(slots=True)
class Read:
    """A row with everything that is to be written of it."""

    row: Judged
    email_key: str
    person_key: str
    faults: list[Fault]
    user: BusinessUser | None = None


def reader(of: Import, *, at: datetime) -> Reader:
    organisation = of.organisation
    open_ones = list(organisation.departments.filter(closed_at__isnull=True))
    place = Place(
        departments={each.name.casefold(): each.ref for each in open_ones},
        names={each.name.casefold(): each.name for each in open_ones},
        country=organisation.country,
        language=of.language,
        today=at.date(),
    )
    ids = {each.ref: each.pk for each in open_ones}
    return Reader(of, queries.layout_of(of), place, ids, at)


def stage(rows: Sequence[Row], by: Reader) -> None:
    """Put the next rows of an import aside. Raises OvertakenError when they are not the next any more."""
    found = [_keyed(judged(number, cells, by.layout, by.place)) for number, cells in rows]
    _compare_with_the_file(found, by)
    _compare_with_the_organisation(found, by.of.organisation)
    faulty = sum(bool(read.faults) for read in found)
    clean = not faulty and not by.of.faulty
    if clean:
        for read in found:
            read.user = _user(read.row, by)
    _write(found, by, faulty)


def _keyed(row: Judged) -> Read:
    said = row.said
    email = said[C.EMAIL].casefold()
    name, born = said[C.NAME], row.birth_date
    number = row.new.national_number if row.new else ""
    person = index_of(number) if number else f"{key_of(name)} {born}" if name and born else ""
    return Read(row, _key(email), _key(person), list(row.faults))


def _key(value: str) -> str:
    return fields.blind_index(value, purpose="import")[:32] if value else ""


@dataclass(slots=True)
class Seen:
    """The rows so far, by key: number, name and e-mail address of each."""

    by_email: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, number: int, name: str, email_key: str, person_key: str) -> None:
        if email_key:
            self.by_email[email_key].append((number, name))
        if person_key:
            self.by_person[person_key].append((number, name))


def _compare_with_the_file(found: Iterable[Read], by: Reader) -> None:
    """The same e-mail address and name twice is one person; so is the same name with the same birth date."""
    found = list(found)
    seen = _seen_before(found, by)
    for read in found:
        name = read.row.said[C.NAME]
        if twin := _twin(seen.by_email.get(read.email_key, ()), name):
            read.faults.append(Fault(C.EMAIL, "twice_in_file", str(twin)))
        elif twin := _twin(seen.by_person.get(read.person_key, ()), name):
            read.faults.append(Fault(C.NAME, "person_twice_in_file", str(twin)))
        seen.add(read.row.number, name, read.email_key, read.person_key)


def _seen_before(found: Sequence[Read], by: Reader) -> Seen:
    """The rows of earlier chunks that share a key with one of these."""
    seen = Seen()
    rows: dict[int, ImportRow] = {}
    earlier = by.of.read_rows.all()
    for column in ("email_key", "person_key"):
        keys = {getattr(read, column) for read in found} - {""}
        rows |= {row.number: row for row in earlier.filter(**{f"{column}__in": keys})}
    for row in sorted(rows.values(), key=lambda row: row.number):
        name = queries.cell(queries.cells_of(row, by.of.ref), by.layout, C.NAME)
        seen.add(row.number, name, row.email_key, row.person_key)
    return seen


def _twin(others: Iterable[tuple[int, str]], name: str) -> int:
    return next((number for number, other in others if same_name(name, other)), 0)


def _compare_with_the_organisation(found: Sequence[Read], organisation: Organisation) -> None:
    """As for a user created alone: the same address and name is there already; and a person is one user."""
    users = organisation.users.exclude(state=UserState.CLOSED)
    by_email: dict[str, list[str]] = defaultdict(list)
    emails = {read.row.said[C.EMAIL].lower() for read in found}
    there = users.annotate(lower=Lower("email")).filter(lower__in=emails)
    for email, name in there.values_list("lower", "name"):
        by_email[email].append(name)
    by_birth: dict[object, list[str]] = defaultdict(list)
    births = {read.row.birth_date for read in found} - {None}
    for born, name in users.filter(birth_date__in=births).values_list("birth_date", "name"):
        by_birth[born].append(name)
    numbers = {read.row.new.national_number for read in found if read.row.new} - {""}
    indexes = {index_of(number): number for number in numbers}
    held = users.filter(national_number_index__in=indexes) if indexes else users.none()
    taken = {indexes[index] for index in held.values_list("national_number_index", flat=True)}
    for read in found:
        name = read.row.said[C.NAME]
        if any(same_name(name, other) for other in by_email.get(read.row.said[C.EMAIL].lower(), ())):
            read.faults.append(Fault(C.EMAIL, "there_already"))
        elif any(same_name(name, other) for other in by_birth.get(read.row.birth_date, ())):
            read.faults.append(Fault(C.NAME, "person_there_already"))
        elif read.row.new and read.row.new.national_number in taken:
            read.faults.append(Fault(C.NATIONAL_NUMBER, "number_there_already"))


def _user(row: Judged, by: Reader) -> BusinessUser:
    new = row.new
    assert new is not None  # the row has no fault
    return BusinessUser(
        ref=dice.reference(),
        organisation_id=by.of.organisation_id,
        state=UserState.IMPORTED.value,
        name=new.name,
        birth_date=new.birth_date,
        has_national_number=new.has_national_number,
        national_number_index=index_of(new.national_number) if new.national_number else "",
        email=new.email,
        phone=new.phone,
        address=new.address,
        language=new.language,
        department_id=by.department_ids[new.department] if new.department else None,
        employee_group=new.employee_group,
        first_means=row.means.value,
        created_at=by.at,
        changed_at=by.at,
        staged_in=by.of.ref,
    )


def _write(found: Sequence[Read], by: Reader, faulty: int) -> None:
    of = by.of
    rows = [_row(read, of) for read in found]
    users = [read.user for read in found if read.user]
    before = of.rows
    done = {
        "rows": before + len(found),
        "faulty": of.faulty + faulty,
        "faults": of.faults + sum(len(read.faults) for read in found),
        "notes": of.notes + sum(bool(notes(read.row.said[C.NAME])) for read in found),
    }
    with together():
        mine = Import.objects.filter(pk=of.pk, state=ImportState.READING, rows=before)
        if mine.update(**done) != 1:
            raise OvertakenError
        ImportRow.objects.bulk_create(rows)
        BusinessUser.with_staged.bulk_create(users)
        entries = [(read.user.ref, {"row": read.row.number, "import": of.ref}) for read in found if read.user]
        hold(
            Event.USER_IMPORTED,
            entries,
            under=of.ref,
            organisation=of.organisation.ref,
            by=of.begun_by,
            at=by.at,
        )
    for name, value in done.items():
        setattr(of, name, value)


def _row(read: Read, of: Import) -> ImportRow:
    number = read.row.number
    written = json.dumps(read.row.cells, ensure_ascii=False)
    return ImportRow(
        of=of,
        number=number,
        cells=fields.encrypt(written, place=queries.row_place(of.ref, number)),
        faults=read.faults,
        is_faulty=bool(read.faults),
        email_key=read.email_key,
        person_key=read.person_key,
        user=read.user.ref if read.user else "",
    )


Standing = tuple[str, str, date | None]
"""A user who is there: the e-mail address without case, the name, the birth date."""


def clashes(of: Import) -> Iterator[tuple[str, Fault]]:
    """Staged users who, since the file was read, are there already or whose department has closed.

    Only what has changed since then is looked at; the answer is the staged user's reference and why.
    """
    staged = BusinessUser.with_staged.filter(staged_in=of.ref)
    closed = Department.objects.filter(organisation=of.organisation, closed_at__gte=of.begun_at)
    for ref in staged.filter(department__in=closed).values_list("ref", flat=True):
        yield ref, Fault(C.DEPARTMENT, "no_department")
    since = of.organisation.users.filter(changed_at__gte=of.begun_at).exclude(state=UserState.CLOSED)
    others = since.annotate(lower=Lower("email")).values_list("lower", "name", "birth_date")
    for some in _by_hundreds(others.iterator()):
        yield from _met(staged, some)


def _met(staged: "QuerySet[BusinessUser]", others: Sequence[Standing]) -> Iterator[tuple[str, Fault]]:
    emails, births = {each[0] for each in others}, {each[2] for each in others if each[2]}
    same_address = staged.annotate(lower=Lower("email")).filter(lower__in=emails)
    for ref, lower, name in same_address.values_list("ref", "lower", "name"):
        if any(email == lower and same_name(name, other) for email, other, _ in others):
            yield ref, Fault(C.EMAIL, "there_already")
    for ref, born, name in staged.filter(birth_date__in=births).values_list("ref", "birth_date", "name"):
        if any(birth == born and same_name(name, other) for _, other, birth in others):
            yield ref, Fault(C.NAME, "person_there_already")


def _by_hundreds(
    rows: Iterable[Standing],
) -> Iterator[list[Standing]]:
    some: list[Standing] = []
    for row in rows:
        some.append(row)
        if len(some) == 500:
            yield some
            some = []
    if some:
        yield some
