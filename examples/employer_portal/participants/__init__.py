"""Employers and their participants, in a database of the portal's own."""
