"""Remembers and shows: Django at the rim, the same stage names as core."""
