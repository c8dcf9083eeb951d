"""The employer portal of a pension provider: participants, seen and changed on behalf of employers."""
