"""Anna of Nordby's job centre, who may use Se Sag, and Se Sag itself."""

from dataclasses import dataclass

import pytest
import time_machine

from tests import cast
from tests.oidc.party import Party, a_party, answer_in
from tests.sign_in.people import Employee, an_employee


@dataclass
class World:
    nordby: cast.Nordby
    se_sag: cast.SeSag
    anna: Employee
    party: Party

    def code(self, **changes: str | None) -> str:
        """A code that Anna's login has just given."""
        return answer_in(self.anna.logs_in(self.party.address(**changes)))["code"]

    def tokens(self, **changes: str | None) -> dict[str, str]:
        answer = self.party.redeems(self.code(**changes))
        assert answer.status_code == 200, answer.content
        return dict(answer.json())


@pytest.fixture
def world(db: None, clock: time_machine.Traveller) -> World:
    nordby, se_sag = cast.nordby(), cast.se_sag()
    cast.gives(nordby.anna, se_sag.kommunal)
    return World(nordby, se_sag, an_employee(nordby.anna), a_party())
