"""Employers, participants and changes that are nobody's: the same at each first start."""

from datetime import date, datetime, timedelta
from typing import Final

from examples.employer_portal.participants.models import Change, Employer, Participant

EMPLOYERS: Final = (
    ("nl:kvk:90000001", "Bakkerij De Korrel", "ZP-20418", 18, "info@dekorrel.example"),
    ("nl:kvk:90000003", "Hofstee Techniek", "ZP-20733", 47, "info@hofstee.example"),
    ("nl:kvk:90000007", "Bloemsierkunst Iris", "ZP-21102", 6, "info@iris.example"),
    ("nl:kvk:90000008", "Garage Van Beek", "ZP-21345", 9, "info@vanbeek.example"),
)
GIVEN: Final = (
    "Aaltje", "Bartje", "Corné", "Dieuwke", "Ebel", "Floor", "Geertje", "Hidde", "Imke", "Jorrit", "Karima",
    "Lieke", "Mees", "Noor", "Oda", "Pim", "Quirine", "Rients", "Selma", "Tjitske", "Ubbo", "Veerle",
    "Wouter", "Xandra", "Ymke", "Zakaria",
)  # fmt: skip
SURNAMES: Final = (
    "van Aalsburg", "Boonstra", "Cremers", "de Duinker", "El Haddad", "van der Fluit", "Groothuis",
    "Hagedoorn", "IJzerman", "Jellesma", "Koopmans", "Lindeboom", "van 't Maantje", "Nijboer", "Öztürk",
    "Pronk", "Rozeveld", "Spaargaren", "ter Tuin", "Uitenbroek", "Veldkamp", "Wiersinga", "Zandstra",
)  # fmt: skip
STREETS: Final = ("Beukenlaan", "Dorpsstraat", "Esdoornhof", "Kerkpad", "Lijsterbesweg", "Wilgenkade")
CITIES: Final = (
    ("3501 ZZ", "Utrecht"),
    ("8901 ZZ", "Leeuwarden"),
    ("2001 ZZ", "Haarlem"),
    ("7401 ZZ", "Deventer"),
)
RAISED: Final = ((4, 20), (9, 95), (2, 31), (7, 12))  # which participant, and how long after it held


def fill(*, at: datetime) -> None:
    """Nothing, where there are employers already."""
    if Employer.objects.exists():
        return
    for place, (number, name, contract, size, email) in enumerate(EMPLOYERS):
        employer = Employer.objects.create(number=number, name=name, contract=contract, email=email)
        for n in range(size):
            _participant(employer, place, n)
        for which, days in RAISED:
            _raise(employer, which % size, days, at)


def _participant(employer: Employer, place: int, n: int) -> None:
    given = GIVEN[(n * 7 + place * 5) % len(GIVEN)]
    surname = SURNAMES[(n * 5 + place * 3) % len(SURNAMES)]
    words = surname.split()
    postcode, city = CITIES[(place + n // 9) % len(CITIES)]
    Participant.objects.create(
        number=f"{employer.contract[3:]}-{n + 1:03}",
        employer=employer,
        name=f"{given} {surname}",
        sorted_by=f"{words[-1]} {given} {' '.join(words[:-1])}".casefold(),
        born=date(1962 + (n * 11 + place * 7) % 42, 1 + n * 5 % 12, 1 + n * 7 % 28),
        since=date(2009 + (n * 3 + place) % 17, 1 + n * 7 % 12, 1),
        salary=28_400 + (n * 1_730 + place * 910) % 39_000,
        part_time=(100, 100, 80, 60, 100, 90)[n % 6],
        email=f"{given.lower().replace('é', 'e')}.{n + 1}@mail.example",
        street=f"{STREETS[n % len(STREETS)]} {n * 3 + 1}",
        postcode=postcode,
        city=city,
        activated=(n * 7 + place) % 5 < 3,
    )


def _raise(employer: Employer, which: int, days: int, at: datetime) -> None:
    """A salary that went up at the beginning of a month, and was reported so many days later."""
    participant = Participant.objects.filter(employer=employer).order_by("number")[which]
    reported = at - timedelta(days=which * 9 + 3)
    Change.objects.create(
        participant=participant,
        field="salary",
        before=str(participant.salary - 1_200),
        after=str(participant.salary),
        effective_on=(reported - timedelta(days=days)).date().replace(day=1),
        reported_at=reported,
        by="Zilverdal Pensioen",
    )
