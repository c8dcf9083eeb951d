"""What the stories of things share: Nordby, Mette at her desk, a supplier's file in her stock."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fuldmagt.authenticators.code.rules import Generator
from fuldmagt.authenticators.models import MeansOrder
from fuldmagt.authenticators.orders import actions as orders
from fuldmagt.authenticators.stock import actions as stock
from fuldmagt.authenticators.stock.rules import Misfit
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary import clock
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import Refusal
from tests import cast
from tests.cast import Nordby
from tests.stock import rfc6030 as rfc

PIN = "480271"

COUNTING = Generator(rfc.BASE32, by_event=True, digits=8)
"""The device of the RFC's example, in somebody's hand."""


@pytest.fixture
def nordby(db: None, clock: time_machine.Traveller) -> Nordby:
    return cast.nordby()


@pytest.fixture
def mette(nordby: Nordby) -> Client:
    return at_a_desk(nordby.mette)


def at_a_desk(user: BusinessUser) -> Client:
    return cast.log_in(Client(headers={"accept-language": "en"}), user)


def uploaded(
    data: bytes, key: str = "", kind: str = "code_reader", name: str = "tokens.xml"
) -> dict[str, object]:
    """The form of the page that takes a file."""
    return {"file": SimpleUploadedFile("tokens.xml", data, "application/xml"), "kind": kind, "key": key}


def _who(by: Nordby | BusinessUser) -> BusinessUser:
    """The user administrator: Mette, where a town is named."""
    return by.mette if isinstance(by, Nordby) else by


def stocked(by: Nordby | BusinessUser, *serials: str, kind: Means = Means.CODE_READER, **more: str) -> None:
    """The devices lie in Nordby's stock; each is the example of the RFC under another number."""
    mette = cast.acting(_who(by))
    data = rfc.container(*(rfc.package(serial, **more) for serial in serials))
    file = stock.read(data, key="", kind=kind, file_name="tokens.xml", by=mette, at=clock.now())
    assert not isinstance(file, Refusal | Misfit), file
    assert not isinstance(stock.confirm(file.ref, by=mette, at=clock.now()), Refusal)


def ordered(by: Nordby | BusinessUser, user: BusinessUser, kind: Means = Means.CODE_READER) -> MeansOrder:
    order = orders.order(user.ref, kind, by=cast.acting(_who(by)), at=clock.now())
    assert isinstance(order, MeansOrder), order
    return order


def handed_out(by: Nordby | BusinessUser, user: BusinessUser, serial: str = "A-1") -> MeansOrder:
    """An audio code reader that lies ready for its user."""
    stocked(by, serial)
    order = ordered(by, user)
    aside = orders.set_aside(order.ref, serial, by=cast.acting(_who(by)), at=clock.now())
    assert isinstance(aside, MeansOrder), aside
    return aside


def in_use(town: Nordby, user: BusinessUser, serial: str = "A-1") -> MeansOrder:
    """The reader is in use; its counter stands at 0."""
    order = handed_out(town, user, serial)
    first = {"serial": serial, "pin": PIN, "pin_again": PIN, "code": COUNTING.code(0)}
    answer = at_a_desk(user).post(f"/mine/orders/{order.ref}/take/", first)
    assert answer.status_code == 302, answer.content.decode()
    order.refresh_from_db()
    return order
