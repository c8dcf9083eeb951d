"""What a campaign is to go through, and who for whom: read as it is now, under the organisation's lock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from fuldmagt.catalogue.models import Service
from fuldmagt.mandates.assignments.models import Assignment
from fuldmagt.mandates.queries import not_ended
from fuldmagt.mandates.recertification import rules
from fuldmagt.mandates.recertification.models import Campaign, Due, Entry, Review
from fuldmagt.mandates.recertification.rules import By, Calendar, Led, Reviewer, Scope, Way
from fuldmagt.organisations.models import BusinessUser, Department
from fuldmagt.organisations.queries import holders_of
from fuldmagt.organisations.rules import Role, UserState
from fuldmagt.organisations.users.queries import names
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.zones import ZONES, first_moment

MORNING: Final = timedelta(hours=8)


def held(organisation: str, scope: Scope, *, at: datetime) -> list[Assignment]:
    """What the organisation's own users hold, for it or for a client; departments that are exempt apart."""
    return list(_held(organisation, scope, at))


def services_held(organisation: str, *, at: datetime) -> list[Service]:
    """The services of which somebody holds a right."""
    rows = _held(organisation, Scope(), at).order_by()
    return list(Service.objects.filter(pk__in=rows.values("right__service")).order_by("name", "pk"))


def _held(organisation: str, scope: Scope, at: datetime) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(not_ended(at), user__organisation__ref=organisation)
    found = found.exclude(user__state=UserState.CLOSED).exclude(
        user__department__ref__in=list(scope.left_out)
    )
    if scope.services:
        found = found.filter(right__service__ref__in=list(scope.services))
    whole = found.select_related(
        "user__department",
        "user__person",
        "right__service",
        "organisation",
        "source__group",
        "source__department",
        "source__package",
    )
    return whole.order_by("user__name", "user__pk", "right__service__name", "right__place", "pk")


@dataclass(frozen=True, slots=True)
class Above:
    """Who may answer in an organisation: the leaders by department, and the administrators after them."""

    led: Mapping[str, Led]
    rights: tuple[Reviewer, ...]
    organisation: tuple[Reviewer, ...]
    users: Mapping[str, BusinessUser]

    def of(self, user: BusinessUser, by: By) -> list[BusinessUser]:
        """Who answers for a user, the first one first. Leaders know people, administrators know services."""
        ways = self._leaders(user.department) if by is By.DEPARTMENT else []
        line = rules.line_up(reviewer(user), [*ways, *self.rights, *self.organisation])
        return [self.users[each.user] for each in line]

    def after(self, review: Review) -> list[BusinessUser]:
        """Who is asked, one after the other, where the reviewer of a list does nothing."""
        first = reviewer(review.reviewer) if review.reviewer else Reviewer("")
        line = rules.steps_up(first, self._leaders(review.department), self.rights, self.organisation)
        return [self.users[each.user] for each in line]

    def next_up(
        self, review: Review, holders: Iterable[BusinessUser], asked: Iterable[str]
    ) -> BusinessUser | None:
        """Who is asked next: the first above who was not asked yet, and for whom not all is their own."""
        whose, before = list(map(reviewer, holders)), set(asked)
        line = [each for each in self.after(review) if each.ref not in before]
        return next((each for each in line if reviewer(each).answers_for_any(whose)), None)

    def can(self, review: Review) -> bool:
        """Whether the reviewer still could: is active, and leads here, or administers."""
        return review.reviewer is not None and any(
            each.user == review.reviewer.ref for each in self._line(review)
        )

    def successor(self, review: Review, holders: Iterable[BusinessUser]) -> BusinessUser | None:
        """Who gets the list of a reviewer who cannot any more; `holders` are those with open lines on it."""
        found = rules.successor(self._line(review), map(reviewer, holders))
        return self.users[found.user] if found else None

    def _line(self, review: Review) -> list[Reviewer]:
        leaders = [] if review.service_id else self._leaders(review.department)
        return [*leaders, *self.rights, *self.organisation]

    def _leaders(self, department: Department | None) -> list[Reviewer]:
        return rules.upwards(department.ref if department else "", self.led)


def above(organisation: str) -> Above:
    departments = Department.objects.filter(
        organisation__ref=organisation, closed_at__isnull=True, leader__state=UserState.ACTIVE
    ).select_related("leader__department", "leader__person", "leader__organisation")
    leaders = {each.ref: each.leader for each in departments if each.leader}
    led = {
        ref: Led(reviewer(each), each.department.ref if each.department else "")
        for ref, each in leaders.items()
    }
    rights = holders_of(Role.RIGHTS_ADMINISTRATOR, organisation=organisation)
    others = holders_of(Role.ORGANISATION_ADMINISTRATOR, organisation=organisation)
    users = {each.ref: each for each in [*leaders.values(), *rights, *others]}
    return Above(led, tuple(map(reviewer, rights)), tuple(map(reviewer, others)), users)


