"""What must hold in an institutional claim beyond its guide? Balance, numbers and dates."""

from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.identity import check_identities
from cleanclaim.core.x12.sets.parts import cents, components
from cleanclaim.core.x12.sets.x837p.checks import born, check_dates, check_subscriber
from cleanclaim.core.x12.sets.x837p.checks_cob import check_other_payers
from cleanclaim.core.x12.tree import Node


def check(tree: Node, context: Context) -> None:
    """Check every subscriber level and every claim."""
    check_identities(tree, context)
    seen: set[str] = set()
    for billing in tree.loops("2000A"):
        for subscriber in billing.loops("2000B"):
            check_subscriber(subscriber, context)
            for claim in subscriber.below("2300"):
                _check_claim(claim, subscriber, seen, context)
    if len(seen) > context.limits.claims_837:
        context.report("claims-many", segment=tree.opener)


def _check_claim(claim: Node, subscriber: Node, seen: set[str], context: Context) -> None:
    clm = claim.opener
    if clm.get(1) in seen:
        context.report("claim-number-twice", segment=clm, element=1, loop="2300")
    seen.add(clm.get(1))
    lines = list(claim.loops("2400"))
    charges = [cents(line.value("SV2", 3)) for line in lines]
    billed = cents(clm.get(2))
    if (
        billed is not None
        and lines
        and None not in charges
        and billed != sum(charge or 0 for charge in charges)
    ):
        context.report("claim-total", segment=clm, element=2, loop="2300")
    if billed is not None and billed < 0:
        context.report("amount-negative", segment=clm, element=2, loop="2300")
    if components(clm.get(5), context.delimiters.component, 3)[2] in ("7", "8") and not claim.one(
        "REF", "F8"
    ):
        context.report("replacement-number", segment=clm, element=5, component=3, loop="2300")
    birth = born(claim, subscriber)
    check_dates(claim, birth, context)
    for ordinal, line in enumerate(lines, 1):
        if line.opener.get(1) != str(ordinal):
            context.report("line-number", segment=line.opener, element=1, loop="2400")
        check_dates(line, birth, context)
    check_other_payers(claim, lines, ("SV2", 3), context)
