"""What is written about a package: what it is called and holds, and who gets it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.packages import queries as packages
from fuldmagt.mandates.assignments.rules import Wish
from fuldmagt.mandates.groups import queries as groups
from fuldmagt.mandates.packages.actions import Described
from fuldmagt.mandates.sources.rules import Kind
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import Organisation
from fuldmagt.web.look.forms import Form
from fuldmagt.web.rights.forms import LimitsForm
from fuldmagt.web.rights.tree import Twig, grown, leaf_of, name_of, package_name


class PackageForm(Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, error_messages={"required": _("Write the package’s name.")}
    )
    text = forms.CharField(
        label=_("Who needs it?"),
        help_text=_("A sentence for other administrators."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "fm-full"}),
    )
    right = forms.MultipleChoiceField(
        label=_("Rights"), error_messages={"required": _("Tick at least one right.")}
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(catalogue.offered())
        choices = [(each.ref, name_of(each)) for each in self.offered]
        self.fields["right"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def described(self) -> Described:
        said = self.cleaned_data
        return Described(name=said["name"], text=said["text"], rights=frozenset(said["right"]))

    def ticked(self) -> set[str]:
        return set(self["right"].value() or ())

    def tree(self) -> list[Twig]:
        """The rights on offer, as the tree that people know; what is ticked is unfolded."""
        ticked, leaves = self.ticked(), [leaf_of(each) for each in self.offered]
        for leaf in leaves:
            leaf.ticked = leaf.ref in ticked
        return grown(leaves, catalogue.sectors())


class GivingForm(LimitsForm):
    package = forms.ChoiceField(label=_("Package"), error_messages={"required": _("Choose a package.")})
    holder = forms.ChoiceField(label=_("Group or department"), required=False)
    person = forms.CharField(
        label=_("Or one person"),
        help_text=_("The e-mail address of somebody here."),
        required=False,
        max_length=254,
    )
    field_order = ("package", "holder", "person", "since", "until", "branches", "note")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        self.organisation = organisation.ref
        self.chosen: tuple[Kind, str] | None = None
        found = packages.packages_for(organisation.ref)
        named = sorted((package_name(each), each.ref) for each in found)
        self.fields["package"].choices = [("", _("Choose a package")), *((ref, name) for name, ref in named)]  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["holder"].choices = [("", _("Nobody chosen")), *self._holders()]  # type: ignore[attr-defined]  # it is a ChoiceField

    def _holders(self) -> list[tuple[str, list[tuple[str, str]]]]:
        ours = [(f"{Kind.GROUP}:{each.ref}", each.name) for each in groups.groups_of(self.organisation)]
        theirs = [
            (f"{Kind.DEPARTMENT}:{each.ref}", each.name) for each in departments.open_ones(self.organisation)
        ]
        both = [(gettext("Groups"), ours), (gettext("Departments"), theirs)]
        return [(title, found) for title, found in both if found]

    def clean(self) -> dict[str, object]:
        said = super().clean()
        holder, person = str(said.get("holder") or ""), str(said.get("person") or "").strip()
        if bool(holder) == bool(person):
            self.add_error("holder", gettext("Choose a group or department, or write one person’s address."))
        elif holder:
            kind, _colon, ref = holder.partition(":")
            self.chosen = Kind(kind), ref
        else:
            self._choose(person)
        return said

    def _choose(self, address: str) -> None:
        found = groups.with_addresses([address], organisation=self.organisation)[address.casefold()]
        if len(found) == 1:
            self.chosen = Kind.USER, found[0].ref
        elif found:
            self.add_error("person", gettext("Several users have this address. Use a group."))
        else:
            self.add_error("person", gettext("Nobody here has this address."))

    def wish(self) -> Wish:
        return self.wish_for("")
