"""cleanclaim: from a signed note to codes, a clean claim, the money, and a ledger that proves itself."""

__version__ = "0.1.0"
