"""A provider keeps its own applications: registered, changed, given new secrets, stopped; nobody else's."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser

from fuldmagt.audit.queries import of_subject
from fuldmagt.catalogue.models import Provider
from fuldmagt.clients.credentials import is_secret_of
from fuldmagt.clients.models import Client
from fuldmagt.clients.rules import LOGIN_SCOPES
from fuldmagt.secrets import signatures
from fuldmagt.vocabulary.clock import now
from tests.administration.pages import field, heading, rows, words
from tests.console.library import BOGSKAB, Library
from tests.oidc.conftest import World
from tests.oidc.party import BACK, Party, answer_in

pytestmark = pytest.mark.requirement("F8")

ADD = "/provider/bogskab/clients/add/"
SAID = {
    "ref": "laaner",
    "name": "Lånekortet",
    "may": ["login", "access:evaluate", "grants:manage"],
    "services": ["laan"],
    "redirect_uris": "https://laan.example/back\nhttp://localhost:9000/back",
    "authentication": "client_secret_basic",
    "id_token_algorithm": "ES256",
}


def registered(browser: Browser, **changes: object) -> tuple[Client, str]:
    """The application, and the secret as the page shows it."""
    page = browser.post(ADD, SAID | changes)
    assert page.status_code == 200, words(page)
    shown = re.search(r"<dt>Secret</dt><dd[^>]*>([^<]+)</dd>", page.content.decode())
    assert shown is not None
    return Client.objects.get(ref="bogskab-laaner"), shown[1]


def test_an_application_is_registered_and_its_secret_shown_once(liv: Browser, bogskab: Library) -> None:
    page = liv.post(ADD, SAID)

    assert heading(page) == "This is the secret of Lånekortet"
    assert page["Cache-Control"] == "no-store"
    client = Client.objects.get(ref="bogskab-laaner")
    assert client.provider == bogskab.provider
    assert client.scopes == [*LOGIN_SCOPES, "laan", "access:evaluate", "grants:manage"]
    assert client.redirect_uris == ["https://laan.example/back", "http://localhost:9000/back"]
    secret = re.search(r"<dt>Secret</dt><dd[^>]*>([^<]+)</dd>", page.content.decode())
    assert secret is not None
    assert is_secret_of(client, secret[1], at=now())
    for path in ("", "secret/", "change/"):
        assert secret[1] not in liv.get(f"/provider/clients/bogskab-laaner/{path}").content.decode()
    assert of_subject("bogskab-laaner", organisation=BOGSKAB)[0].event == "client.created"
    assert rows(liv.get("/provider/bogskab/clients/")) == ["Lånekortet bogskab-laaner Lån In use"]
    again = liv.post(ADD, SAID)
    assert "This is there already." in words(again)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"redirect_uris": "http://laan.example/back"}, "cannot be used"),
        ({"redirect_uris": "https://*.example/back"}, "cannot be used"),
        ({"redirect_uris": "https://laan.example/back#here"}, "cannot be used"),
        ({"redirect_uris": "javascript:alert(1)"}, "cannot be used"),
        ({"callback_uris": "http://10.0.0.1/"}, "cannot be used"),
        ({"redirect_uris": " "}, "Write at least one address: people return there."),
        ({"services": ["se-sag"]}, "Choose one of the possibilities"),
        ({"may": ["operate"]}, "Choose one of the possibilities"),
        ({"may": []}, "Tick at least one."),
        ({"ref": "Låner!"}, "Write small letters, digits and hyphens."),
        ({"authentication": "private_key_jwt"}, "Paste the public key of the application."),
        ({"authentication": "none"}, "Choose one of the possibilities"),
        ({"authentication": "private_key_jwt", "keys": "{}"}, "There is no key in this that can be used."),
    ],
)
def test_what_no_application_may_be_is_refused_with_why(
    liv: Browser, console: Browser, bogskab: Library, change: dict[str, object], says: str
) -> None:
    before = Client.objects.count()
    answer = liv.post(ADD, SAID | change)
    assert answer.status_code == 400
    assert says in words(answer) or "Select a valid choice" in words(answer)
    assert Client.objects.count() == before


def test_one_that_signs_has_a_key_and_no_secret(liv: Browser, bogskab: Library) -> None:
    key = signatures.new_key("ES256")
    private = liv.post(ADD, SAID | {"authentication": "private_key_jwt", "keys": str(key).replace("'", '"')})
    assert "This is the private part" in words(private)
    assert key["d"] not in private.content.decode()
    public = str(signatures.public_part(key)).replace("'", '"')

    page = liv.post(ADD, SAID | {"authentication": "private_key_jwt", "keys": public}, follow=True)

    assert "Lånekortet can use the platform now." in words(page)
    assert signatures.thumbprint(signatures.public_part(key)) in words(page)
    client = Client.objects.get(ref="bogskab-laaner")
    assert (client.secret_hash, len(client.jwks["keys"])) == ("", 1)
    assert liv.get("/provider/clients/bogskab-laaner/secret/").status_code == 404


def test_addresses_and_services_are_changed_and_the_second_of_two_is_told(
    liv: Browser, otto: Browser, bogskab: Library
) -> None:
    registered(liv)
    address = "/provider/clients/bogskab-laaner/change/"
    said = SAID | {"redirect_uris": "https://new.example/back", "may": ["login"]}
    first, second = (said | {"seen": field(each.get(address), "seen")} for each in (liv, otto))

    assert "Lånekortet is changed." in words(liv.post(address, first, follow=True))

    client = Client.objects.get(ref="bogskab-laaner")
    assert client.redirect_uris == ["https://new.example/back"]
    assert client.scopes == ["openid", "profile", "organisation", "laan"]
    late = otto.post(address, second | {"redirect_uris": "https://other.example/back"})
    assert late.status_code == 409
    assert "Somebody changed this after you opened it." in words(late)
    entry = of_subject("bogskab-laaner", organisation=BOGSKAB)[0]
    assert entry.outcome == "changed_meanwhile"


def test_a_new_secret_overlaps_the_old_for_a_week(liv: Browser, bogskab: Library) -> None:
    _client, old = registered(liv)
    address = "/provider/clients/bogskab-laaner/secret/"
    said = {"old": "overlaps", "seen": field(liv.get(address), "seen")}
    page = liv.post(address, said)
    new = re.search(r"<dt>Secret</dt><dd[^>]*>([^<]+)</dd>", page.content.decode())
    assert new is not None
    client = Client.objects.get(ref="bogskab-laaner")
    assert [is_secret_of(client, each, at=now()) for each in (old, new[1], "", "x")] == [
        True,
        True,
        False,
        False,
    ]
    assert "The old secret counts beside the new one until" in words(
        liv.get("/provider/clients/bogskab-laaner/")
    )

    assert liv.post(address, said).status_code == 409  # sent again: no third secret
    later = now() + timedelta(days=7)

    assert not is_secret_of(client, old, at=later)
    assert is_secret_of(client, new[1], at=later)
    liv.post("/provider/clients/bogskab-laaner/secret/end/")
    client.refresh_from_db()
    assert not is_secret_of(client, old, at=now())


def test_after_a_theft_the_old_secret_ends_now(liv: Browser, bogskab: Library) -> None:
    _client, old = registered(liv)
    address = "/provider/clients/bogskab-laaner/secret/"
    liv.post(address, {"old": "ends", "seen": field(liv.get(address), "seen")})
    assert not is_secret_of(Client.objects.get(ref="bogskab-laaner"), old, at=now())


def test_stopping_one_logs_out_whom_it_let_in_and_going_on_lets_them_in_again(
    console: Browser, world: World
) -> None:
    party: Party = world.party
    assert answer_in(world.anna.logs_in(party.address()))["code"]
    asked = console.get(f"/provider/clients/{party.ref}/suspend/")
    assert "One person is logged in by it" in words(asked)
    assert "Anna" not in words(asked)

    done = console.post(f"/provider/clients/{party.ref}/suspend/", follow=True)

    assert "is stopped: nobody logs in by it." in words(done)
    assert not world.anna.follows(party.address()).startswith(BACK)
    console.post(f"/provider/clients/{party.ref}/resume/")
    assert answer_in(world.anna.follows(party.address()))["code"]


@pytest.mark.requirement("A7")
def test_who_is_not_admitted_registers_nothing(liv: Browser, bogskab: Library) -> None:
    Provider.objects.filter(ref="bogskab").update(state="proposed")
    assert "once the operator has admitted you" in words(liv.get("/provider/bogskab/clients/"))
    answer = liv.post(ADD, SAID)
    assert "This is possible once the operator has admitted you." in words(answer)
    assert not Client.objects.filter(ref="bogskab-laaner").exists()


@pytest.mark.requirement("A5")
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_providers_applications_are_not_there(
    liv: Browser, console: Browser, bogskab: Library, method: str
) -> None:
    client, old = registered(liv)
    for path in ("", "change/", "secret/", "secret/end/", "suspend/", "resume/"):
        answer = getattr(console, method)(
            f"/provider/clients/bogskab-laaner/{path}", SAID | {"old": "ends", "seen": "x"}
        )
        assert answer.status_code in {404, 405}, path
    for path in ("clients/", "clients/add/"):
        answer = getattr(console, method)(f"/provider/bogskab/{path}", SAID)
        assert answer.status_code in {404, 405}, path
    client.refresh_from_db()
    assert client.state == "active"
    assert is_secret_of(client, old, at=now())
