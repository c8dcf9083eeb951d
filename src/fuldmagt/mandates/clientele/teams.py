"""Groups as columns of client administration: whoever is in the group works for the client (F4).

A group has a right for a client by a source that hangs on the client's mandate. It ends with the
mandate and stays when that is renewed; what each member gets are assignments that name it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fuldmagt.audit.events import Event
from fuldmagt.audit.journal import deed
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import Rights
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.mandates.clientele import queries, rules
from fuldmagt.mandates.groups.models import Group
from fuldmagt.mandates.groups.queries import is_among, members
from fuldmagt.mandates.rules import RecordState
from fuldmagt.mandates.sources.actions import LeftOut, follow, outstanding
from fuldmagt.mandates.sources.models import Source
from fuldmagt.organisations.rules import Actor
from fuldmagt.secrets import dice
from fuldmagt.vocabulary.refusals import Reason, Refusal


@dataclass(frozen=True, slots=True)
class Team:
    """What is to become of a group's rights for a client, and for whom; or why it stays as it is."""

    mandate: Mandate
    group: Group
    gives: Source | None = None
    ends: tuple[Source, ...] = ()
    refusal: Refusal | None = None
    reached: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def changes(self) -> bool:
        return self.refusal is None and (self.gives is not None or bool(self.ends))

    def said(self) -> str:
        """For the stamp: what will be done and whom it reaches."""
        ends = " ".join(each.ref for each in self.ends)
        gets = " ".join(sorted(self.reached)) if self.gives else ""
        return f"{self.mandate.ref} {self.group.ref} {bool(self.gives)} {ends} {gets}"


@dataclass(frozen=True, slots=True)
class Planning:
    """Judges the cells of groups, as things stand. `right`: none where rights are taken away."""

    right: Right | None
    law: Rights
    held: Mapping[tuple[str, str], list[Source]]
    by: Actor
    at: datetime

    def team(self, mandate: Mandate, group: Group) -> Team:
        has = self.held.get((mandate.ref, group.ref), [])
        refs = {each.right.ref for each in has if each.right}
        going = rules.replaced(refs, self.right.ref if self.right else "", self.law)
        ends = tuple(each for each in has if each.right and each.right.ref in going)
        if self.right is None or self.right.ref in refs:
            return Team(mandate, group, ends=ends)
        if refusal := self._against(mandate, group, self.right):
            return Team(mandate, group, refusal=refusal)
        source = self._source(mandate, group, self.right)
        found = outstanding([source], organisation=self.by.organisation, by=self.by, at=self.at)
        reached = tuple(each.user for each in found.given)
        return Team(mandate, group, source, ends, reached=reached, left_out=found.left_out)

    def _against(self, mandate: Mandate, group: Group, right: Right) -> Refusal | None:
        if group.organisation.four_eyes and is_among(self.by, members(group)):
            return Refusal(Reason.SECOND_PERSON_NEEDED, about=right.ref)
        if not rules.within(right.ref, queries.given(mandate), self.law):
            return Refusal(Reason.CHAIN_MISSING, about=right.ref)
        return None

    def _source(self, mandate: Mandate, group: Group, right: Right) -> Source:
        return Source(
            ref=dice.reference(),
            organisation=group.organisation,
            acted_for=mandate.giver,
            mandate=mandate,
            group=group,
            right=right,
            branches=[],
            starts_at=max(self.at, mandate.starts_at),
            given_by=self.by.ref,
        )


def write(teams: Iterable[Team], *, by: Actor, at: datetime) -> None:
    """What was planned, one entry for each group and client; then what its members hold.

    Called under the locks of the organisation and of the clients. Only these sources are followed: who
    gives rights for clients frees nothing that waits at home.
    """
    touched: set[str] = set()
    for team in teams:
        for source in team.ends:
            with deed(Event.CLIENT_GROUP_ENDED, by=by.ref, at=at, organisation=by.organisation) as entry:
                entry.about(team.group.ref)
                entry.facts(client=team.mandate.giver.ref, right=source.right.ref if source.right else "")
                entry.facts(mandate=team.mandate.ref, source=source.ref)
                ended = {"state": RecordState.REVOKED, "revoked_at": at, "revoked_by": by.ref}
                Source.objects.filter(pk=source.pk).update(**ended)
            touched.add(source.ref)
        if team.gives is not None and team.gives.right is not None:
            with deed(Event.CLIENT_GROUP_ASSIGNED, by=by.ref, at=at, organisation=by.organisation) as entry:
                entry.about(team.group.ref)
                entry.facts(client=team.mandate.giver.ref, right=team.gives.right.ref)
                entry.facts(mandate=team.mandate.ref, source=team.gives.ref)
                team.gives.save()
            touched.add(team.gives.ref)
    if touched:
        follow(by.organisation, by=by, at=at, through=touched)
