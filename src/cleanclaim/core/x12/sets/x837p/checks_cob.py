"""Does what other payers did balance, at line and claim?

Line: charge = paid + adjustments. Claim: paid = Σ paid on lines − claim adjustments.
"""

from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import adjustments, cents
from cleanclaim.core.x12.tree import Node


def check_other_payers(claim: Node, lines: list[Node], charge: tuple[str, int], context: Context) -> None:
    """Check each other payer that reports its work by line; `charge` is where a line's charge stands."""
    for other in claim.loops("2320"):
        payer = other.child("2330B")
        if payer is not None and payer.opener.get(9):
            _check_payer(other, payer.opener.get(9), lines, charge, context)


def _check_payer(
    other: Node, payer_id: str, lines: list[Node], charge: tuple[str, int], context: Context
) -> None:
    paid = 0
    found = False
    for line in lines:
        adjudicated = [loop for loop in line.loops("2430") if loop.opener.get(1) == payer_id]
        if not adjudicated:
            continue
        found = True
        amounts = [cents(loop.opener.get(2)) for loop in adjudicated]
        if None in amounts:
            return
        line_paid = sum(amount or 0 for amount in amounts)
        paid += line_paid
        bundled = any(loop.opener.get(6) for loop in adjudicated)
        adjusted = sum(_adjusted(loop) for loop in adjudicated)
        billed = cents(line.value(*charge))
        if billed is not None and not bundled and billed != line_paid + adjusted:
            context.report("cob-line", segment=adjudicated[0].opener, element=2, loop="2430")
    amt: Segment | None = other.one("AMT", "D")
    reported = cents(amt.get(2)) if amt else None
    if found and amt is not None and reported is not None and reported != paid - _adjusted(other):
        context.report("cob-claim", segment=amt, element=2, loop="2320")


def _adjusted(loop: Node) -> int:
    return sum(one.amount for one in adjustments(loop.all("CAS")))
