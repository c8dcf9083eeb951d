"""Names and lines as passports write them (ICAO Doc 9303). Pure."""
