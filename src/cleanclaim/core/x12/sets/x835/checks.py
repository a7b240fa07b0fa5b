"""Does a remittance balance, at line, claim and transaction, and do its identifiers and dates hold?

Line: SVC02 − its CAS = SVC03. Claim: CLP03 − all CAS = CLP04. Transaction: BPR02 = ΣCLP04 − ΣPLB.
AMT and CLP05 are no terms of any balance.
"""

from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.identity import check_identities
from cleanclaim.core.x12.sets.parts import adjustments, cents, day
from cleanclaim.core.x12.tree import Node


def check(tree: Node, context: Context) -> None:
    """Check every line, every claim and the transaction."""
    check_identities(tree, context)
    paid = 0
    count = 0
    known = True
    for claim in tree.below("2100"):
        count += 1
        amount = cents(claim.opener.get(4))
        known = known and amount is not None
        paid += amount or 0
        _check_claim(claim, context)
    if count > context.limits.claims_835:
        context.report("claims-many", segment=tree.opener)
    bpr = tree.one("BPR")
    if bpr is not None:
        _check_payment(bpr, context)
        if known:
            _check_transaction(tree, bpr, paid, context)


def _check_payment(bpr: Segment, context: Context) -> None:
    amount = cents(bpr.get(2))
    if amount is not None and amount < 0:
        context.report("amount-negative", segment=bpr, element=2)
    if bpr.get(4) == "NON" and amount:
        context.report("payment-handling", segment=bpr, element=4)
    if bpr.get(4) == "ACH" and not (bpr.get(7) and bpr.get(9) and bpr.get(13) and bpr.get(15)):
        context.report("payment-handling", segment=bpr, element=4)


def _check_transaction(tree: Node, bpr: Segment, paid: int, context: Context) -> None:
    taken = 0
    for plb in tree.all("PLB"):
        for place in range(4, 15, 2):
            if plb.get(place):
                amount = cents(plb.get(place))
                if amount is None:
                    return
                taken += amount
    sent = cents(bpr.get(2))
    if sent is not None and sent * (-1 if bpr.get(3) == "D" else 1) != paid - taken:
        context.report("remittance-balance", segment=bpr, element=2)


def _check_claim(claim: Node, context: Context) -> None:
    clp = claim.opener
    billed, paid = cents(clp.get(3)), cents(clp.get(4))
    own = adjustments(claim.all("CAS"))
    taken = sum(one.amount for one in own)
    patient = sum(one.amount for one in own if one.group == "PR")
    charges = 0
    lines = list(claim.loops("2110"))
    for line in lines:
        reasons = adjustments(line.all("CAS"))
        adjusted = sum(one.amount for one in reasons)
        patient += sum(one.amount for one in reasons if one.group == "PR")
        taken += adjusted
        svc = line.opener
        line_billed, line_paid = cents(svc.get(2)), cents(svc.get(3))
        charges += line_billed or 0
        if line_billed is not None and line_paid is not None and line_billed - adjusted != line_paid:
            context.report("line-balance", segment=svc, element=3, loop="2110")
    if billed is not None and paid is not None and billed - taken != paid:
        context.report("claim-balance", segment=clp, element=4, loop="2100")
    if billed is not None and lines and charges != billed:
        context.report("claim-charges", segment=clp, element=3, loop="2100")
    share = cents(clp.get(5))
    if clp.get(2) == "22":
        if (billed or 0) > 0 or (paid or 0) > 0:
            context.report("reversal-sign", segment=clp, element=4, loop="2100")
    elif share is not None and share != patient:
        context.report("patient-share", segment=clp, element=5, loop="2100")
    if claim.one("MIA") and claim.one("MOA"):
        context.report("remarks-both", segment=claim.one("MOA"), loop="2100")
    _check_dates(claim, context)
    _check_codes(claim, context)


def _check_dates(claim: Node, context: Context) -> None:
    for loop in (claim, *claim.loops("2110")):
        for dtm in loop.all("DTM", "232", "233", "050", "150", "151", "472"):
            ahead = context.ahead(day(dtm.get(2)))
            if ahead:
                context.report(ahead, segment=dtm, element=2, loop=loop.id)
        for first, last in (("232", "233"), ("150", "151")):
            begins, ends = day(loop.value("DTM", 2, first)), day(loop.value("DTM", 2, last))
            if begins and ends and ends < begins:
                context.report("date-range", segment=loop.one("DTM", last), element=2, loop=loop.id)


def _check_codes(claim: Node, context: Context) -> None:
    """Check every CARC and RARC on the day on which the file was made."""
    if context.codes is None:
        return
    for loop in (claim, *claim.loops("2110")):
        for cas in loop.all("CAS"):
            for place in range(2, 20, 3):
                if context.unknown("carc", cas.get(place), context.made_on):
                    context.report("code-unknown", segment=cas, element=place, loop=loop.id)
        for lq in loop.all("LQ", "HE"):
            if context.unknown("rarc", lq.get(2), context.made_on):
                context.report("code-unknown", segment=lq, element=2, loop=loop.id)
        for moa in loop.all("MOA"):
            for place in range(3, 8):
                if context.unknown("rarc", moa.get(place), context.made_on):
                    context.report("code-unknown", segment=moa, element=place, loop=loop.id)
