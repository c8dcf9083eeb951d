"""What is wrong with a file of users, or with a cell of it, in sentences."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from fuldmagt.onboarding.imports.columns import Column, Misfit
from fuldmagt.onboarding.imports.judging import Fault
from fuldmagt.onboarding.imports.rules import MOST_COLUMNS

C = Column

COLUMNS: Final[Mapping[str, str]] = {
    C.NAME: _("Full name"),
    C.GIVEN_NAMES: _("Given names"),
    C.SURNAME: _("Surname"),
    C.BIRTH_DATE: _("Birth date"),
    C.EMAIL: _("E-mail"),
    C.PHONE: _("Phone"),
    C.ADDRESS: _("Address"),
    C.DEPARTMENT: _("Department"),
    C.EMPLOYEE_GROUP: _("Staff category"),
    C.LANGUAGE: _("Language"),
    C.HAS_NATIONAL_NUMBER: _("Has a national number"),
    C.NATIONAL_NUMBER: _("National number"),
    C.MEANS: _("Means of login"),
    "": _("The row"),
}

FAULTS: Final[Mapping[str, str]] = {
    "name_missing": _("The name is missing."),
    "no_name": _("This cannot be a name. Write it as it stands in the passport."),
    "no_passport_spelling": _(
        "No passport can spell this. Write the name in the letters of the passport, without other signs."
    ),
    "single_name": _("One name alone. That is right where the passport has one."),
    "passport_spelling": _("The passport’s machine-readable line has {about}."),
    "email_missing": _("The e-mail address is missing."),
    "no_email": _("This is not an e-mail address. It should look like name@example.com."),
    "no_email_but": _("This is not an e-mail address. Is it {about}?"),
    "birth_date_missing": _("The birth date is missing. Write it, or the national number."),
    "no_date": _("This is not a date. Write day, month and year, like 24-12-1990."),
    "no_such_day": _("This day does not exist in that month."),
    "short_year": _("Write the year with four digits."),
    "unknown_day": _(
        "A birth date of which a part is unknown cannot be compared. Leave it out and write the national "
        "number."
    ),
    "not_born_then": _("Nobody who works was born then. Check the year."),
    "no_phone": _("This is not a phone number. Write it like 20 12 34 56 or +31 6 1234 5678."),
    "no_department": _("There is no such department."),
    "no_department_but": _("There is no such department. Is it {about}?"),
    "no_language": _("Write the language by its name, or as da, nl, en, de, pl, ro, uk or es."),
    "no_means": _("This is no means of login that we know. Leave it empty for the usual one."),
    "private_eid": _("The private eID cannot be the login. Leave the cell empty."),
    "means_needs_a_number": _("This means of login cannot be chosen here. Leave the cell empty."),
    "no_number": _("This is not a national number. Write all its digits."),
    "has_a_number": _("You write that there is no national number, and write one."),
    "yes_or_no": _("Write yes or no."),
    "too_long": _("This is too long. {about} characters is the most."),
    "too_many_cells": _("The row has more cells than there are headings. Is a separator in the text?"),
    "unseen_sign": _("A sign that cannot be seen or read stands here ({about}). Write the text anew."),
    "not_usable": _("This cannot be used as it is written."),
    "twice_in_file": _("The same person with the same address stands in row {about}."),
    "person_twice_in_file": _(
        "The same name with the same birth date stands in row {about}. If these are two people, take one out "
        "and create that user alone."
    ),
    "there_already": _("There is a user with this name and this e-mail address already."),
    "person_there_already": _(
        "There is a user with this name and this birth date already. If these are two people, take this row "
        "out and create that user alone."
    ),
    "number_there_already": _("There is a user with this national number already."),
}

MISFITS: Final[Mapping[str, str]] = {
    "too_large": _("The file is too large. {about} MB is the most. Split it in two."),
    "empty": _("The file is empty."),
    "no_rows": _("There are headings in the file, but no rows under them."),
    "no_text": _("This is not a file of text. Save the spreadsheet as CSV (UTF-8)."),
    "encoding_unknown": _(
        "The letters in row {row} or near it cannot be read. Save the file as CSV (UTF-8)."
    ),
    "encoding_broken": _("The letters in row {row} or near it cannot be read. Save the file as CSV (UTF-8)."),
    "quotes": _("The quotation marks in row {row} do not fit together. Each one that opens has to close."),
    "too_many_rows": _("The file has more than {about} rows. Split it in two."),
    "too_many_columns": _("The file has {about} columns. {most} is the most."),
    "heading_twice": _("The heading “{about}” stands twice, or two headings mean the same, in row {row}."),
    "heading_missing": _("There is no column for “{about}” in row {row}, where the headings should stand."),
}


def column_name(column: str) -> str:
    return gettext(COLUMNS[column])


def fault_sentence(fault: Fault) -> str:
    """What is wrong with a cell, and what helps."""
    code = f"{fault.code}_but" if fault.about and f"{fault.code}_but" in FAULTS else fault.code
    return gettext(FAULTS[code]).format(about=fault.about)


def misfit_sentence(misfit: Misfit) -> str:
    """Why the file cannot be read."""
    about = column_name(misfit.about) if misfit.code == "heading_missing" else misfit.about
    return gettext(MISFITS[misfit.code]).format(row=misfit.row, about=about, most=MOST_COLUMNS)