def reviewer(user: BusinessUser) -> Reviewer:
    return Reviewer(user.ref, str(user.person_id or ""))


@dataclass(frozen=True, slots=True)
class Place:
    """Which list a right is on: the department's or the service's, and whose to go through."""

    department: Department | None
    service: Service | None
    reviewer: BusinessUser | None

    @property
    def title(self) -> str:
        return self.service.name if self.service else self.department.name if self.department else ""


def places(rows: Iterable[Assignment], by: By, ways_up: Above) -> dict[Place, list[Assignment]]:
    """What is on which list. A user's rights are on one list, or on one for each service."""
    found: dict[Place, list[Assignment]] = defaultdict(list)
    first: dict[str, BusinessUser | None] = {}
    for row in rows:
        user = row.user
        if user.ref not in first:
            first[user.ref] = next(iter(ways_up.of(user, by)), None)
        if by is By.SERVICE:
            place = Place(None, row.right.service, first[user.ref])
        else:
            place = Place(user.department, None, first[user.ref])
        found[place].append(row)
    return found


def foresee(organisation: str, scope: Scope, *, at: datetime) -> dict[Place, list[Assignment]]:
    """The lists that there would be, by title: what a campaign would begin with if it began now."""
    found = places(held(organisation, scope, at=at), scope.by, above(organisation))
    return dict(sorted(found.items(), key=lambda each: (each[0].title, _name(each[0]))))


def _name(place: Place) -> str:
    return place.reviewer.name if place.reviewer else ""


def write(campaign: Campaign, rows: list[Assignment]) -> list[Review]:
    """Write the lists down, each with its lines."""
    ways_up = above(campaign.organisation.ref)
    placed = places(rows, By(campaign.by), ways_up)
    reviews = [_review(campaign, each) for each in placed]
    Review.objects.bulk_create(reviews)
    Due.objects.bulk_create(due for review in reviews for due in _dues(review, ways_up))
    givers = names({row.given_by or _giver(row) for row in rows}, organisation=campaign.organisation.ref)
    entries = [
        _entry(campaign, review, row, givers)
        for review, lines in zip(reviews, placed.values(), strict=True)
        for row in lines
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    return reviews


def _review(campaign: Campaign, place: Place) -> Review:
    return Review(
        ref=dice.reference(),
        campaign=campaign,
        department=place.department,
        service=place.service,
        title=place.title,
        reviewer=place.reviewer,
        reviewer_name=_name(place),
    )


def _dues(review: Review, ways_up: Above) -> list[Due]:
    """When the reviewer is reminded, and when others are asked: at eight in the morning, where they are."""
    campaign = review.campaign
    zone = zone_of(campaign)
    begun = campaign.begun_at.astimezone(ZoneInfo(zone)).date()
    calendar = Calendar.read(campaign.calendar)
    planned = rules.plan(begun, campaign.last_day, calendar, steps_up=len(ways_up.after(review)))
    return [
        Due(review=review, kind=each.kind, step=each.step, due_at=first_moment(each.day, zone) + MORNING)
        for each in planned
    ]


def zone_of(campaign: Campaign) -> str:
    return ZONES.get(campaign.organisation.country, settings.TIME_ZONE)


def _giver(row: Assignment) -> str:
    return row.source.given_by if row.source else ""


def _way(row: Assignment, campaign: Campaign) -> tuple[Way, str]:
    source = row.source
    if row.organisation_id != campaign.organisation_id:
        return Way.CLIENT, source.group.name if source and source.group else ""
    if source is None:
        return Way.DIRECT, ""
    if source.group:
        return Way.GROUP, source.group.name
    if source.department:
        return Way.DEPARTMENT, source.department.name
    return Way.PACKAGE, source.package.name if source.package else ""


def _entry(campaign: Campaign, review: Review, row: Assignment, givers: Mapping[str, str]) -> Entry:
    way, way_name = _way(row, campaign)
    return Entry(
        ref=dice.reference(),
        campaign=campaign,
        review=review,
        user=row.user,
        assignment=row,
        right=row.right,
        user_name=row.user.name,
        right_name=row.right.name,
        service_name=row.right.service.name,
        for_whom=row.organisation.name if way is Way.CLIENT else "",
        way=way,
        way_name=way_name,
        direct=row.source is None,
        given_by_name=givers.get(row.given_by or _giver(row), ""),
        given_at=row.starts_at,
        until=row.ends_at,
        note=row.note or (row.source.note if row.source else ""),
    )
