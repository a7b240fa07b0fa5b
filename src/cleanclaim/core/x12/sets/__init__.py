"""Which transaction sets are known? One folder each: guide, reader, checks and writer."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from cleanclaim.core.x12.grammar import Guide
from cleanclaim.core.x12.limits import Limits
from cleanclaim.core.x12.segments import Delimiters, Report
from cleanclaim.core.x12.tree import Node

Spans = list[tuple[int, int, int, int | None]]
CodeLookup = Callable[[str, str, date], bool | None]
"""Is a code of a set (icd10cm, hcpcs, modifier, pos, carc, rarc) valid on a day? None: nothing is known."""

_FAMILY = re.compile(r"([0-9]{6}X[0-9]{3})(?:[AE][0-9]{1,2})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Context:
    """What checks and readers of a set may know beside the tree."""

    delimiters: Delimiters
    report: Report
    limits: Limits
    made_on: date | None  # GS04, the day on which the file was made
    codes: CodeLookup | None = None

    def unknown(self, code_set: str, code: str, on: date | None) -> bool:
        """True where the look-up says that a code is not valid on the day that decides."""
        return bool(self.codes and code and on) and self.codes(code_set, code, on) is False  # type: ignore[misc,arg-type]

    def ahead(self, found: date | None) -> str:
        """The code of the finding for a date of the past that lies ahead of the file, or nothing."""
        if found is None or self.made_on is None or found <= self.made_on:
            return ""
        return "date-far-ahead" if (found - self.made_on).days > 366 else "date-after-file"


@dataclass(frozen=True, slots=True)
class Format:
    """What the engine needs of a transaction set."""

    guide: Callable[[], Guide]
    check: Callable[[Node, Context], None]
    facts: Callable[[Node, Context], Iterable[object]]
    claims: tuple[str, str]  # the loops of a claim and of its line


@cache
def formats() -> dict[tuple[str, str], Format]:
    """Every known set by ST01 and guide family."""
    from cleanclaim.core.x12.sets import x270, x271, x276, x277, x277ca, x835, x837i, x837p, x999

    modules = (x837p, x835, x999, x277ca, x837i, x270, x271, x276, x277)
    guides = [(module.FORMAT, module.FORMAT.guide()) for module in modules]
    return {(guide.transaction, guide.family): one for one, guide in guides}


def family(implementation: str) -> str:
    """The guide family of a GS08 or ST03: 005010X222A1 and 005010X222 are one."""
    match = _FAMILY.fullmatch(implementation) if len(implementation) <= 20 else None
    return match[1] if match else ""


def format_for(transaction: str, implementation: str) -> Format | None:
    """The set that ST01 and GS08 name, or None."""
    return formats().get((transaction, family(implementation)))


def spans(tree: Node, loops: tuple[str, str]) -> Spans:
    """Which segments belong to which claim and line; both count from 1."""
    found: Spans = []
    for number, claim in enumerate(tree.below(loops[0]), 1):
        found.append((claim.opener.ordinal, _last(claim), number, None))
        for ordinal, line in enumerate(claim.loops(loops[1]), 1):
            found.append((line.opener.ordinal, _last(line), number, ordinal))
    return found


def _last(node: Node) -> int:
    return max(
        max((segment.ordinal for _, segment in node.segments), default=0),
        max((_last(child) for child in node.children), default=0),
    )
