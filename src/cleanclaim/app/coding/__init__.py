"""Codes that a person assigned to a signed note."""
