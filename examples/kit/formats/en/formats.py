"""English as the examples write it: 17 November 2026, 14:06."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
THOUSAND_SEPARATOR = ","
