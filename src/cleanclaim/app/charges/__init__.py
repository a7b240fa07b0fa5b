"""Priced services, and the price lists."""
