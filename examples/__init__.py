"""Separate applications beside the platform. They use its public protocols and import nothing of it."""
