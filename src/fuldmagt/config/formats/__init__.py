"""How dates and times are written in each language; Django reads these (FORMAT_MODULE_PATH)."""
