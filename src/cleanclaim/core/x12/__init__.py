"""What do these X12 bytes say, what is wrong with them, and how are facts written as X12?

    from cleanclaim.core import x12

    reading = x12.read(Path("remittance.835"))        # bytes, a path or an open binary file
    reading.claims                                    # tuple of facts.claims.Claim, from every 837P
    reading.remittances                               # tuple of facts.remittances.Remittance, from every 835
    reading.acknowledgments                           # InterchangeAnswer, GroupAnswer, ClaimAcknowledgment
    reading.findings                                  # what is wrong, with its place; never raised
    answers = x12.acknowledge(reading)                # TA1, 999 and 277CA as facts
    x12.write_claims(claims, batch=batch, envelope=envelope)      # -> bytes, or x12.CannotWrite

Reading never raises for what the bytes hold: facts plus findings, and a finding of severity fatal where
nothing more could be read. Writing is strict: a fact that the guide cannot carry is refused with CannotWrite.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleanclaim.core.x12.answers import Answers, acknowledge, reply_envelope
    from cleanclaim.core.x12.envelope import Batch, Envelope, Party
    from cleanclaim.core.x12.frames import Interchange
    from cleanclaim.core.x12.limits import Limits
    from cleanclaim.core.x12.reading import Reading, Stream, Transaction, read, rewrite, stream
    from cleanclaim.core.x12.rules import Rule, rule
    from cleanclaim.core.x12.writer import CannotWrite
    from cleanclaim.core.x12.writers import (
        write_277ca,
        write_999,
        write_claims,
        write_remittances,
        write_ta1,
    )

__all__ = [
    "Answers",
    "Batch",
    "CannotWrite",
    "Envelope",
    "Interchange",
    "Limits",
    "Party",
    "Reading",
    "Rule",
    "Stream",
    "Transaction",
    "acknowledge",
    "read",
    "reply_envelope",
    "rewrite",
    "rule",
    "stream",
    "write_277ca",
    "write_999",
    "write_claims",
    "write_remittances",
    "write_ta1",
]

_HOMES = {
    "answers": ("Answers", "acknowledge", "reply_envelope"),
    "envelope": ("Batch", "Envelope", "Party"),
    "frames": ("Interchange",),
    "limits": ("Limits",),
    "reading": ("Reading", "Stream", "Transaction", "read", "rewrite", "stream"),
    "rules": ("Rule", "rule"),
    "writer": ("CannotWrite",),
    "writers": ("write_277ca", "write_999", "write_claims", "write_remittances", "write_ta1"),
}


def __getattr__(name: str) -> Any:
    """Import a part when it is first asked for, so that who only reads does not load the writers."""
    for home, names in _HOMES.items():
        if name in names:
            value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
