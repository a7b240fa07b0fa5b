"""Are the identifiers and places in any set well formed? NPI, tax number, taxonomy, state and ZIP code."""

import re

from cleanclaim.core.basics.identifiers import is_ein, is_npi
from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.tree import Node

_TAXONOMY = re.compile(r"[0-9]{2}[0-9A-Z]{7}[XY]", re.ASCII)  # the first lists had codes that end in Y
_ZIP = re.compile(r"[0-9]{5}(?:[0-9]{4})?", re.ASCII)
# fmt: off
STATES = frozenset((
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI", "AA", "AE", "AP",
))
# fmt: on


def check_identities(tree: Node, context: Context) -> None:
    """Check every identifier and place of a transaction."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        for _, segment in node.segments:
            check = _CHECKS.get(segment.id)
            if check is not None:
                check(segment, node.id, context)


def _name(nm1: Segment, loop: str, context: Context) -> None:
    if nm1.get(8) == "XX" and nm1.get(9) and not is_npi(nm1.get(9)):
        context.report("npi", segment=nm1, element=9, loop=loop)


def _party(n1: Segment, loop: str, context: Context) -> None:
    if n1.get(3) == "XX" and n1.get(4) and not is_npi(n1.get(4)):
        context.report("npi", segment=n1, element=4, loop=loop)
    if n1.get(3) == "FI" and n1.get(4) and not is_ein(n1.get(4)):
        context.report("tax-number", segment=n1, element=4, loop=loop)


def _reference(ref: Segment, loop: str, context: Context) -> None:
    if ref.get(1) in ("EI", "SY", "TJ") and ref.get(2) and not is_ein(ref.get(2).replace("-", "", 2)):
        context.report("tax-number", segment=ref, element=2, loop=loop)


def _taxonomy(prv: Segment, loop: str, context: Context) -> None:
    if prv.get(2) == "PXC" and prv.get(3) and not _TAXONOMY.fullmatch(prv.get(3)):
        context.report("taxonomy", segment=prv, element=3, loop=loop)


def _place(n4: Segment, loop: str, context: Context) -> None:
    if n4.get(4) not in ("", "US"):
        return
    if n4.get(2) and n4.get(2) not in STATES:
        context.report("state", segment=n4, element=2, loop=loop)
    if n4.get(3) and not _ZIP.fullmatch(n4.get(3)):
        context.report("zip", segment=n4, element=3, loop=loop)
    elif len(n4.get(3)) == 5 and loop in ("2010AA", "2310C", "2420C"):
        context.report("zip-short", segment=n4, element=3, loop=loop)


_CHECKS = {"NM1": _name, "N1": _party, "REF": _reference, "PRV": _taxonomy, "N4": _place}
