"""What an organisation may say of itself, and what only the company register says of it (A4). Pure."""

from datetime import datetime, timedelta
from typing import Final

from fuldmagt.vocabulary.categories import Category
from fuldmagt.vocabulary.refusals import Reason, Refusal

AUTHORITIES: Final = frozenset(
    {Category.MUNICIPALITY, Category.REGION, Category.STATE_AUTHORITY, Category.INSURANCE_DEPARTMENT}
)
"""Nobody becomes an authority, or the insurance department of one, by saying so."""

SELF_DECLARED: Final = tuple(each for each in Category if each not in AUTHORITIES)

WISH_LASTS: Final = timedelta(days=7)
"""How long a wish to turn four eyes off waits for the second person."""


def wish_stands(asked_at: datetime | None, at: datetime) -> bool:
    return asked_at is not None and at < asked_at + WISH_LASTS


def category_of(registered: Category | None, declared: Category | None) -> Category | Refusal:
    """The category that counts: the register's where it gives one, else one that may be declared."""
    wrong = Refusal(Reason.INPUT_NOT_USABLE, about="category")
    if registered is not None:
        return registered if declared in {None, registered} else wrong
    return declared if declared in SELF_DECLARED else wrong
