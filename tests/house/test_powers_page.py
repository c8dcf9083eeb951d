"""Who may open what is written down for people, and each address has an example to be asked with."""

import pytest

from scripts import powers
from tests.powers.examples import without_example

pytestmark = pytest.mark.requirement("A5")


def test_the_page_of_powers_says_what_is_so() -> None:
    stands, is_so = powers.PAGE.read_text().splitlines(), powers.page().splitlines()
    missing = [line for line in is_so if line not in stands]
    too_many = [line for line in stands if line not in is_so]
    assert (missing, too_many) == ([], []), "`make matrix` writes docs/powers.md anew; read what it changed"
    assert stands == is_so, "`make matrix` writes docs/powers.md anew"


def test_every_address_has_an_example_of_what_it_names() -> None:
    assert without_example() == [], "say in tests/powers/examples.py what they name"
