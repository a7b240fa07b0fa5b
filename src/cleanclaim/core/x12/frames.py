"""Do the envelopes hold? Interchanges, groups and transactions, with their control numbers and counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanclaim.core.basics.dates import NotADate, date_from
from cleanclaim.core.basics.findings import Finding
from cleanclaim.core.facts.exchange import InterchangeAnswer
from cleanclaim.core.x12.findings import Findings
from cleanclaim.core.x12.limits import Limits
from cleanclaim.core.x12.segments import Delimiters, Scanner, Segment

_NINE = re.compile(r"[0-9]{9}", re.ASCII)
_TO_NINE = re.compile(r"[0-9]{1,9}", re.ASCII)
_CONTROL = re.compile(r"[ -~]{4,9}", re.ASCII)
_SIX = re.compile(r"[0-9]{6}", re.ASCII)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9](?:[0-9]{1,2})?)?", re.ASCII)
_SET = re.compile(r"[0-9]{3}", re.ASCII)
_QUALIFIERS = frozenset(("01", "14", "20", "27", "28", "29", "30", "33", "ZZ"))
_GROUPS = frozenset(("BE", "FA", "HB", "HC", "HI", "HN", "HP", "HR", "HS", "RA"))


@dataclass(eq=False)
class Group:
    """One GS to GE."""

    segment: Segment
    collected: Findings
    control_numbers: set[str] = field(default_factory=set)
    transactions: int = 0
    included: int | None = None  # GE01

    @property
    def functional_id(self) -> str:
        """GS01."""
        return self.segment.get(1)

    @property
    def control_number(self) -> str:
        """GS06."""
        return self.segment.get(6)

    @property
    def implementation(self) -> str:
        """GS08."""
        return self.segment.get(8)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the group itself."""
        return tuple(self.collected.found)


