"""An e-mail address with an international domain reaches its reader."""

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from fuldmagt.notices import actions
from fuldmagt.notices.tasks import deliver
from tests.enrolment.relay import relay

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.requirement("B5", "B9")
def test_an_international_domain_is_written_as_the_name_system_knows_it() -> None:
    actions.post("mail", "anders@blåbærgrød.example", "Hej", "Hej", language="da", at=MONDAY)
    with relay() as server, override_settings(EMAIL_URL=f"smtp://127.0.0.1:{server.port}"):
        assert deliver(MONDAY) == 1
    assert "rcpt TO:<anders@xn--blbrgrd-fxak7p.example>" in server.commands
