"""17. november 2026 kl. 8.41."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "G.i"
DATETIME_FORMAT = r"j. F Y \k\l. G.i"
SHORT_DATE_FORMAT = "j. M Y"
SHORT_DATETIME_FORMAT = "j. M Y G.i"
