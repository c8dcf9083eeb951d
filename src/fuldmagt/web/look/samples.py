"""People, organisations and words for the page that shows the look to itself. None of them exist."""

from typing import Any

from django import forms
from django.core.paginator import Paginator

from fuldmagt.web.look.forms import Form, PickedDate, Radios, Ticks, WrittenDate
from fuldmagt.web.look.parts import (
    Account,
    Acting,
    Action,
    Choice,
    Crumb,
    Entry,
    Group,
    Knot,
    Reason,
    Step,
    Tab,
)

USERS = [
    (
        "Anna Holmstrup",
        "anna.holmstrup@nordby.example",
        "Jobcenter",
        "Passkey, code display",
        "done",
        "Active",
    ),
    ("Bodil Ravnsø", "bodil.ravnso@nordby.example", "Jobcenter", "Code display", "done", "Active"),
    ("Esben Tornby", "esben.tornby@nordby.example", "Payroll", "Passkey", "stopped", "Locked"),
    ("Gorm Vestervig", "gorm.vestervig@nordby.example", "Elderly care", "Passkey", "none", "Suspended"),
    ("Ilie Câmpeanu", "ilie.campeanu@nordby.example", "Roads and parks", "Passkey", "note", "Invited"),
    ("Katarzyna Zielna", "katarzyna.zielna@nordby.example", "Elderly care", "Not chosen", "waits", "Waits"),
]
STATES = [
    ("none", "Imported"),
    ("note", "Invited"),
    ("waits", "Waits"),
    ("note", "Identity confirmed"),
    ("done", "Active"),
    ("none", "Suspended"),
    ("stopped", "Locked"),
    ("none", "Closed"),
]
THREE = [
    ("Your eID", "You use it this one time, to show who you are."),
    ("The 8-digit code", "Mette gives it to you in person or by letter. It is never in an e-mail."),
    ("Your phone", "We send a short code to it."),
]
COLOURS = [
    ("Accent", "accent"),
    ("Accent, soft", "accent-soft"),
    ("Ink", "ink"),
    ("Ink, quiet", "ink-2"),
    ("Sunken", "sunken"),
    ("Done", "ok"),
    ("Waits", "wait"),
    ("Refused", "no"),
    ("Note", "info"),
]


class SampleForm(Form):
    name = forms.CharField(
        label="Full name, as in the passport", error_messages={"required": "Write the name."}
    )
    email = forms.EmailField(label="E-mail", help_text="The activation link is sent here")
    birth = WrittenDate(label="Birth date")
    start = forms.DateField(label="First working day", widget=PickedDate, required=False)
    department = forms.ChoiceField(
        label="Department",
        choices=[("", "Choose"), ("job", "Jobcenter Nordby"), ("ins", "Insurance department")],
    )
    means = forms.ChoiceField(
        label="Means of logging in", widget=Radios, choices=[("passkey", "Passkey"), ("eid", "Private eID")]
    )
    rights = forms.MultipleChoiceField(
        label="Rights at once",
        widget=Ticks,
        required=False,
        choices=[("sick", "Report sickness"), ("leave", "See and change parental leave")],
    )
    informed = forms.BooleanField(label="The employee has been told", help_text="By letter or in person")
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        means = self.fields["means"].widget
        means.disabled_why = {
            "eid": "Without a national number the private eID can only confirm who somebody is, once."
        }
        means.helps = {"passkey": "Fingerprint, face or the computer’s code"}


def frame(current: str = "") -> dict[str, Any]:
    """What the frame shows to an administrator."""
    here = "/look/"
    return {
        "account": Account("Mette Lundager", logout_url=here),
        "acting": Acting("Nordby Kommune", switch_url=here),
        "navigation": [
            Group("", [Entry("Overview", here, "home", current=True)]),
            Group(
                "People",
                [
                    Entry("Users", here, "persons", count=214),
                    Entry("Create new user", here, "person-add"),
                    Entry("Waiting", here, "hourglass", count=9),
                ],
            ),
            Group(
                "Rights",
                [Entry("Requests", here, "assignment", count=4), Entry("Events", here, "list-bulleted")],
            ),
        ],
    }


def parts(here: str, confirm: str) -> dict[str, Any]:
    """Every list that a component takes."""
    return {
        "sample_frame": frame(),
        "colours": COLOURS,
        "states": STATES,
        "crumbs": [Crumb("Overview", here), Crumb("Users", here), Crumb("Anna Holmstrup")],
        "tabs": [Tab("Particulars", here), Tab("Rights", here, current=True), Tab("Events", here, count=12)],
        "particulars": [("CVR", "20 00 00 15"), ("Departments", "14, two with a category of their own")],
        "users": USERS,
        "page": Paginator([*USERS] * 30, 15).get_page(4),
        "milder": Action("Suspend instead", here),
        "confirm_url": confirm,
        **threads(),
        **choices(here),
        **refusal(here),
        **journey(),
    }


def threads() -> dict[str, Any]:
    return {
        "whole_thread": [
            Knot("person", "You", "anna.holm.nordby"),
            Knot("organisation", "Nordby Kommune", "Jobcenter Nordby"),
            Knot("service", "Se Sag", "Sensitive data"),
        ],
        "broken_thread": [
            Knot("person", "You, Jonas de Wit", "Logged in with a passkey", "broken", "view only"),
            Knot("organisation", "Balans Advies", "Your employer", "waits"),
            Knot("organisation", "Bakkerij De Korrel", "KvK 90000001"),
            Knot("service", "Employer portal", "asks: view and edit"),
        ],
    }


def choices(here: str) -> dict[str, Any]:
    return {
        "ways": [
            Choice(
                "Passkey on this computer",
                "Fingerprint, face or the computer’s code",
                "laptop",
                here,
                accent=True,
                mark="Used last",
            ),
            Choice("Code display", "The small device that shows six digits", "calculator", here),
            Choice("Chip", "Put it into the computer. Highest level", "lock", name="means", value="chip"),
        ],
        "deeds": [
            Choice("Create new user", "With or without a national number", "person-add", here),
            Choice("Find a user", "Name, e-mail, group or means", "search", here),
            Choice("Change rights", "Find the user, and choose the pencil", "edit", here),
            Choice("Why can she not?", "Ask about a user and a right", "help", here),
        ],
    }


def refusal(here: str) -> dict[str, Any]:
    ask = Action("Ask De Korrel for “View and edit”", here)
    return {
        "obstacles": [
            Reason(
                "De Korrel has let Balans Advies view, not edit",
                "Between Bakkerij De Korrel and Balans Advies",
                "Their mandate covers “View data” until 1 January 2027. Only De Korrel can widen it.",
                "Pieter Korrelaar",
                "mandate manager at Bakkerij De Korrel",
                ask,
                "We write the request. You read it before it is sent.",
            ),
            Reason(
                "At Balans Advies you yourself may view, not edit",
                "Between Balans Advies and you",
                "Your right for this client is “View data”.",
                "Femke Aldenkamp",
                "rights administrator at Balans Advies",
                Action("Ask Femke for this right", here, post=True, fields={"right": "edit"}),
            ),
        ],
    }


def journey() -> dict[str, Any]:
    return {
        "journey": [
            Step(
                "Check that your passport has a chip",
                "The small golden sign on the cover shows it.",
                "done",
                "You",
            ),
            Step("Call for your p-code", "Only you can ask for it.", "now", mark="Your turn"),
            Step(
                "Your employer creates your work user",
                "Mette gives you a code.",
                "later",
                "Mette",
                icon="business",
            ),
        ],
    }
