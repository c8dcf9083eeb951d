"""What the invented cases are made of."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Mishap(NamedTuple):
    kind: Promise
    what: str
    how: str


class Trade(NamedTuple):
    occupation: str
    employers: tuple[str, ...]
    mishaps: tuple[Mishap, ...]


ACCIDENT: Final = _("Accident")
ILLNESS: Final = _("Occupational disease")

PUBLIC: Final = (
    Trade(
        "Social- og sundhedsassistent",
        ("Plejecenter Åhaven", "Plejecenter Skovbo", "Hjemmeplejen Nord", "Plejecenter Møllegården"),
        (
            Mishap(ACCIDENT, "Diskusprolaps i lænden", "Greb en borger, der var ved at falde ud af sengen."),
            Mishap(ACCIDENT, "Forstuvet skulder, venstre", "Fik et vrid under en forflytning med lift."),
            Mishap(
                ACCIDENT, "Hjernerystelse", "Blev slået i hovedet af en forvirret beboer under aftenpleje."
            ),
            Mishap(
                ILLNESS, "Håndeksem", "Har i flere år vasket hænder og brugt handsker mange gange om dagen."
            ),
        ),
    ),
    Trade(
        "Pædagogmedhjælper",
        ("Børnehuset Mælkevejen", "Vuggestuen Spiren", "Fritidshjemmet Humlebien"),
        (
            Mishap(
                ACCIDENT, "Brud på håndled, højre", "Gled på våde fliser på legepladsen med et barn på armen."
            ),
            Mishap(ACCIDENT, "Forvredet knæ, højre", "Faldt over en løbecykel i garderoben."),
            Mishap(
                ILLNESS,
                "Høreskade med tinnitus",
                "Har arbejdet i støj i garderober og spiserum gennem 19 år.",
            ),
        ),
    ),
    Trade(
        "Lærer",
        ("Skovskolen", "Søndre Skole", "Specialskolen Broen"),
        (
            Mishap(ACCIDENT, "Brud på næsebenet", "Blev ramt af en albue, da to elever blev skilt ad."),
            Mishap(
                ACCIDENT, "Psykisk skade efter vold", "Blev truet med en saks af en elev i undervisningen."
            ),
            Mishap(ACCIDENT, "Overrevet akillessene", "Satte af til et spring i idrætstimen."),
        ),
    ),
    Trade(
        "Vejmand",
        ("Materielgården", "Vej og Park"),
        (
            Mishap(
                ACCIDENT,
                "Klemt finger med brud, venstre hånd",
                "Fik hånden i klemme mellem trailer og kantsten.",
            ),
            Mishap(ACCIDENT, "Piskesmæld", "Holdt stille i servicebil, som blev påkørt bagfra."),
            Mishap(ILLNESS, "Hvide fingre", "Har arbejdet med vibrerende værktøj i mere end 20 år."),
        ),
    ),
    Trade(
        "Rengøringsassistent",
        ("Rengøring og Service", "Rådhusets serviceafdeling"),
        (
            Mishap(ACCIDENT, "Brud på ankel, venstre", "Faldt på en nyvasket trappe."),
            Mishap(ACCIDENT, "Ætsning af øje", "Fik afkalkningsmiddel i øjet, da en dunk blev hældt om."),
            Mishap(ILLNESS, "Karpaltunnelsyndrom, højre", "Har vredet klude og kørt gulvmaskine dagligt."),
        ),
    ),
    Trade(
        "Socialrådgiver",
        ("Familieafdelingen", "Center for Voksne"),
        (
            Mishap(
                ACCIDENT, "Psykisk skade efter trusler", "Blev opsøgt og truet på sin bopæl af en borger."
            ),
            Mishap(ACCIDENT, "Forstuvet ankel, højre", "Trådte forkert på et hjemmebesøg."),
        ),
    ),
)
PRIVATE: Final = (
    Trade(
        "Tømrer",
        ("Vesterby Tømrer og Snedker ApS", "Hald Byg A/S", "Fjordens Tømrerlaug"),
        (
            Mishap(ACCIDENT, "Brud på hælben, venstre", "Faldt tre meter ned fra et stillads uden rækværk."),
            Mishap(
                ACCIDENT, "Afskåret fingerspids, højre hånd", "Ramte rundsavens klinge ved kapning af lægter."
            ),
            Mishap(ILLNESS, "Slidgigt i knæ, begge", "Har arbejdet knæliggende gennem 24 år."),
        ),
    ),
    Trade(
        "Lagermedarbejder",
        ("Sundby Logistik A/S", "Nordhavnens Frysehus", "Pakkecentralen ApS"),
        (
            Mishap(ACCIDENT, "Kvæstet fod, højre", "Blev kørt over foden af en palleløfter."),
            Mishap(ACCIDENT, "Akutte lændesmerter", "Løftede en kasse på 38 kilo fra gulvet."),
            Mishap(ACCIDENT, "Brud på kraveben", "Blev ramt af gods, der skred fra en reol."),
        ),
    ),
    Trade(
        "Slagteriarbejder",
        ("Østby Slagteri A/S", "Fjordkød A/S"),
        (
            Mishap(ACCIDENT, "Snitsår med seneskade, venstre hånd", "Kniven gled ved udbening."),
            Mishap(ILLNESS, "Skulderlidelse, højre", "Har hængt kød op i højde over skulderen i ni år."),
        ),
    ),
    Trade(
        "Kok",
        ("Havnens Smørrebrød I/S", "Restaurant Ankeret", "Kantinen ved Søen ApS"),
        (
            Mishap(
                ACCIDENT, "Forbrænding af underarm", "Fik varm olie over armen, da en frituregryde væltede."
            ),
            Mishap(ACCIDENT, "Snitsår på tommelfinger", "Skar sig på en pålægsmaskine under rengøring."),
        ),
    ),
    Trade(
        "Chauffør",
        ("Bybussen Øst", "Tranholm Transport ApS", "Kystens Flyttefirma"),
        (
            Mishap(ACCIDENT, "Piskesmæld", "Blev påkørt bagfra i et lyskryds."),
            Mishap(ACCIDENT, "Overrevet ledbånd i knæ, venstre", "Hoppede ned fra ladet og landede skævt."),
            Mishap(
                ACCIDENT, "Psykisk skade efter overfald", "Blev overfaldet af en passager ved endestationen."
            ),
        ),
    ),
    Trade(
        "Smed",
        ("Sundby Maskinværksted", "Stålgården A/S"),
        (
            Mishap(ACCIDENT, "Metalsplint i øje", "Blev ramt under slibning; brillen var skubbet op."),
            Mishap(ILLNESS, "Høretab", "Har arbejdet i støj over 90 decibel gennem 15 år."),
        ),
    ),
    Trade(
        "Butiksassistent",
        ("Købmanden på Torvet", "Byggecenter Vest A/S"),
        (
            Mishap(ACCIDENT, "Psykisk skade efter røveri", "Blev truet med kniv ved kassen ved lukketid."),
            Mishap(ACCIDENT, "Brud på storetå", "Tabte en palleramme over foden."),
        ),
    ),
    Trade(
        "Gartner",
        ("Planteskolen Bakkegård", "Anlægsgartner Holm og Søn"),
        (
            Mishap(ACCIDENT, "Flænge i lår fra kædesav", "Saven slog tilbage ved fældning."),
            Mishap(ILLNESS, "Borrelia med ledgener", "Er bidt af skovflåter i arbejdet flere gange."),
        ),
    ),
)

FIRST_NAMES: Final = (
    "Lone", "Karsten", "Amina", "Jørgen", "Maja", "Hassan", "Dorte", "Kenneth", "Ingrid", "Marek",
    "Tina", "Bjarne", "Sofie", "Ali", "Gurli", "René", "Zofia", "Poul", "Heidi", "Frank", "Yasmin",
    "Morten", "Edith", "Dragan", "Laila", "Viggo", "Nadia", "Keld", "Rikke", "Abdi", "Solveig", "Claus",
    "Mille", "Andrzej", "Birthe", "Tobias", "Merete",
)  # fmt: skip
LAST_NAMES: Final = (
    "Krogsgaard", "Thorup", "Haddad", "Mørch", "Lindholm", "Warsame", "Buhl", "Rytter", "Kowalczyk",
    "Stenstrup", "Fuglsang", "Yilmaz", "Nyborg", "Hvidtfeldt", "Saleh", "Kjær", "Damgaard", "Ivanović",
    "Bloch", "Refslund", "Toftegaard", "Aydin", "Skriver", "Brogaard", "Nowak", "Hjort", "Vinther",
    "Agerskov", "Musa", "Dalsgaard", "Bang",
)  # fmt: skip
HANDLERS: Final = (
    "Merete Vibe",
    "Jon Askholm",
    "Tove Lykkegaard",
    "Karim Benali",
    "Sanne Raun",
    "Mogens Friis",
)
DOCTORS: Final = (
    "Lægehuset Torvet",
    "Lægerne i Havnegade",
    "Skadestuen, Regionshospitalet",
    "Ortopædkirurgisk klinik",
)
