"""What must hold in a professional claim beyond its guide? Balance, pointers, numbers and dates."""

import re
from datetime import date

from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.identity import check_identities
from cleanclaim.core.x12.sets.parts import cents, components, dated, day, whole
from cleanclaim.core.x12.sets.x837p.checks_cob import check_other_payers
from cleanclaim.core.x12.sets.x837p.checks_codes import check_codes
from cleanclaim.core.x12.tree import Node

_PO_BOX = re.compile(r"P(?:OST)?\.? ?O(?:FFICE)?\.? ?BOX\b", re.ASCII | re.IGNORECASE)
_ICD10 = re.compile(r"[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}", re.ASCII)
_ICD9 = re.compile(r"[0-9EV][0-9]{2,4}", re.ASCII)
_HCPCS = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]", re.ASCII)
_NDC = re.compile(r"[0-9]{11}", re.ASCII)
# Dates of what has happened; others (return to work, end of disability) may lie ahead.
_PAST = frozenset(
    ("472", "431", "454", "304", "453", "439", "484", "455", "435", "096", "050", "011", "738", "739")
)


def check(tree: Node, context: Context) -> None:
    """Check every level, claim and line."""
    check_identities(tree, context)
    seen: set[str] = set()
    count = 0
    for billing in tree.loops("2000A"):
        for loop in billing.loops("2010AA"):
            if _PO_BOX.search(loop.value("N3", 1)):
                context.report("billing-po-box", segment=loop.one("N3"), element=1, loop="2010AA")
        for subscriber in billing.loops("2000B"):
            check_subscriber(subscriber, context)
            for claim in subscriber.below("2300"):
                count += 1
                _check_claim(claim, born(claim, subscriber), seen, context)
    if count > context.limits.claims_837:
        context.report("claims-many", segment=tree.opener)


def born(claim: Node, subscriber: Node) -> date | None:
    """The patient's birth date."""
    patient = claim.above("2000C")
    loop = patient.child("2010CA") if patient else subscriber.child("2010BA")
    return dated(loop, "DMG", place=2) if loop else None


def check_subscriber(level: Node, context: Context) -> None:
    """Check what SBR02 says against who follows, and who the subscriber is."""
    hl, sbr, who = level.opener, level.one("SBR"), level.child("2010BA")
    claims, patients = level.child("2300"), level.child("2000C")
    if claims is None and patients is None:
        context.report("no-claims", segment=hl, loop="2000B")
    if sbr is None or who is None:
        return
    if sbr.get(2) == "18":
        if patients is not None:
            context.report("subscriber-both", segment=sbr, element=2, loop="2000B")
        if claims is not None and not (who.one("DMG") and who.one("N3") and who.one("N4")):
            context.report("subscriber-self", segment=who.opener, loop="2010BA")
    elif claims is not None:
        context.report("patient-missing", segment=sbr, element=2, loop="2000B")
    if who.opener.get(2) == "1" and not who.opener.get(9):
        context.report("member-id", segment=who.opener, element=9, loop="2010BA")
    for loop in (who, *level.below("2010CA")):
        dmg = loop.one("DMG")
        if dmg is not None and _after(dmg.get(2), context):
            context.report("birth-after-file", segment=dmg, element=2, loop=loop.id)


def _after(text: str, context: Context) -> bool:
    found = day(text)
    return found is not None and context.made_on is not None and found > context.made_on


def _check_claim(claim: Node, born: date | None, seen: set[str], context: Context) -> None:
    clm = claim.opener
    mark = context.delimiters.component
    if clm.get(1) in seen:
        context.report("claim-number-twice", segment=clm, element=1, loop="2300")
    seen.add(clm.get(1))
    lines = list(claim.loops("2400"))
    charges = [cents(line.value("SV1", 2)) for line in lines]
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
    frequency = components(clm.get(5), mark, 3)[2]
    if frequency in ("7", "8") and not claim.value("REF", 2, "F8"):
        context.report("replacement-number", segment=clm, element=5, component=3, loop="2300")
    _check_accident(claim, context)
    check_dates(claim, born, context)
    count = _check_diagnoses(claim, context)
    controls: set[str] = set()
    for ordinal, line in enumerate(lines, 1):
        _check_line(line, ordinal, count, controls, context)
        check_dates(line, born, context)
    check_other_payers(claim, lines, ("SV1", 2), context)
    check_codes(claim, lines, context)


