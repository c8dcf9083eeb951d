"""The outbox: nothing happens without its notice, no notice without its deed, each delivered."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from fuldmagt.audit.journal import together
from fuldmagt.notices import actions, rules
from fuldmagt.notices.models import Notice
from fuldmagt.notices.queries import not_delivered
from fuldmagt.notices.tasks import deliver
from tests.conftest import MONDAY
from tests.enrolment.relay import relay

pytestmark = pytest.mark.django_db


def a_mail(**more: Any) -> Notice:
    given = {"organisation": "dk:cvr:20000015", "language": "da", "at": MONDAY} | more
    return actions.post(
        "mail", "anna@nordby.example", "Velkommen, Anna Øst", "Kære Anna æøå", "<p>Kære</p>", **given
    )


def test_a_deed_that_is_undone_sends_nothing() -> None:
    def undone() -> None:
        with together():
            a_mail()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert not Notice.objects.exists()


def test_the_outbox_keeps_what_is_read_there() -> None:
    notice = a_mail()

    assert deliver(MONDAY) == 1
    assert deliver(MONDAY) == 0
    notice.refresh_from_db()
    assert (notice.state, notice.body) == ("sent", "Kære Anna æøå")


def test_a_mail_into_a_folder_has_both_twins_and_its_headers(tmp_path: Path) -> None:
    notice = a_mail()

    with override_settings(EMAIL_URL=f"file:{tmp_path}"):
        deliver(MONDAY)

    (file,) = tmp_path.iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert (message["Subject"], message["To"]) == ("Velkommen, Anna Øst", "anna@nordby.example")
    assert message["Message-ID"] == notice.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_what_has_left_the_house_is_not_kept(tmp_path: Path) -> None:
    """Links and codes are the receiver's alone once they are sent."""
    notice = a_mail()

    with override_settings(EMAIL_URL=f"file:{tmp_path}"):
        deliver(MONDAY)

    notice.refresh_from_db()
    assert (notice.state, notice.body, notice.html) == ("sent", "", "")


def test_a_relay_gets_the_mail_once() -> None:
    notice = a_mail()

    with relay() as server, override_settings(EMAIL_URL=f"smtp://127.0.0.1:{server.port}"):
        deliver(MONDAY)
        deliver(MONDAY + timedelta(days=1))

    (message,) = server.messages
    assert notice.message_id in message
    assert "rcpt TO:<anna@nordby.example>" in server.commands


@pytest.mark.parametrize("mood", ["refuses", "busy", "hangs up"])
def test_a_relay_in_trouble_is_tried_again_with_the_same_message_id(mood: str) -> None:
    notice = a_mail()

    with relay(mood) as server, override_settings(EMAIL_URL=f"smtp://127.0.0.1:{server.port}"):
        assert deliver(MONDAY) == 0
        notice.refresh_from_db()
        assert (notice.state, notice.tries) == ("waiting", 1)
        assert notice.last_error
        assert deliver(MONDAY) == 0  # not yet due again
        server.mood = "well"
        assert deliver(notice.due_at) == 1

    assert notice.message_id in server.messages[-1]


def test_a_relay_that_is_not_there_is_given_up_after_a_day() -> None:
    notice = a_mail()
    at, tries = MONDAY, 0

    with override_settings(EMAIL_URL="smtp://127.0.0.1:1"):
        while notice.state == "waiting":
            deliver(at)
            notice.refresh_from_db()
            at, tries = notice.due_at, tries + 1

    assert notice.state == "failed"
    assert tries == rules.MOST_TRIES
    assert timedelta(hours=12) < at - MONDAY < timedelta(days=2)
    assert [each.ref for each in not_delivered(organisation="dk:cvr:20000015")] == [notice.ref]


def test_a_worker_that_died_is_replaced_after_its_lease() -> None:
    notice = a_mail()
    Notice.objects.update(leased_until=MONDAY + rules.LEASE, tries=1)

    assert deliver(MONDAY + rules.LEASE - timedelta(seconds=1)) == 0
    assert deliver(MONDAY + rules.LEASE) == 1
    notice.refresh_from_db()
    assert notice.tries == 2


def test_without_a_carrier_nothing_is_lost() -> None:
    notice = a_mail()

    with override_settings(EMAIL_URL="", TESTING=True):
        assert deliver(MONDAY) == 0

    notice.refresh_from_db()
    assert notice.state == "waiting"
    assert "no carrier" in notice.last_error


@contextmanager
def a_gateway() -> Iterator[list[dict[str, Any]]]:
    got: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            got.append({**body, "authorization": self.headers["Authorization"], "path": self.path})
            self.send_response(202)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    got.append({"port": server.server_port})
    try:
        yield got
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_gateway_gets_a_text_message_as_json() -> None:
    notice = actions.text_message("+4520123456", "123456 er din kode", language="da", at=MONDAY)

    with a_gateway() as got:
        address = f"http://a%2Bsecret@127.0.0.1:{got[0]['port']}/messages"
        with override_settings(SMS_URL=address):
            assert deliver(MONDAY) == 1

    assert got[1] == {
        "id": notice.ref,
        "to": "+4520123456",
        "text": "123456 er din kode",
        "authorization": "Bearer a+secret",
        "path": "/messages",
    }


def test_a_gateway_far_away_is_reached_over_https_only() -> None:
    actions.text_message("+4520123456", "123456 er din kode", language="da", at=MONDAY)

    with override_settings(SMS_URL="http://gateway.example/messages"):
        assert deliver(MONDAY) == 0

    assert "no carrier" in Notice.objects.get().last_error


def test_a_subject_cannot_carry_a_header_of_its_own() -> None:
    notice = actions.post("mail", "a@b.example", "Hej\r\nBcc: all@x.example", "x", language="da", at=MONDAY)

    assert notice.subject == "Hej Bcc: all@x.example"
