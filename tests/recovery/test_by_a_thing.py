"""Back in by a thing: a chip, or the code reader that lies ready in the place of a lost one (F9, B6)."""

import pytest

from fuldmagt.authenticators.models import Authenticator
from fuldmagt.authenticators.orders.rules import OrderState
from fuldmagt.organisations.models import BusinessUser
from fuldmagt.vocabulary.means import Means
from tests.authenticators.device import Device
from tests.enrolment.conftest import last_mail
from tests.enrolment.diana import EMAIL
from tests.recovery.conftest import NEW, Scene
from tests.stock.conftest import COUNTING, handed_out

OTHER = "846120"
pytestmark = [pytest.mark.requirement("F9"), pytest.mark.requirement("B6")]


def began_by(scene: Scene, kind: Means) -> None:
    BusinessUser.objects.filter(pk=scene.user.pk).update(first_means=kind.value)


def test_who_began_by_a_chip_takes_another(scene: Scene) -> None:
    began_by(scene, Means.CHIP)
    employee = scene.proven()
    assert "A chip" in scene.page.content.decode()
    ceremony = employee.browser.get(f"{employee.link}chip/").context["ceremony"]

    chip = Device(attachment="cross-platform")
    done = employee.types("chip", ceremony=ceremony.ref, response=chip.makes(ceremony.options))

    assert "Your new chip works" in done.content.decode()
    assert Authenticator.objects.get(person=scene.user.person, kind=Means.CHIP).state == "active"
    assert "a new means of login" in last_mail(EMAIL).subject
    assert employee.opens_the_link().status_code == 410


def test_what_is_part_of_the_device_is_no_chip_on_the_way_back_either(scene: Scene) -> None:
    began_by(scene, Means.CHIP)
    employee = scene.proven()
    ceremony = employee.browser.get(f"{employee.link}chip/").context["ceremony"]

    made = Device(attachment="platform").makes(ceremony.options)
    said = employee.types("chip", ceremony=ceremony.ref, response=made)

    assert "Your new chip works" not in said.content.decode()
    assert not Authenticator.objects.filter(kind=Means.CHIP).exists()
    assert employee.opens_the_link().status_code == 200, "the link is good for another try"


def test_the_reader_that_lies_ready_is_taken_by_the_link(scene: Scene) -> None:
    began_by(scene, Means.CODE_READER)
    order = handed_out(BusinessUser.objects.get(name="Mette Lundager"), scene.user)
    employee = scene.proven()
    typed = {"pin": NEW, "pin_again": NEW, "code": COUNTING.code(0)}

    wrong = employee.types("reader", serial="A-2", **typed)
    done = employee.types("reader", serial="A-1", **typed)

    assert "Your new code reader works" not in wrong.content.decode()
    assert "Your new code reader works" in done.content.decode()
    order.refresh_from_db()
    assert order.state == OrderState.ACTIVATED

    again = scene.proven()
    typed |= {"pin": OTHER, "pin_again": OTHER, "code": COUNTING.code(1)}
    page = again.types(f"pin/{order.authenticator.ref}", **typed)
    assert "Your new PIN works" in page.content.decode(), "its codes have eight digits"
