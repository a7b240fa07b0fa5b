"""Which transaction sets are known? One folder each: guide, reader, checks and writer."""

import importlib
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


# Each set's folder by ST01 and guide family; it is imported, and its guide compiled, when a file names it.
_SETS = {
    ("270", "005010X279"): "x270",
    ("271", "005010X279"): "x271",
    ("276", "005010X212"): "x276",
    ("277", "005010X212"): "x277",
    ("277", "005010X214"): "x277ca",
    ("835", "005010X221"): "x835",
    ("837", "005010X222"): "x837p",
    ("837", "005010X223"): "x837i",
    ("999", "005010X231"): "x999",
}


def family(implementation: str) -> str:
    """The guide family of a GS08 or ST03: 005010X222A1 and 005010X222 are one."""
    match = _FAMILY.fullmatch(implementation) if len(implementation) <= 20 else None
    return match[1] if match else ""


def format_for(transaction: str, implementation: str) -> Format | None:
    """The set that ST01 and GS08 name, or None."""
    folder = _SETS.get((transaction, family(implementation)))
    return _format(folder) if folder else None


@cache
def _format(folder: str) -> Format:
    found = importlib.import_module(f"{__name__}.{folder}").FORMAT
    if not isinstance(found, Format):
        raise TypeError(folder)
    return found


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
