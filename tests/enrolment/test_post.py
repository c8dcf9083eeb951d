"""The demonstration's letter box, and the worker who empties the outbox."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings

from fuldmagt.notices import actions
from fuldmagt.notices.models import Notice
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db


def a_mail(
    to: str = "anna@nordby.example", subject: str = "Velkommen", body: str = "Læs https://x.example/a?b=1"
) -> Notice:
    return actions.post("mail", to, subject, body, f"<p>{body}</p>", language="da", at=MONDAY)


def test_the_newest_post_stands_first_with_its_links_to_click(client: Client) -> None:
    a_mail(subject="Den første")
    actions.post(
        "text_message",
        "+4520000000",
        "",
        "123456 er din kode",
        language="da",
        at=MONDAY + timedelta(minutes=1),
    )

    page = client.get("/demo/post").content.decode()

    assert page.index("123456 er din kode") < page.index("Den første")
    assert 'href="https://x.example/a?b=1"' in page


def test_a_mail_is_shown_as_its_receiver_sees_it_and_can_do_nothing_to_us(client: Client) -> None:
    notice = a_mail(body="<script>alert(1)</script>")

    answer = client.get(f"/demo/post/{notice.ref}")

    assert answer.content.decode().startswith("<p><script>")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"]


def test_post_is_found_by_words_and_comes_in_pages(client: Client) -> None:
    for number in range(30):
        a_mail(subject=f"Nummer {number}", to="anna@nordby.example" if number % 2 else "bo@sydby.example")

    first = client.get("/demo/post.json", {"q": "sydby nummer", "size": "10"}).json()

    assert (first["total"], len(first["notices"]), first["next_page"]) == (15, 10, 2)
    assert all(each["to"] == "bo@sydby.example" for each in first["notices"])
    assert "anna@nordby.example" not in client.get("/demo/post", {"q": "sydby"}).content.decode()


def test_outside_a_demonstration_nobody_reads_the_post(client: Client) -> None:
    notice = a_mail()

    with override_settings(TESTING=False, DEMO=False):
        answers = [client.get(path) for path in ("/demo/post", "/demo/post.json", f"/demo/post/{notice.ref}")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
