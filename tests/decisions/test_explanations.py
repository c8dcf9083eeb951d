"""Reasons and remedies in words: each of them, in each language, with the names that the reader may see."""

from collections.abc import Callable, Iterable
from string import Formatter

import pytest
from django.utils import translation

from fuldmagt.catalogue.models import Provider, Right
from fuldmagt.decisions import world
from fuldmagt.decisions.ask import ask
from fuldmagt.decisions.decide import Refused
from fuldmagt.decisions.loading import load
from fuldmagt.decisions.question import Question
from fuldmagt.explanations import explained
from fuldmagt.explanations.deeds import SAID_OF
from fuldmagt.explanations.explaining import SENTENCES
from fuldmagt.explanations.held import names_for_service
from fuldmagt.explanations.names import Names
from fuldmagt.explanations.queries import names_of
from fuldmagt.explanations.remedies import MENDERS, REMEDIES
from fuldmagt.explanations.words import LEVELS, MEANS
from fuldmagt.mandates.chains.models import Mandate
from fuldmagt.organisations.models import BusinessUser, Organisation
from fuldmagt.organisations.revisions.queries import raise_revisions_of
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.means import Means
from fuldmagt.vocabulary.refusals import MENDING, Mender, Reason, Refusal, Remedy
from tests.decisions.cast import (
    ANNA,
    BALANS,
    BY_APP,
    DE_KORREL,
    EDIT,
    FILE,
    JONAS,
    KOMMUNAL,
    MONDAY,
    NORDBY,
    SAGSBEHANDLER,
    VIEW,
)

LANGUAGES = ("da", "nl", "en")
NOT_MINE = "{provider}"  # a name alone needs no translation


def placeholders(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name)


def every_sentence() -> Iterable[str]:
    for several in (*SENTENCES.values(), *REMEDIES.values(), *MENDERS.values()):
        yield from several
    yield from SAID_OF.values()
    yield from LEVELS.values()
    yield from MEANS.values()


@pytest.mark.requirement("F6", "X2", "X7")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_its_remedy_have_words(language: str) -> None:
    for reason in Reason:
        said = explained(Refusal(reason), language=language)
        for words in (said.sentence, said.remedy, said.who):
            assert words
            assert not placeholders(words)
            assert reason.value not in words


def test_nobody_and_nothing_is_without_words() -> None:
    assert set(SENTENCES) == set(Reason) == set(MENDING)
    assert set(REMEDIES) == set(Remedy)
    assert set(MENDERS) == set(Mender)
    assert set(LEVELS) == set(Level)
    assert set(MEANS) == set(Means)


@pytest.mark.requirement("X7")
@pytest.mark.parametrize("language", ["da", "nl"])
def test_every_sentence_is_translated_and_keeps_its_names(language: str) -> None:
    with translation.override(language):
        for sentence in set(every_sentence()) - {NOT_MINE}:
            translated = translation.gettext(sentence)
            assert translated != sentence
            assert placeholders(translated) == placeholders(sentence)


def test_the_last_of_several_sentences_needs_no_name() -> None:
    for several in (*SENTENCES.values(), *REMEDIES.values(), *MENDERS.values()):
        assert not placeholders(several[-1])


@pytest.fixture
def cast(db: None) -> None:
    parsed = world.parse(FILE.read_bytes())
    assert isinstance(parsed, world.World)
    assert not isinstance(load(parsed, replace=False, by="test", at=MONDAY), Refusal)


def told(
    question: Question, names_of: Callable[[Question, Refused], Names] = names_of, language: str = "en"
) -> list[tuple[str, str, str]]:
    """What is told of each reason: what is so, what to do, who can mend it."""
    answer = ask(question)
    assert isinstance(answer, Refused)
    names = names_of(question, answer)
    several = [explained(refusal, language=language, names=names) for refusal in answer.reasons]
    return [(each.sentence, each.remedy, each.who) for each in several]


@pytest.mark.requirement("F6")
def test_jonas_reads_who_gave_what_and_whom_to_ask(cast: None) -> None:
    Mandate.objects.get(ref="m1").rights.set([Right.objects.get(ref=VIEW)])
    Organisation.objects.get(ref=BALANS).users.get(ref=JONAS).assignments.filter(ref="a3").delete()

    assert told(Question(JONAS, EDIT, DE_KORREL, BY_APP)) == [
        (
            "Bakkerij De Korrel has given Balans Advies a mandate for “Bekijk gegevens”, "
            "not for “Bekijk en wijzig gegevens”.",
            "Ask Bakkerij De Korrel for a mandate for “Bekijk en wijzig gegevens”.",
            "a mandate manager of Bakkerij De Korrel",
        ),
        (
            "Jonas de Wit has been given “Bekijk gegevens”, not “Bekijk en wijzig gegevens”.",
            "Ask a rights administrator of Balans Advies for “Bekijk en wijzig gegevens”.",
            "a rights administrator of Balans Advies",
        ),
    ]


