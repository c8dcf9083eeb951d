"""What a provider says of a service, a right or rights that exclude one another, as forms."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue.imports.document import Document, RightEntry, ServiceEntry, SetEntry
from fuldmagt.catalogue.imports.rules import NAME
from fuldmagt.catalogue.texts import LANGUAGES, in_language
from fuldmagt.vocabulary.assurance import Level
from fuldmagt.vocabulary.categories import Category, DataClass
from fuldmagt.vocabulary.means import Means
from fuldmagt.web.frame.words import LEVELS, MEANS
from fuldmagt.web.look.forms import Form, Radios, Ticks
from fuldmagt.web.provider.forms import name, text
from fuldmagt.web.rights.words import DATA, PLURAL, language

WAYS = (
    ("accepts_chains", _("By a chain mandate, which the other organisation gives on this platform")),
    ("accepts_grants", _("By a grant in your own portal")),
)
SHORT = _(
    "Small letters, digits and hyphens. It names it in files and to your applications, and never changes."
)


def _short(label: Any) -> forms.RegexField:
    words = {"required": _("Write a short name."), "invalid": _("Write small letters, digits and hyphens.")}
    return forms.RegexField(
        rf"\A(?:{NAME.pattern})\Z", label=label, max_length=63, help_text=SHORT, error_messages=words
    )


def _levels() -> list[tuple[str, Any]]:
    return [(level.word, LEVELS[level]) for level in Level]


class Changing(Form):
    """What every one of these forms has: the stamp of what the page showed, and why, where it is proposed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why it has to be so"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the colleague who decides."),
    )

    def fields_of_the_law(self) -> list[forms.BoundField]:
        """What is filled in; the reason stands beside what it is for."""
        return [field for field in self.visible_fields() if field.name != "why"]

    def texts(self, kind: str) -> dict[str, str]:
        return {each: self.cleaned_data[f"{kind}_{each}"] for each in LANGUAGES}


class ServiceLaw(Changing):
    name = forms.CharField(
        label=_("Name of the service"),
        max_length=200,
        error_messages={"required": _("Write what the service is called.")},
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_("Where people open it, such as https://service.example."),
    )
    data_class = forms.ChoiceField(
        label=_("What its data are"),
        widget=Radios(),
        error_messages={"required": _("Choose what the data are.")},
    )
    means = forms.MultipleChoiceField(
        label=_("Means of login that it accepts"),
        widget=Ticks(),
        error_messages={"required": _("Tick at least one: otherwise nobody can log in.")},
    )
    ways = forms.MultipleChoiceField(
        label=_("How people may act for another organisation"), choices=WAYS, widget=Ticks(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "data_class", [(each.value, gettext(DATA[each])) for each in DataClass])
        _choose(self, "means", [(kind.value, MEANS[kind]) for kind in Means])

    @staticmethod
    def of(entry: ServiceEntry) -> dict[str, Any]:
        ways = [way for way, _label in WAYS if getattr(entry, way)]
        return {
            "name": entry.name, "url": entry.url, "data_class": entry.data_class,
            "means": sorted(entry.means), "ways": ways,
        }  # fmt: skip

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "name": given["name"].strip(), "url": given["url"].strip(), "data_class": given["data_class"],
            "means": sorted(given["means"]), **{way: way in given["ways"] for way, _label in WAYS},
        }  # fmt: skip


