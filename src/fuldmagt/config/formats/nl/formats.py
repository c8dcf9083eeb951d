"""17 november 2026, 14.06 uur."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = r"G.i \u\u\r"
DATETIME_FORMAT = r"j F Y, G.i \u\u\r"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y G.i"
