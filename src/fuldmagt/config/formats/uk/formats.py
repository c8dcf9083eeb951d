"""17 листопада 2026, 8:41. Without the abbreviation of "year": its full stop would end a sentence twice."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j E Y, G:i"
SHORT_DATE_FORMAT = "j.m.Y"
SHORT_DATETIME_FORMAT = "j.m.Y G:i"