def _check_accident(claim: Node, context: Context) -> None:
    clm = claim.opener
    causes = components(clm.get(11), context.delimiters.component, 5)
    if {"AA", "OA"} & set(causes[:3]) and claim.one("DTP", "439") is None:
        context.report("accident-date", segment=clm, element=11, loop="2300")
    if "AA" in causes[:3] and not causes[3] and not causes[4]:
        context.report("accident-state", segment=clm, element=11, component=4, loop="2300")


def check_dates(loop: Node, born: date | None, context: Context) -> None:
    """Check the dates of what has happened against the file's day and the patient's birth."""
    for dtp in loop.all("DTP"):
        if dtp.get(1) not in _PAST:
            continue
        found = day(dtp.get(3))
        if found is None:
            continue
        ahead = context.ahead(found)
        if ahead:
            context.report(ahead, segment=dtp, element=3, loop=loop.id)
        elif dtp.get(1) == "472" and born is not None and found < born:
            context.report("date-before-birth", segment=dtp, element=3, loop=loop.id)


def _check_diagnoses(claim: Node, context: Context) -> int:
    """Check the diagnoses; return how many there are."""
    mark = context.delimiters.component
    codes: set[str] = set()
    kinds: set[bool] = set()
    count = 0
    for hi in claim.all("HI"):
        for place, text in enumerate(hi.parts[1:], 1):
            qualifier, code = components(text, mark, 2)
            if qualifier not in ("ABK", "ABF", "BK", "BF") or not code:
                continue
            count += 1
            kinds.add(len(qualifier) == 3)
            shape = _ICD10 if len(qualifier) == 3 else _ICD9
            if not shape.fullmatch(code):
                context.report("diagnosis-shape", segment=hi, element=place, component=2, loop="2300")
            if code in codes:
                context.report("diagnosis-twice", segment=hi, element=place, component=2, loop="2300")
            codes.add(code)
            if len(kinds) > 1:
                context.report("diagnosis-mixed", segment=hi, element=place, component=1, loop="2300")
                kinds.clear()
    return count


def _check_line(line: Node, ordinal: int, diagnoses: int, controls: set[str], context: Context) -> None:
    lx, sv1 = line.opener, line.one("SV1")
    mark = context.delimiters.component
    if lx.get(1) != str(ordinal):
        context.report("line-number", segment=lx, element=1, loop="2400")
    control = line.value("REF", 2, "6R")
    if control and control in controls:
        context.report("line-control-twice", segment=line.one("REF", "6R"), element=2, loop="2400")
    controls.add(control)
    drug = line.child("2410")
    if drug is not None and drug.opener.get(2) == "N4" and not _NDC.fullmatch(drug.opener.get(3)):
        context.report("ndc", segment=drug.opener, element=3, loop="2410")
    if sv1 is None:
        return
    charge = cents(sv1.get(2))
    if charge is not None and charge < 0:
        context.report("amount-negative", segment=sv1, element=2, loop="2400")
    qualifier, procedure = components(sv1.get(1), mark, 2)
    if qualifier == "HC" and procedure and not _HCPCS.fullmatch(procedure):
        context.report("procedure-shape", segment=sv1, element=1, component=2, loop="2400")
    pointers = sv1.get(7).split(mark) if sv1.get(7) else []
    for place, text in enumerate(pointers, 1):
        pointer = whole(text)
        if text and (pointer is None or not 1 <= pointer <= diagnoses):
            context.report("pointer-dangling", segment=sv1, element=7, component=place, loop="2400")
        elif text and text in pointers[: place - 1]:
            context.report("pointer-twice", segment=sv1, element=7, component=place, loop="2400")