@dataclass(eq=False)
class Interchange:
    """One ISA to IEA."""

    ordinal: int
    segment: Segment
    delimiters: Delimiters
    collected: Findings
    groups: list[Group] = field(default_factory=list)
    answers: list[InterchangeAnswer] = field(default_factory=list)
    group_numbers: set[str] = field(default_factory=set)

    def _isa(self, place: int) -> str:
        return self.segment.get(place).strip()

    @property
    def sender_qualifier(self) -> str:
        """ISA05."""
        return self._isa(5)

    @property
    def sender_id(self) -> str:
        """ISA06, without its padding."""
        return self._isa(6)

    @property
    def receiver_qualifier(self) -> str:
        """ISA07."""
        return self._isa(7)

    @property
    def receiver_id(self) -> str:
        """ISA08, without its padding."""
        return self._isa(8)

    @property
    def date(self) -> str:
        """ISA09, YYMMDD."""
        return self._isa(9)

    @property
    def time(self) -> str:
        """ISA10, HHMM."""
        return self._isa(10)

    @property
    def control_number(self) -> str:
        """ISA13."""
        return self._isa(13)

    @property
    def wants_acknowledgment(self) -> bool:
        """ISA14: the sender asks for a TA1."""
        return self._isa(14) == "1"

    @property
    def usage(self) -> str:
        """ISA15: P production, T test."""
        return self._isa(15)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the interchange itself."""
        return tuple(self.collected.found)


@dataclass(eq=False)
class RawTransaction:
    """The segments from ST to SE, not yet walked."""

    ordinal: int
    interchange: Interchange
    group: Group | None
    segments: list[Segment]
    collected: Findings


class Frames:
    """Follows the envelopes of a file and yields its transactions as they end."""

    def __init__(self, file: str | None, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self.loose = Findings(file, limits)
        self.interchanges: list[Interchange] = []
        self._numbers: set[tuple[str, str, str]] = set()
        self._interchange: Interchange | None = None
        self._group: Group | None = None
        self._raw: RawTransaction | None = None
        self._count = 0
        self._last: Segment | None = None

    def report(self, code: str, **where: object) -> None:
        """Report what the scanner saw, where it belongs."""
        owner = self._raw or self._group or self._interchange
        (owner.collected if owner else self.loose).report(code, **where)  # type: ignore[arg-type]

    def transactions(self, scanner: Scanner) -> Iterator[RawTransaction]:
        """Yield each transaction when its SE, or what stands in its stead, was seen."""
        for segment in scanner.interchanges():
            name = segment.id
            if self._raw is not None and name not in _FRAME:
                self._raw.segments.append(segment)
            elif name == "ST":
                yield from self._end_transaction()
                self._begin_transaction(segment)
            elif name == "SE":
                yield from self._end_transaction(segment)
            else:
                if name in _FRAME:
                    yield from self._end_transaction()
                self._frame(segment, scanner)
            self._last = segment
        yield from self._end_transaction()
        self._end_group(None)
        self._end_interchange(None)

    def _frame(self, segment: Segment, scanner: Scanner) -> None:
        name = segment.id
        if name == "ISA":
            self._end_group(None)
            self._end_interchange(None)
            self._begin_interchange(segment, scanner.delimiters)
        elif name == "IEA":
            self._end_group(None)
            self._end_interchange(segment)
        elif name == "GS":
            self._end_group(None)
            self._begin_group(segment)
        elif name == "GE":
            self._end_group(segment)
        elif name == "TA1" and self._group is None and self._interchange is not None:
            self._answer(self._interchange, segment)
        else:
            self.report("segment-outside", segment=segment)

    def _begin_interchange(self, isa: Segment, delimiters: Delimiters) -> None:
        ordinal = len(self.interchanges) + 1
        self._interchange = Interchange(ordinal, isa, delimiters, Findings(self._file, self._limits))
        self.interchanges.append(self._interchange)
        report = self._interchange.collected.report
        for place, allowed in _ISA_VALUES.items():
            if isa.get(place).strip() not in allowed:
                report("isa-value", segment=isa, element=place)
        for place in (6, 8):
            if not isa.get(place).strip():
                report("isa-value", segment=isa, element=place)
        if isa.get(12) != "00501":
            report("isa-version", segment=isa, element=12)
        if not _NINE.fullmatch(isa.get(13)):
            report("isa-control", segment=isa, element=13)
        if not _is_short_date(isa.get(9)):
            report("isa-date", segment=isa, element=9)
        if not _TIME.fullmatch(isa.get(10)):
            report("isa-time", segment=isa, element=10)
        key = (isa.get(6), isa.get(8), isa.get(13))
        if key in self._numbers:
            report("interchange-twice", segment=isa, element=13)
        self._numbers.add(key)

    def _end_interchange(self, iea: Segment | None) -> None:
        interchange, self._interchange = self._interchange, None
        if interchange is None:
            if iea is not None:
                self.loose.report("segment-outside", segment=iea)
            return
        report = interchange.collected.report
        if iea is None:
            report("iea-missing", segment=self._last or interchange.segment, missing="IEA")
        else:
            if iea.get(2) != interchange.segment.get(13):
                report("iea-control", segment=iea, element=2)
            if not _counts(iea.get(1), len(interchange.groups)):
                report("iea-count", segment=iea, element=1)
        if not interchange.groups and not interchange.answers:
            report("nothing-inside", segment=interchange.segment)

    def _begin_group(self, gs: Segment) -> None:
        interchange = self._interchange
        if interchange is None:
            self.loose.report("segment-outside", segment=gs)
            return
        self._group = Group(gs, Findings(self._file, self._limits))
        interchange.groups.append(self._group)
        report = self._group.collected.report
        for place, wrong in (
            (1, gs.get(1) not in _GROUPS),
            (2, not 2 <= len(gs.get(2)) <= 15),
            (3, not 2 <= len(gs.get(3)) <= 15),
            (4, not _is_long_date(gs.get(4))),
            (5, not _TIME.fullmatch(gs.get(5))),
            (7, gs.get(7) not in ("X", "T")),
            (8, not gs.get(8)),
        ):
            if wrong:
                report("gs-value", segment=gs, element=place)
        if not _TO_NINE.fullmatch(gs.get(6)):
            report("gs-control", segment=gs, element=6)
        if gs.get(6) in interchange.group_numbers:
            report("group-twice", segment=gs, element=6)
        interchange.group_numbers.add(gs.get(6))

    def _end_group(self, ge: Segment | None) -> None:
        group, self._group = self._group, None
        if group is None:
            if ge is not None:
                self.report("segment-outside", segment=ge)
            return
        report = group.collected.report
        if ge is None:
            report("ge-missing", segment=self._last or group.segment, missing="GE")
        else:
            if ge.get(2) != group.control_number:
                report("ge-control", segment=ge, element=2)
            group.included = int(ge.get(1)) if _TO_NINE.fullmatch(ge.get(1)) else None
            if not _counts(ge.get(1), group.transactions):
                report("ge-count", segment=ge, element=1)
        if not group.transactions:
            report("group-empty", segment=group.segment)

    def _begin_transaction(self, st: Segment) -> None:
        if self._interchange is None:
            self.loose.report("segment-outside", segment=st)
            return
        self._count += 1
        collected = Findings(self._file, self._limits, self._count)
        self._raw = RawTransaction(self._count, self._interchange, self._group, [st], collected)
        if not _SET.fullmatch(st.get(1)):
            collected.report("st-value", segment=st, element=1)
        if not _CONTROL.fullmatch(st.get(2)):
            collected.report("st-control", segment=st, element=2)
        group = self._group
        if group is None:
            collected.report("gs-missing", segment=st)
            return
        group.transactions += 1
        if st.get(2) in group.control_numbers:
            collected.report("st-twice", segment=st, element=2)
        group.control_numbers.add(st.get(2))

    def _end_transaction(self, se: Segment | None = None) -> Iterator[RawTransaction]:
        raw, self._raw = self._raw, None
        if raw is None:
            if se is not None:
                self.report("segment-outside", segment=se)
            return
        if se is None:
            raw.collected.report("se-missing", segment=raw.segments[-1], missing="SE")
        else:
            raw.segments.append(se)
            if se.get(2) != raw.segments[0].get(2):
                raw.collected.report("se-control", segment=se, element=2)
            if not _counts(se.get(1), len(raw.segments)):
                raw.collected.report("se-count", segment=se, element=1)
        yield raw

    def _answer(self, interchange: Interchange, ta1: Segment) -> None:
        """Take a TA1 as a fact."""
        report = interchange.collected.report
        for place, wrong in (
            (1, not _NINE.fullmatch(ta1.get(1))),
            (2, not _is_short_date(ta1.get(2))),
            (3, not _TIME.fullmatch(ta1.get(3))),
            (4, ta1.get(4) not in ("A", "E", "R")),
            (5, not _SET.fullmatch(ta1.get(5))),
        ):
            if wrong:
                report("element-value", segment=ta1, element=place)
        interchange.answers.append(
            InterchangeAnswer(
                interchange=ta1.get(1),
                interchange_date=date_from(f"20{ta1.get(2)}") if _is_short_date(ta1.get(2)) else None,
                interchange_time=ta1.get(3),
                status=ta1.get(4),
                note=ta1.get(5),
            )
        )


_FRAME = frozenset(("ISA", "IEA", "GS", "GE", "ST", "SE"))
_ISA_VALUES = {
    1: frozenset(("00", "03")),
    3: frozenset(("00", "01")),
    5: _QUALIFIERS,
    7: _QUALIFIERS,
    14: frozenset(("0", "1")),
    15: frozenset(("P", "T")),
}


def _counts(text: str, count: int) -> bool:
    return (
        bool(_TO_NINE.fullmatch(text) or (text.isascii() and text.isdigit() and len(text) == 10))
        and int(text) == count
    )


def _is_short_date(text: str) -> bool:
    return bool(_SIX.fullmatch(text)) and _is_long_date(f"20{text}")


def _is_long_date(text: str) -> bool:
    try:
        date_from(text)
    except NotADate:
        return False
    return True
