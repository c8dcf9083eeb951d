"""What the fields of a participant are called."""

from django.utils.translation import gettext as _


def field_names() -> dict[str, str]:
    return {
        "salary": _("Salary a year, full-time"),
        "part_time": _("Part-time percentage"),
        "email": _("E-mail address"),
        "street": _("Street and number"),
        "postcode": _("Postcode"),
        "city": _("Town"),
    }
