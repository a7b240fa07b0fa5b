"""Verdicts kept as they were given, and the overrides that people answer for."""
