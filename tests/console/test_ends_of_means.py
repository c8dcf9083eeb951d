"""A service stops accepting a means: set with a preview, told in time, read at the login, refused (F8)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from fuldmagt.audit.queries import of_subject
from fuldmagt.authenticators.models import UserMeans
from fuldmagt.catalogue.models import Service
from fuldmagt.notices.models import Notice
from fuldmagt.sign_in.endings import tasks
from fuldmagt.vocabulary.clock import now
from tests.administration.pages import field, words
from tests.console.cast import AES, MEANS, an_end, at_work, inger
from tests.oidc.conftest import World
from tests.oidc.party import answer_in

pytestmark = pytest.mark.requirement("F8")

UNTIL = date(2026, 5, 31)  # 91 days after that Monday
END = datetime(2026, 5, 31, 22, 0, tzinfo=UTC)  # the midnight after it in Copenhagen


def mails() -> list[str]:
    return [notice.subject for notice in Notice.objects.filter(to__startswith="anna").order_by("pk")]


def told_on(clock: time_machine.Traveller, day: datetime) -> list[str]:
    """What the worker tells Anna on that day, however often it looks."""
    Notice.objects.all().delete()
    clock.move_to(day)
    while tasks.tell(now()):
        pass
    return mails()


def only_a_display(world: World) -> None:
    UserMeans.objects.filter(user=world.nordby.anna).exclude(kind="code_display").delete()


def test_the_end_is_set_after_a_look_at_whom_it_concerns(console: Client, world: World) -> None:
    world.anna.logs_in(world.party.address())
    form = an_end(console, UNTIL)
    del form["save"]

    preview = words(console.post(f"{MEANS}code_display/", form | {"preview": "yes"}))

    assert "It concerns one person" in preview
    assert "They work in one organisation. All of them have another means that is accepted." in preview
    assert "Mails go out on: 2 April 2026 2 May 2026 25 May 2026" in preview
    assert "Anna" not in preview
    assert Service.objects.get(ref="se-sag").means_ended == {}
    page = words(console.post(f"{MEANS}code_display/", form | {"save": "yes"}, follow=True))
    assert "Se Sag accepts this means until 31 May 2026: Code display." in page
    assert "For a while 31 May 2026 The code display can be copied. 0" in page
    assert datetime.fromisoformat(Service.objects.get(ref="se-sag").means_ended["code_display"]) == END
    assert of_subject("se-sag", organisation=AES)[0].event == "means-end.set"


def test_who_logs_in_by_it_is_told_three_times_and_no_more(
    console: Client, world: World, clock: time_machine.Traveller
) -> None:
    world.anna.logs_in(world.party.address())
    console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    first = "Et loginmiddel gælder ikke længere i Se Sag efter den 31. maj 2026"

    assert told_on(clock, END - timedelta(days=61)) == []
    assert told_on(clock, END - timedelta(days=60)) == [first]
    mail = Notice.objects.get()
    assert "Kodeviseren kan kopieres." in mail.body
    assert "Du har et andet loginmiddel, der kan bruges." in mail.body
    assert told_on(clock, END - timedelta(days=40)) == []
    assert told_on(clock, END - timedelta(days=30)) == [first]
    assert told_on(clock, END - timedelta(days=7)) == [first]
    assert told_on(clock, END - timedelta(hours=1)) == []
    assert told_on(clock, END + timedelta(days=1)) == []
    entries = of_subject(world.nordby.anna.ref, organisation=world.nordby.organisation.ref)
    assert [entry.event for entry in entries].count("means-end.told") == 3


def test_who_has_no_other_means_is_told_to_get_one(
    console: Client, world: World, clock: time_machine.Traveller
) -> None:
    only_a_display(world)
    form = an_end(console, UNTIL)
    del form["save"]
    preview = words(console.post(f"{MEANS}code_display/", form))
    assert "One of them has no other means that Se Sag accepts." in preview
    console.post(f"{MEANS}code_display/", form | {"save": "yes"})

    told_on(clock, END - timedelta(days=50))

    assert "Du har intet andet loginmiddel, som Se Sag accepterer." in Notice.objects.get().body


def test_who_logs_in_by_another_means_is_left_in_peace(
    console: Client, world: World, clock: time_machine.Traveller
) -> None:
    """Anna has a passkey too, and never used the code display at Se Sag; Bodil has no right there."""
    console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    assert told_on(clock, END - timedelta(days=10)) == []


def test_a_date_that_is_moved_or_taken_away_is_told(world: World, clock: time_machine.Traveller) -> None:
    world.anna.logs_in(world.party.address())
    day = END - timedelta(days=20)
    clock.move_to(day)
    console = at_work(inger())
    console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    told_on(clock, day)

    console.post(f"{MEANS}code_display/", an_end(console, date(2026, 9, 30)))
    assert told_on(clock, day) == ["Sidste dag for et loginmiddel i Se Sag er flyttet"]
    assert "indtil den 30. september 2026" in " ".join(Notice.objects.get().body.split())
    assert told_on(clock, day) == []
    asked = console.get(f"{MEANS}code_display/keep/")
    assert "The one person who was told of it gets a mail." in words(asked)
    console.post(f"{MEANS}code_display/keep/", {"seen": field(asked, "seen")})

    assert told_on(clock, day) == ["Se Sag accepterer fortsat dit loginmiddel"]
    assert told_on(clock, day + timedelta(days=1)) == []
    assert Service.objects.get(ref="se-sag").means_ended == {}


def test_who_was_told_of_an_end_hears_when_the_means_is_taken_off_before(
    world: World, clock: time_machine.Traveller
) -> None:
    world.anna.logs_in(world.party.address())
    day = END - timedelta(days=20)
    clock.move_to(day)
    console = at_work(inger())
    console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    told_on(clock, day)
    service = Service.objects.get(ref="se-sag")
    said = {"name": service.name, "url": service.url, "data_class": service.data_class}
    said["means"] = [each for each in service.means if each != "code_display"]
    said["ways"] = ["accepts_chains"] * service.accepts_chains + ["accepts_grants"] * service.accepts_grants
    said["seen"] = field(console.get("/provider/services/se-sag/change/"), "seen")
    console.post("/provider/services/se-sag/change/", said | {"save": "yes"})

    assert told_on(clock, day) == ["Se Sag accepterer ikke længere et af dine loginmidler"]
    body = " ".join(Notice.objects.get().body.split())
    assert "Udbyderen har taget det af før den dag, vi skrev til dig om." in body
    assert told_on(clock, day + timedelta(days=1)) == []
    assert Service.objects.get(ref="se-sag").means_end_reasons == {}


@pytest.mark.requirement("X2")
def test_the_login_says_it_before_and_the_refusal_afterwards(
    console: Client, world: World, clock: time_machine.Traveller
) -> None:
    console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    clock.move_to(END - timedelta(minutes=1))
    anna = world.anna
    page = anna.types_user_id(anna.follows(world.party.address()))
    assert page.endswith("/means")
    assert "Se Sag accepterer dette loginmiddel til og med den 31. maj 2026" in anna.text
    assert "Kodeviseren kan kopieres." in anna.text
    assert "Har du ikke et andet loginmiddel?" in anna.text

    page = anna.follows(page.removesuffix("means") + "code")
    clock.move_to(END + timedelta(minutes=1))
    page = anna.types_code(page)

    assert page.endswith("/means")
    assert "Se Sag accepterer ikke længere dette loginmiddel fra den 1. juni 2026" in anna.text
    assert "Kodeviseren kan kopieres." in anna.text
    assert '/code"' not in anna.text
    who = f"user={world.nordby.anna.ref}&organisation={world.nordby.organisation.ref}"
    asked = f"/why/?{who}&right={world.se_sag.kommunal.ref}&level=substantial&means=code_display"
    told = "Se Sag har ikke accepteret en kodeviser siden den 1. juni 2026. Udbyderen begrunder det: "
    assert f"{told}Kodeviseren kan kopieres." in words(at_work(world.nordby.mette, "da").get(asked))


def test_a_login_before_the_end_is_let_in(console: Client, world: World) -> None:
    console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    assert answer_in(world.anna.logs_in(world.party.address()))["code"]


def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(console: Client, world: World) -> None:
    form = an_end(console, date(2026, 3, 1)) | {"reason_nl": " "}
    answer = console.post(f"{MEANS}code_display/", form)
    assert answer.status_code == 400
    assert "This day has passed. Choose today or a later day." in words(answer)
    assert "Write it in all three languages." in words(answer)
    assert "The code display can be copied." in words(answer)

    Service.objects.filter(ref="se-sag").update(means=["code_display", "private_eid"])
    answer = console.post(f"{MEANS}code_display/", an_end(console, UNTIL))
    assert "so nobody could log in" in words(answer)
    assert console.get(f"{MEANS}passkey/").status_code == 404
    assert console.get(f"{MEANS}abacus/").status_code == 404
    assert Service.objects.get(ref="se-sag").means_ended == {}


def test_the_second_of_two_is_told(console: Client, world: World) -> None:
    first, second = an_end(console, UNTIL), an_end(console, date(2026, 8, 31))
    console.post(f"{MEANS}code_display/", first)

    answer = console.post(f"{MEANS}code_display/", second)

    assert answer.status_code == 409
    assert "Somebody changed this after you opened it." in words(answer)
    assert datetime.fromisoformat(Service.objects.get(ref="se-sag").means_ended["code_display"]) == END
