"""The cases, all invented: 120 for each organisation, always the same, as old as the calendar has them."""
