"""Decides: frozen values in, frozen values out; no Django, no clock, no network."""
