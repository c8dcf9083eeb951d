"""A supplier's file on its way into the stock: looked at, then all of it or nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from fuldmagt.audit.models import PendingEntry
from fuldmagt.authenticators.models import Device, StockFile
from fuldmagt.authenticators.stock import tasks
from tests.administration.pages import words
from tests.cast import Nordby, sydby
from tests.conftest import MONDAY
from tests.stock import rfc6030 as rfc
from tests.stock.conftest import at_a_desk, handed_out, stocked, uploaded
from tests.stock.rfc6030 import container, package, sealed
from tests.stock.test_pskc import BILLION_LAUGHS, EXTERNAL, WRONG_MAC

TWO = container(package("A-1"), package("A-2", algorithm=rfc.TOTP, digits="6", data=""))


def looked_at(mette: Client, data: bytes, key: str = "") -> str:
    """Where the preview of the file is."""
    answer = mette.post("/stock/new/", uploaded(data, key))
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


@pytest.mark.requirement("B6")
def test_a_sealed_file_is_looked_at_and_taken_in(mette: Client, nordby: Nordby) -> None:
    preview = looked_at(mette, rfc.DERIVED, rfc.PASSWORD)
    page = mette.get(preview)

    assert "One device is ready for the stock" in words(page)
    assert "987654321 Audio code reader Manufacturer 8 digits, by its button" in words(page)
    assert rfc.BASE32 not in page.content.decode()
    assert not Device.objects.exists()

    done = mette.post(f"{preview}confirm/", follow=True)

    assert "1 device lies in the stock now." in words(done)
    assert "987654321 Audio code reader Manufacturer" in words(mette.get("/stock/"))
    device = Device.objects.get()
    assert (device.organisation, device.digits, device.by_event) == (nordby.organisation, 8, True)
    assert rfc.BASE32 not in device.secret
    assert bytes(StockFile.objects.get().devices) == b""
    assert PendingEntry.objects.get(event="stock.imported").facts == {"devices": 1, "kind": "code_reader"}


@pytest.mark.parametrize(
    ("data", "key", "said"),
    [
        (BILLION_LAUGHS, "", "This is no XML that can be read here."),
        (EXTERNAL, "", "This is no XML that can be read here."),
        (rfc.container(package(), space="urn:another"), "", "This is no PSKC file"),
        (b" " * 10_000_000, "", "The file is larger than 2 MB."),
        (rfc.AGREED, "", "The file is sealed. Write the key or password"),
        (rfc.AGREED, "ff" * 16, "The key or password does not open the file."),
        (rfc.container(), "", "There is no device in the file."),
    ],
    ids=["laughs", "external", "namespace", "10 MB", "no key", "wrong key", "empty"],
)
def test_a_hostile_file_is_refused_in_plain_words_and_nothing_is_kept(
    mette: Client, data: bytes, key: str, said: str
) -> None:
    answer = mette.post("/stock/new/", uploaded(data, key))

    assert answer.status_code == 400
    assert said in words(answer)
    assert not StockFile.objects.exists()
    assert not Device.objects.exists()


@pytest.mark.requirement("B6")
def test_one_device_that_has_been_tampered_with_keeps_the_whole_file_out(mette: Client) -> None:
    data = container(
        package("A-1", sealed(rfc.AGREED_VALUE, rfc.AGREED_MAC)),
        package("A-2", sealed(rfc.AGREED_VALUE, WRONG_MAC)),
        head=rfc.AGREED_HEAD,
    )
    preview = looked_at(mette, data, rfc.AGREED_KEY)

    assert "A-2 Its secret has been changed, or the key is another one." in words(mette.get(preview))
    assert f'action="{preview}confirm/"' not in mette.get(preview).content.decode()
    assert mette.post(f"{preview}confirm/").status_code == 403
    assert not Device.objects.exists()


def test_a_number_that_is_known_anywhere_is_told_before(mette: Client, nordby: Nordby) -> None:
    stocked(nordby, "A-1")

    page = mette.get(looked_at(mette, TWO))

    assert "The file cannot be taken in as it is" in words(page)
    assert "A-1 It is in a stock or in use already." in words(page)


def test_the_same_file_twice_is_taken_in_once(mette: Client) -> None:
    first, second = looked_at(mette, TWO), looked_at(mette, TWO)
    mette.post(f"{first}confirm/")

    again = [mette.post(f"{each}confirm/") for each in (first, second)]

    assert [each.status_code for each in again] == [403, 403]
    assert "come into a stock in another way" in words(again[1])
    assert Device.objects.count() == 2


def test_what_is_discarded_or_forgotten_holds_no_secret(mette: Client) -> None:
    dropped, left = looked_at(mette, TWO), looked_at(mette, TWO)
    mette.post(f"{dropped}discard/")
    assert tasks.forget(MONDAY + timedelta(hours=23)) == 0

    assert tasks.forget(MONDAY + timedelta(hours=25)) == 1

    assert {bytes(each.devices) for each in StockFile.objects.all()} == {b""}
    assert "This file was discarded" in words(mette.get(left))
    assert mette.post(f"{left}confirm/").status_code == 403
    assert not Device.objects.exists()


def test_only_so_many_files_wait(mette: Client) -> None:
    for _ in range(5):
        looked_at(mette, TWO)

    answer = mette.post("/stock/new/", uploaded(TWO))

    assert "Other files are still waiting." in words(answer)
    assert StockFile.objects.count() == 5


def test_the_form_says_what_is_missing(mette: Client) -> None:
    answer = mette.post("/stock/new/")

    assert "Choose a file." in words(answer)
    assert "Say what the devices are." in words(answer)
    assert mette.post("/stock/new/", uploaded(TWO, kind="chip")).status_code == 400
    assert not StockFile.objects.exists()


def test_a_neighbour_neither_sees_nor_takes_a_device(mette: Client, nordby: Nordby) -> None:
    preview = looked_at(mette, TWO)
    stocked(nordby, "N-1")
    neighbour = sydby()
    sigrid = at_a_desk(neighbour.sigrid)

    assert sigrid.get(preview).status_code == 404
    assert sigrid.post(f"{preview}confirm/").status_code == 404
    assert "N-1" not in words(sigrid.get("/stock/"))
    assert at_a_desk(nordby.anna).get("/stock/").status_code == 403


def test_the_stock_is_searched_and_paged(mette: Client, nordby: Nordby) -> None:
    assert "There are no devices yet" in words(mette.get("/stock/"))
    stocked(nordby, *(f"A-{number:02}" for number in range(20)))

    assert "Showing 1-15 of 20" in words(mette.get("/stock/"))
    assert "A-17" in words(mette.get("/stock/?page=2"))
    found = words(mette.get("/stock/?q=-07"))
    assert "A-07" in found
    assert "A-08" not in found
    assert "You searched for “Z”" in words(mette.get("/stock/?q=Z"))


def test_what_has_been_handed_out_is_not_offered(mette: Client, nordby: Nordby) -> None:
    handed_out(nordby, nordby.anna)
    stocked(nordby, "A-2")
    mette.post(f"/users/{nordby.bodil.ref}/means/order/", {"kind": "code_reader"})
    order = nordby.bodil.means_orders.get()

    offered = words(mette.get(f"/orders/{order.ref}/assign/"))
    taken = mette.post(f"/orders/{order.ref}/assign/", {"serial": "A-1"})

    assert "A-2" in offered
    assert "A-1" not in offered
    assert "No device of this kind with this number lies in the stock." in words(taken)
