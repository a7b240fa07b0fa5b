"""Denied lines as work, with owner, worth and due date."""
