"""Figures, with the rows that made them."""
