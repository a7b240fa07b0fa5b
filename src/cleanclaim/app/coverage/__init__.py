"""Payers, plans, and who is covered when."""
