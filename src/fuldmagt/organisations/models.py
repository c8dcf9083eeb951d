from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from fuldmagt.organisations.rules import OrganisationState, Role, UserKind, UserState
from fuldmagt.people.models import Person
from fuldmagt.vocabulary.categories import Category


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Organisation(models.Model):
    """A company or authority. `ref` is its main identifier as written, `dk:cvr:20000015`."""

    ref = models.CharField(max_length=128, unique=True)
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=32, choices=choices(Category))
    state = models.CharField(
        max_length=16, choices=choices(OrganisationState), default=OrganisationState.ACTIVE
    )
    suspend_on_lapsed_right_to_work = models.BooleanField(default=False)
    shares_means = models.BooleanField(default=False)  # a means may serve its users elsewhere too (B14)
    four_eyes = models.BooleanField(default=False)
    four_eyes_off_asked_by = models.CharField(max_length=64, blank=True)  # a user; the second one decides
    four_eyes_off_asked_at = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, default="DK")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    joined_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveBigIntegerField(default=1)  # raised by every change that a decision may rest on
    revised = models.BigIntegerField(default=0, db_index=True)  # when it was raised: `revisions.queries`

    def __str__(self) -> str:
        return self.name


class OrganisationIdentifier(models.Model):
    """A number of an organisation besides its main one (A3)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    written = models.CharField(max_length=128, unique=True)


class Branch(models.Model):
    """A part of an organisation with a number of its own: P-number, SE number, vestiging."""

    ref = models.CharField(max_length=128, unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="branches")
    name = models.CharField(max_length=200, blank=True)


class Department(models.Model):
    """A department; with a category of its own its employees are judged by that one (C3)."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="departments")
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=32, choices=choices(Category), blank=True)
    mailbox = models.EmailField(blank=True)
    leader = models.ForeignKey(
        "BusinessUser", models.SET_NULL, null=True, blank=True, related_name="departments_led"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="department_names_differ", fields=["organisation", "name"])
        ]

    def __str__(self) -> str:
        return self.name


class Counting(models.Manager["BusinessUser"]):
    """The users there are. Those staged by an import that nobody has confirmed are not among them."""

    def get_queryset(self) -> "models.QuerySet[BusinessUser]":
        return super().get_queryset().filter(staged_in__isnull=True)


class BusinessUser(models.Model):
    """A person (or a system) as a user of one organisation, its home.

    Name, birth date and e-mail are what the administrator typed; `person` is known once the
    identity has been confirmed.
    """

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="users")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="users")
    kind = models.CharField(max_length=8, choices=choices(UserKind), default=UserKind.PERSON)
    state = models.CharField(max_length=24, choices=choices(UserState), default=UserState.INVITED)
    user_id = models.CharField(max_length=64, null=True, blank=True, unique=True)  # lower case; unique
    name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True, blank=True)
    has_national_number = models.BooleanField(default=True)
    national_number_index = models.CharField(max_length=64, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=8, default="da")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="users")
    employee_group = models.CharField(max_length=100, blank=True)
    first_means = models.CharField(max_length=16, blank=True)  # chosen at creation (B6); empty: free choice
    right_to_work_until = models.DateTimeField(null=True, blank=True)
    sessions_from = models.DateTimeField(null=True, blank=True)  # a login from before counts no more
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # two people at once: the second is told
    staged_in = models.CharField(max_length=64, null=True, blank=True)  # an import that is to be confirmed

    objects = Counting()
    with_staged: ClassVar[models.Manager["BusinessUser"]] = models.Manager()  # for imports alone

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "name"]),
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["organisation", "birth_date"]),
            models.Index("organisation", Lower("email"), name="users_by_email"),
            models.Index(
                fields=["staged_in"],
                name="users_to_be_confirmed",
                condition=models.Q(staged_in__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def category(self) -> str:
        """What the user's rights are judged by: the department's own category, else the organisation's."""
        return (self.department.category if self.department else "") or self.organisation.category

    def still_counts(self, since: datetime) -> bool:
        """Whether a login made at `since` is good for anything: not once the user was locked out after it."""
        return self.sessions_from is None or since >= self.sessions_from

    @property
    def key_name(self) -> str:
        """Whose key seals what the log says of the user: the person's, the user's own until then."""
        return self.person.ref if self.person else self.ref


class RoleHeld(models.Model):
    """An administrator role of a user in the user's own organisation."""

    user = models.ForeignKey(BusinessUser, models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=32, choices=choices(Role))
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(name="a_role_is_held_once", fields=["user", "role"])]


class Employment(models.Model):
    """A person employed by an organisation, with or without a business user (A6)."""

    ref = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="employments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="employments")
    user = models.ForeignKey(BusinessUser, models.SET_NULL, null=True, blank=True, related_name="employments")
    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="employments"
    )
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    payroll_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="employment_ends_after_it_starts",
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
            )
        ]
