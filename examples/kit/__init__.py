"""What the examples share: settings, serving, login, decisions, and the frame of a page."""
