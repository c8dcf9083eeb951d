"""Companies that have not joined and that others deal with here: customers, advisers."""

from fuldmagt.organisations.models import Organisation
from fuldmagt.organisations.rules import OrganisationState
from fuldmagt.registers.company import Company
from fuldmagt.vocabulary.categories import Category


def kept(ref: str, company: Company | None) -> Organisation:
    """The organisation of a number; made from what the register says, where the platform does not know it.

    Called inside the deed that needs it. It may still join: until then it is one that only others act for.
    """
    if company is None:
        return Organisation.objects.get(ref=ref)
    said = {
        "name": company.name,
        "category": company.category or Category.COMPANY,
        "state": OrganisationState.REPRESENTED,
        "address": company.address,
        "postcode": company.postcode,
        "city": company.city,
        "country": company.country[:2],
    }
    return Organisation.objects.get_or_create(ref=ref, defaults=said)[0]
