"""What is sealed opens only in its own place, with a key of the installation."""

import pytest
from cryptography.exceptions import InvalidTag

from fuldmagt.secrets import dice, fields, hashes

PLACE = "people_person.national_number.anna"


def test_a_sealed_number_opens_in_its_place_and_nowhere_else():
    sealed = fields.encrypt("170590-0012", place=PLACE)

    assert "170590" not in sealed
    assert fields.decrypt(sealed, place=PLACE) == "170590-0012"
    with pytest.raises(InvalidTag):
        fields.decrypt(sealed, place="people_person.national_number.bodil")


def test_a_changed_letter_of_the_ciphertext_is_noticed():
    sealed = fields.encrypt("170590-0012", place=PLACE)
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

    with pytest.raises(InvalidTag):
        fields.decrypt(changed, place=PLACE)


def test_after_rotation_the_old_secret_still_opens_and_the_new_one_closes(settings):
    settings.SECRET_KEYS = ["the-first-secret-of-the-installation"]
    old = fields.encrypt("170590-0012", place=PLACE)
    settings.SECRET_KEYS = ["the-second-secret-of-the-installation", *settings.SECRET_KEYS]

    assert fields.decrypt(old, place=PLACE) == "170590-0012"
    settings.SECRET_KEYS = settings.SECRET_KEYS[1:]
    assert fields.decrypt(old, place=PLACE) == "170590-0012"
    new = fields.encrypt("x", place=PLACE)
    assert new.partition(".")[0] == old.partition(".")[0]


def test_a_blind_index_is_found_again_after_rotation(settings):
    settings.SECRET_KEYS = ["the-first-secret-of-the-installation"]
    stored = fields.blind_index("1705900012", purpose="national number")
    settings.SECRET_KEYS = ["the-second-secret-of-the-installation", *settings.SECRET_KEYS]

    assert stored in fields.blind_indexes("1705900012", purpose="national number")
    assert stored not in fields.blind_indexes("1705900012", purpose="another purpose")
    assert stored not in fields.blind_indexes("1705900013", purpose="national number")


def test_a_code_is_known_by_its_hash_only():
    hashed = hashes.of_code("12345678")

    assert "12345678" not in hashed
    assert hashes.is_code("12345678", hashed)
    assert not hashes.is_code("12345679", hashed)
    assert not hashes.is_code("12345678", "")
    assert hashes.of_code("12345678") != hashed  # salted


def test_a_token_is_found_again_by_any_secret_of_the_installation(settings):
    settings.SECRET_KEYS = ["the-first-secret-of-the-installation"]
    stored = hashes.of_token("a-token")
    settings.SECRET_KEYS = ["the-second-secret-of-the-installation", *settings.SECRET_KEYS]

    assert stored in hashes.of_token_any("a-token")
    assert stored != hashes.of_token("a-token")


def test_references_tell_nothing_and_do_not_repeat():
    drawn = {dice.reference() for _ in range(2000)}

    assert len(drawn) == 2000
    assert all(len(each) == 20 and set(each) <= set(dice.READABLE) for each in drawn)
    assert len(dice.digits(8)) == 8
    assert dice.digits(8).isdigit()
