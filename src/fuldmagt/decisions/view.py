"""The law's facts of one question, out of the views that a process holds. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from fuldmagt.decisions.facts import Assignment, Facts, Grant, Mandate, Organisation, Recognition, User
from fuldmagt.decisions.stock import Looking

Each = TypeVar("Each")


class Sought(Mapping[str, Each]):
    """Things that are looked up one by one, each once; which there are is not known."""

    def __init__(self, look: Callable[[str], Each | None]) -> None:
        self._look = look
        self._found: dict[str, Each] = {}

    def get(self, ref: str, default: Any = None) -> Any:
        found = self._found.get(ref)
        if found is None and (found := self._look(ref)) is not None:
            self._found[ref] = found
        return default if found is None else found

    def __getitem__(self, ref: str) -> Each:
        found: Each | None = self.get(ref)
        if found is None:
            raise KeyError(ref)
        return found

    def __contains__(self, ref: object) -> bool:
        return self.get(str(ref)) is not None

    def __iter__(self) -> Iterator[str]:
        raise TypeError("nobody counts what every organisation holds")

    __len__ = __iter__  # type: ignore[assignment]  # for the same reason


class View(Facts):
    """Facts that are fetched as the law asks for them; `looking` knows in the end what they rest on."""

    def __init__(self, looking: Looking) -> None:
        self.looking = looking
        catalogue = looking.catalogue
        self.services, self.rights, self.catalogue = catalogue.services, catalogue.rights, catalogue.law
        self.organisations: Mapping[str, Organisation] = Sought(looking.place)
        self.users: Mapping[str, User] = Sought(self._user)

    def _user(self, ref: str) -> User | None:
        member = self.looking.member(ref)
        return member.user if member else None

    def organisation_of(self, branch: str) -> str | None:
        place = self.looking.owner(branch)
        return place.id if place else None

    def users_of(self, user: User) -> Collection[User]:
        member = self.looking.member(user.id)
        others = member.others if member else ()
        found = (self.looking.member(ref) for ref, _ in others)
        # A view from before they were known to be one person names nobody.
        return (user, *(each.user for each in found if each and each.person in {user.person, None}))

    def assignments_of(self, user: str, organisation: str) -> tuple[Assignment, ...]:
        member = self.looking.member(user)
        return member.assignments_for(organisation) if member else ()

    def mandates_between(self, giver: str, receiver: str) -> tuple[Mandate, ...]:
        home = self.looking.home(receiver)
        return home.mandates.get(giver, ()) if home else ()

    def grants_between(self, giver: str, receiver: str) -> tuple[Grant, ...]:
        home = self.looking.home(receiver)
        given = home.grants.get(giver, ()) if home else ()
        touching = self.looking.catalogue.touching
        return tuple(each for each in given if each.right not in touching)

    def recognitions_of(self, organisation: str, provider: str) -> tuple[Recognition, ...]:
        home = self.looking.home(organisation)
        return home.recognitions.get(provider, ()) if home else ()

    def organisations_assigned_to(self, user: str) -> Collection[str]:
        member = self.looking.member(user)
        if member is None:
            return ()
        return {*member.elsewhere, *([member.place.id] if member.rights or member.odd else ())}

    def givers_of_grants(self, receiver: str) -> Collection[str]:
        home = self.looking.home(receiver)
        return home.grants.keys() if home else ()