@pytest.mark.requirement("F6")
def test_the_service_reads_the_same_without_the_names_of_people_and_advisers(cast: None) -> None:
    Mandate.objects.get(ref="m1").rights.set([Right.objects.get(ref=VIEW)])
    Organisation.objects.get(ref=BALANS).users.get(ref=JONAS).assignments.filter(ref="a3").delete()

    assert told(Question(JONAS, EDIT, DE_KORREL, BY_APP), names_for_service) == [
        (
            "The mandate is for “Bekijk gegevens”, not for “Bekijk en wijzig gegevens”.",
            "Ask Bakkerij De Korrel for a mandate for “Bekijk en wijzig gegevens”.",
            "a mandate manager of Bakkerij De Korrel",
        ),
        (
            "“Bekijk gegevens” has been given, not “Bekijk en wijzig gegevens”.",
            "Ask a rights administrator of your organisation for the stronger right.",
            "a rights administrator",
        ),
    ]


@pytest.mark.requirement("X7")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "Fuldmagten fra Bakkerij De Korrel til Balans Advies ophørte 1. februar 2026."),
        ("nl", "De machtiging van Bakkerij De Korrel aan Balans Advies eindigde op 1 februari 2026."),
        ("en", "The mandate from Bakkerij De Korrel to Balans Advies ended on 1 February 2026."),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(cast: None, language: str, sentence: str) -> None:
    Mandate.objects.update(ends_at="2026-02-01T00:00:00Z")

    said = told(Question(JONAS, VIEW, DE_KORREL, BY_APP), language=language)

    assert said[0][0] == sentence


@pytest.mark.requirement("X7")
def test_a_right_is_called_by_its_name_in_the_readers_language(cast: None) -> None:
    Right.objects.filter(ref=SAGSBEHANDLER).update(names={"en": "Case worker", "nl": "Dossierbehandelaar"})

    question = Question(ANNA, SAGSBEHANDLER, NORDBY, BY_APP)

    english, dutch = (told(question, language=language)[0][0] for language in ("en", "nl"))
    assert english == "“Case worker” is not open to this kind of organisation or department."
    assert dutch == "‘Dossierbehandelaar’ staat niet open voor dit soort organisatie of afdeling."


@pytest.mark.requirement("F7")
def test_whoever_must_turn_to_the_provider_gets_its_telephone_number(cast: None) -> None:
    provider = {"contact_name": "Pien Zwart", "contact_phone": "020 555 01 23"}
    Provider.objects.filter(ref="pension").update(**provider)
    service = Right.objects.get(ref=VIEW).service
    service.customers.clear()

    ((sentence, remedy, who),) = told(Question(JONAS, VIEW, DE_KORREL, BY_APP))

    assert sentence == "Bakkerij De Korrel is not among the customers of Werkgeversportaal."
    assert remedy == "Contact Pien Zwart at Pensioenfonds Voorbeeld, telephone 020 555 01 23."
    assert who == "Pensioenfonds Voorbeeld"


@pytest.mark.requirement("F6")
def test_whoever_logged_in_for_the_wrong_organisation_reads_which_one_is_right(cast: None) -> None:
    anna = BusinessUser.objects.get(ref=ANNA)
    anna.person = BusinessUser.objects.get(ref=JONAS).person
    anna.save()
    raise_revisions_of(anna.person)
    question = Question(ANNA, VIEW, DE_KORREL, BY_APP)

    ((for_person, *_),) = told(question)
    ((for_service, *_),) = told(question, names_for_service)

    assert for_person == "Anna Holm may do this as a user of Balans Advies, not as a user of Nordby Kommune."
    assert for_service == "This was given for another organisation than the one of this login."


def test_what_is_not_known_is_named_as_it_was_asked(cast: None) -> None:
    question = Question("nobody", KOMMUNAL, "dk:cvr:99999999", BY_APP)

    assert [sentence for sentence, *_ in told(question, names_for_service)] == [
        "There is no user with the reference nobody here.",
        "There is no organisation with the number dk:cvr:99999999 here.",
    ]
