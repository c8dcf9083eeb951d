"""The rights that can be given at creation: by the department chosen, else the organisation (B7, C3)."""

from django.utils.translation import gettext as _

from fuldmagt.catalogue import queries as catalogue
from fuldmagt.catalogue.models import Right
from fuldmagt.catalogue.rules import open_to
from fuldmagt.organisations.departments import queries as departments
from fuldmagt.organisations.models import Department, Organisation
from fuldmagt.vocabulary.categories import Category
from fuldmagt.web.rights.tree import Leaf, Twig, grown, leaf_of
from fuldmagt.web.rights.words import plural
from fuldmagt.web.users.creating import NewUserForm


def offered(form: NewUserForm, organisation: Organisation) -> list[Twig]:
    """What no department here may hold is not in the form; what this one may not is closed and says why."""
    ticked = set(form["right"].value() or [])
    chosen = departments.one(form["department"].value() or "", organisation=organisation.ref)
    leaves = [_leaf(right, ticked, chosen, organisation) for right in form.rights]
    return grown(leaves, catalogue.sectors())


def _leaf(right: Right, ticked: set[str], chosen: Department | None, organisation: Organisation) -> Leaf:
    leaf = leaf_of(right)
    category = Category((chosen.category if chosen else "") or organisation.category)
    if open_to([Category(each) for each in right.categories], category):
        leaf.ticked = right.ref in ticked
        if right.categories:
            leaf.hints.append(_("For {others}.").format(others=plural(right.categories)))
        return leaf
    leaf.closed = leaf.responsible = True
    where = {"mine": plural([category]), "others": plural(right.categories)}
    if chosen:
        leaf.cannot = _("Cannot be chosen in this department.")
        why = _("{department} counts among {mine}. The right is for {others}.")
        leaf.why.append(why.format(department=chosen.name, **where))
    else:
        leaf.cannot = _("Cannot be chosen without a department.")
        why = _("Without one {organisation} decides, which counts among {mine}. The right is for {others}.")
        leaf.why.append(why.format(organisation=organisation.name, **where))
    return leaf
