"""What does one acknowledgment say of one submission, and who says it?"""

from datetime import date
from enum import IntEnum

from cleanclaim.core.facts.definition import Code, fact

ACCEPTING = frozenset({"A0", "A1", "A2", "A5"})
"""Claim status categories of a claim that goes on."""

REJECTING = frozenset({"A3", "A4", "A6", "A7", "A8"})
"""Claim status categories of a claim that comes back before adjudication."""


class Source(IntEnum):
    """Who speaks, in the order in which a file passes them: the later one has seen more."""

    INTERCHANGE = 1  # TA1
    GROUP = 2  # 999
    CLEARINGHOUSE = 3  # 277CA of somebody on the way
    PAYER = 4  # 277CA of the claim's payer


@fact
class Reason:
    """One code that an acknowledgment gave, with the place or the entity that it speaks of."""

    kind: Code  # TA105, IK304, IK403, IK502, AK901, STC
    code: Code
    category: Code = ""  # STC01-1
    entity: Code = ""  # STC01-3
    segment: Code = ""
    loop: str = ""
    element: int | None = None


@fact
class Answer:
    """One acknowledgment of one submission."""

    source: int  # a Source
    effective_on: date
    status: Code  # TA104, IK501 or AK901, STC01-1
    reasons: tuple[Reason, ...] = ()
    payer_claim_control_number: str = ""
