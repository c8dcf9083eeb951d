"""Whom people reach: how it reads to the refused; and what a provider waits for (F7, A7)."""

import pytest
from django.test import Client

from fuldmagt.catalogue.models import Provider
from tests.administration.pages import words
from tests.console.library import Library

CONTACT = {"name": "Lånelinjen", "phone": "70 20 09 01", "email": "linjen@bogskab.example"}


@pytest.mark.requirement("F7")
def test_the_contact_is_seen_as_the_refused_read_it_before_it_is_saved(liv: Client, bogskab: Library) -> None:
    address = "/provider/bogskab/contact/"
    assert "Mended by Bogskabets support" in words(liv.get(address))

    looked = words(liv.post(address, CONTACT | {"look": "yes"}))

    assert "The organisation is not among the customers of the service." in looked
    assert "Contact Lånelinjen at Bogskabet, telephone 70 20 09 01." in looked
    assert "a button that writes a mail to you" in looked
    assert Provider.objects.get(ref="bogskab").contact_name == "Bogskabets support"
    without = words(liv.post(address, CONTACT | {"look": "yes", "email": ""}))
    assert "Without an e-mail address nobody can write to you from there." in without
    liv.post(address, CONTACT)
    assert Provider.objects.get(ref="bogskab").contact_name == "Lånelinjen"


@pytest.mark.requirement("A7")
def test_a_provider_reads_what_its_admission_waits_for(liv: Client, bogskab: Library) -> None:
    own = Provider.objects.filter(ref="bogskab")
    own.update(state="proposed")
    assert "Two operators have to look at it, and neither has yet." in words(liv.get("/provider/"))
    own.update(approved_by="somebody")
    assert "One of two operators stands behind it, and a second has to." in words(liv.get("/provider/"))
    own.update(state="refused")
    assert "The operator has refused to admit you" in words(liv.get("/provider/"))
    own.update(state="admitted")
    assert "Nobody sees your services" not in words(liv.get("/provider/"))