class RightLaw(Changing):
    assurance = forms.ChoiceField(
        label=_("Level of login needed"),
        widget=Radios(),
        error_messages={"required": _("Choose a level.")},
    )
    categories = forms.MultipleChoiceField(
        label=_("Open to"),
        widget=Ticks(),
        required=False,
        help_text=_("Tick none, and it can be given in every organisation."),
    )
    implies = forms.MultipleChoiceField(
        label=_("Includes"),
        widget=Ticks(),
        required=False,
        help_text=_("Whoever has this right may do these too."),
    )

    def __init__(self, *args: Any, beside: Iterable[RightEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "assurance", _levels())
        _choose(self, "categories", [(each.value, gettext(PLURAL[each])) for each in Category])
        others = [(each.ref, named(each)) for each in beside]
        if others:
            _choose(self, "implies", others)
        else:
            del self.fields["implies"]

    @staticmethod
    def of(entry: RightEntry) -> dict[str, Any]:
        return {
            "assurance": entry.assurance,
            "categories": sorted(entry.categories),
            "implies": sorted(entry.implies),
        }

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "assurance": given["assurance"],
            "categories": sorted(given["categories"]),
            "implies": sorted(given.get("implies", [])),
        }


class NewRight(RightLaw):
    ref = _short(_("Short name"))
    name_da = name(_("Name in Danish"))
    text_da = text(_("Information in Danish"))
    name_nl = name(_("Name in Dutch"))
    text_nl = text(_("Information in Dutch"))
    name_en = name(_("Name in English"))
    text_en = text(_("Information in English"))
    field_order = (
        "name_da", "text_da", "name_nl", "text_nl", "name_en", "text_en",
        "ref", "assurance", "categories", "implies",
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        return super().said() | {"names": self.texts("name"), "texts": self.texts("text")}


class NewService(ServiceLaw):
    """A service with its first right: one without rights is of no use."""

    ref = _short(_("Short name of the service"))
    text_da = text(_("Information about the service in Danish"))
    text_nl = text(_("Information about the service in Dutch"))
    text_en = text(_("Information about the service in English"))
    right_ref = _short(_("Short name of its first right"))
    right_name_da = name(_("Name of the first right in Danish"))
    right_text_da = text(_("Information about the right in Danish"))
    right_name_nl = name(_("Name of the first right in Dutch"))
    right_text_nl = text(_("Information about the right in Dutch"))
    right_name_en = name(_("Name of the first right in English"))
    right_text_en = text(_("Information about the right in English"))
    right_level = forms.ChoiceField(
        label=_("Level of login that the first right needs"),
        widget=Radios(),
        error_messages={"required": _("Choose a level.")},
    )
    field_order = (
        "name", "ref", "text_da", "text_nl", "text_en", "url", "data_class", "means", "ways",
        "right_name_da", "right_text_da", "right_name_nl", "right_text_nl", "right_name_en", "right_text_en",
        "right_ref", "right_level",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "right_level", _levels())

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        first = {
            "ref": f"{given['ref']}:{given['right_ref']}",
            "names": self.texts("right_name"),
            "texts": self.texts("right_text"),
            "assurance": given["right_level"],
            "categories": [],
            "implies": [],
        }
        return super().said() | {"texts": self.texts("text"), "rights": [first]}


class SetForm(Changing):
    rights = forms.MultipleChoiceField(
        label=_("Rights that exclude one another"),
        widget=Ticks(),
        help_text=_("One person can hold at most one of them for an organisation."),
        error_messages={"required": _("Tick at least two rights.")},
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [
            (right.ref, f"{service.name}: {named(right)}")
            for service in document.services()
            for right in service.rights
        ]
        _choose(self, "rights", found)

    @staticmethod
    def of(entry: SetEntry) -> dict[str, Any]:
        return {"rights": sorted(entry.rights)}

    def said(self) -> dict[str, Any]:
        return {"rights": sorted(self.cleaned_data["rights"])}


def named(entry: RightEntry) -> str:
    """What a right is called in the reader's language."""
    return in_language(entry.names, language(), otherwise=entry.ref.rpartition(":")[2])


def names_in(*documents: Document) -> Mapping[str, str]:
    """What services and rights are called, by reference."""
    services = {each.ref: each.name for document in documents for each in document.services()}
    return services | {each.ref: named(each) for document in documents for each in document.rights()}


def _choose(form: forms.Form, field: str, choices: list[tuple[str, Any]]) -> None:
    form.fields[field].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
