"""How a case runs: the steps that come one after another, and whom each of them concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from examples.se_sag.cases.case import EVERYBODY, INSURANCE, MUNICIPAL, Status
from examples.se_sag.rights import View


@dataclass(frozen=True, slots=True)
class Facts:
    """What the steps of a case speak of."""

    name: str
    what: str
    how: str
    employer: str
    doctor: str
    recognised: bool
    per_cent: int
    amount: int
    earnings: int
    a_month: int
    wait: int  # days until the question of recognition is decided
    slow: int  # days by which everybody is later than others


@dataclass(frozen=True, slots=True)
class Step:
    """`due`: until it is done it stands as the next thing, with this date as its deadline.

    `ahead` is what it is called until then, where the title says that it is done or how it ended.
    """

    after: int
    title: str | Promise
    text: str
    seen_by: frozenset[View] = EVERYBODY
    paper: str = ""
    sender: str = "Arbejdsmarkedets Erhvervssikring"
    letter: str = ""
    due: bool = False
    ahead: str | Promise = ""
    status: Status | None = None
    paid: int = 0
    earnings: bool = False  # decides on the loss of earning capacity


def steps(facts: Facts) -> Iterator[Step]:
    """Every step of the case, those of the future too."""
    yield from _beginning(facts)
    if not facts.recognised:
        yield _rejection(facts)
        return
    yield from _recognition(facts)
    yield from _back_to_work(facts)
    yield from _compensation(facts)


def _beginning(facts: Facts) -> Iterator[Step]:
    yield Step(
        2 + facts.slow,
        _("The injury has been reported"),
        f"{facts.employer} har anmeldt skaden.",
        paper="Anmeldelse af arbejdsskade",
        sender=facts.employer,
        letter=f"Vi anmelder, at {facts.name} er kommet til skade i arbejdet. Hvad der skete: {facts.how} "
        f"Skaden er beskrevet som: {facts.what}.",
        status=Status.REPORTED,
    )
    yield Step(
        7 + facts.slow,
        _("The case has been opened"),
        "Parterne har fået brev om, at vi behandler sagen.",
        paper="Kvittering for anmeldelsen",
        letter="Vi har modtaget anmeldelsen og oprettet en sag. Vi indhenter nu oplysninger hos arbejdsgiver "
        "og læge. I hører fra os, når vi kan tage stilling til, om skaden kan anerkendes.",
        due=True,
        ahead=_("The case is to be opened"),
    )
    yield Step(
        24 + 2 * facts.slow,
        _("Medical report I has been received"),
        f"Fra {facts.doctor}.",
        paper="Lægeerklæring I",
        sender=facts.doctor,
        letter=f"Patienten er undersøgt efter hændelsen. Diagnose: {facts.what}. Forløbet følges, og der er "
        "henvist til genoptræning.",
        due=True,
        ahead=_("Medical report I is awaited"),
        status=Status.ENQUIRY,
    )


def _rejection(facts: Facts) -> Step:
    return Step(
        facts.wait,
        _("The injury has not been recognised"),
        "Der er ikke sammenhæng mellem hændelsen og de gener, der er beskrevet.",
        paper="Afgørelse om anerkendelse",
        letter=f"Vi kan ikke anerkende {facts.what.lower()} som en arbejdsskade. Afgørelsen kan påklages "
        "inden fire uger.",
        due=True,
        ahead=_("Decision on recognition"),
        status=Status.REJECTED,
    )


def _recognition(facts: Facts) -> Iterator[Step]:
    yield Step(
        facts.wait,
        _("The injury has been recognised"),
        "Hændelsen og skaden hører sammen.",
        paper="Afgørelse om anerkendelse",
        letter=f"Vi anerkender {facts.what.lower()} som en arbejdsskade. Udgifter til behandling og medicin, "
        "som er nødvendige på grund af skaden, bliver betalt. Vi ser senere på følgerne.",
        due=True,
        ahead=_("Decision on recognition"),
        status=Status.RECOGNISED,
    )


def _back_to_work(facts: Facts) -> Iterator[Step]:
    yield Step(
        43 + facts.slow,
        _("Conversation at the job centre"),
        "Aftalt delvis raskmelding, så snart lægen siger god for det.",
        MUNICIPAL,
        paper="Referat af opfølgningssamtale",
        sender="Jobcentret",
        letter=f"{facts.name} vil gerne tilbage til sit arbejde. Aftalt rundtur på arbejdspladsen, gradvis "
        "optrapning af timer og ny samtale om fire uger.",
        due=True,
    )
    yield Step(
        facts.wait + 20,
        _("The job centre’s plan for the way back to work"),
        "Optrapning uge for uge, skånehensyn aftalt med arbejdsgiver.",
        MUNICIPAL,
        paper="Plan for tilbage til arbejde",
        sender="Jobcentret",
        letter="Timerne øges med fire hver anden uge. Ingen tunge løft de første tolv uger. Planen følges op "
        "sammen med arbejdsgiver.",
        due=True,
    )
    yield from _ability_to_work(facts)


def _ability_to_work(facts: Facts) -> Iterator[Step]:
    yield Step(
        facts.wait + 62,
        _("The municipality has been asked for a statement"),
        "Om erhvervsevnen og om de muligheder, der er prøvet.",
        MUNICIPAL,
        paper="Anmodning om udtalelse",
        letter="For at vurdere tabet af erhvervsevne har vi brug for jeres oplysninger om afprøvning, "
        "ressourceforløb og forventet varig arbejdstid. Svar gerne her i Se Sag.",
        due=True,
        ahead=_("The municipality is to be asked for a statement"),
    )
    yield Step(
        facts.wait + 90,
        _("The municipality’s statement"),
        "Sendt til Arbejdsmarkedets Erhvervssikring.",
        MUNICIPAL,
        paper="Udtalelse om erhvervsevne",
        sender="Jobcentret",
        letter=f"{facts.name} har været i praktik og er vurderet til at kunne arbejde på nedsat tid "
        "med skånehensyn.",
        due=True,
    )


def _compensation(facts: Facts) -> Iterator[Step]:
    yield Step(
        facts.wait + 35,
        _("A specialist’s report has been asked for"),
        "Til brug for vurderingen af følgerne.",
        paper="Anmodning om speciallægeerklæring",
        letter="Vi beder om en vurdering af varige følger, funktionsniveau og tidligere gener.",
        due=True,
        ahead=_("A specialist’s report is to be asked for"),
    )
    yield Step(
        facts.wait + 118,
        _("Decision on permanent injury"),
        f"Méngraden er fastsat til {facts.per_cent} procent."
        if facts.per_cent
        else "Méngraden er under 5 procent.",
        INSURANCE,
        paper="Afgørelse om varigt mén",
        letter=f"Vi fastsætter méngraden til {facts.per_cent} procent, {_kroner(facts.amount)}"
        if facts.per_cent
        else "Vi vurderer, at méngraden er under 5 procent. Der er derfor ikke ret til godtgørelse.",
        due=True,
        status=Status.DECIDED,
    )
    if facts.amount:
        yield Step(
            facts.wait + 129,
            _("The compensation has been paid"),
            _kroner(facts.amount),
            INSURANCE,
            due=True,
            ahead=_("Payment of the compensation"),
            paid=facts.amount,
        )
    yield from _loss_of_earnings(facts)


def _loss_of_earnings(facts: Facts) -> Iterator[Step]:
    if facts.earnings:
        yield Step(
            facts.wait + 171,
            _("Decision on loss of earning capacity"),
            f"{facts.earnings} procent, {_kroner(facts.a_month)} om måneden.",
            INSURANCE,
            paper="Afgørelse om tab af erhvervsevne",
            letter=f"Erhvervsevnen er nedsat med {facts.earnings} procent. Den løbende ydelse er "
            f"{_kroner(facts.a_month)} om måneden og tages op igen om to år.",
            due=True,
            paid=facts.a_month,
            earnings=True,
        )


def _kroner(amount: int) -> str:
    return f"{amount:,} kr.".replace(",", ".")


def on_a_working_day(day: date) -> date:
    """Authorities write letters from Monday to Friday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
