"""How do rules report, and where? Findings with their place, bounded in number."""

from bisect import bisect_right
from collections import Counter

from cleanclaim.core.basics.findings import Finding, Place
from cleanclaim.core.x12.limits import Limits
from cleanclaim.core.x12.rules import finding
from cleanclaim.core.x12.segments import Segment


class Findings:
    """The findings of one transaction, or of what stands outside of any."""

    def __init__(self, file: str | None, limits: Limits, transaction: int | None = None) -> None:
        self._file = file
        self._limits = limits
        self._transaction = transaction
        self._counts: Counter[str] = Counter()
        self._qualifiers: set[tuple[int, int | None, int | None]] = set()
        self._spans: tuple[list[int], list[tuple[int, int | None, int | None]]] = ([], [])
        self.found: list[Finding] = []

    def report(
        self,
        code: str,
        *,
        segment: Segment | None = None,
        ordinal: int | None = None,
        offset: int | None = None,
        element: int | None = None,
        component: int | None = None,
        repeat: int | None = None,
        loop: str | None = None,
        missing: str | None = None,
    ) -> None:
        """Keep one finding; `missing` names a segment that is not there, after the segment given."""
        if segment is not None:
            ordinal = segment.ordinal
            if self._told(code, ordinal, element, component):
                return
        self._counts[code] += 1
        if self._counts[code] > self._limits.findings_of_a_code:
            if self._counts[code] == self._limits.findings_of_a_code + 1:
                self._counts["findings-cut"] = 0
                self.found.append(finding("findings-cut", self._place(None, ordinal, None, None, None)))
            return
        name = missing or (segment.id if segment else None)
        where = None
        if name and element:
            where = f"{name}{element:02d}" + (f"-{component}" if component else "")
        self.found.append(finding(code, self._place(name, ordinal, offset, loop, where)))

    def locate(self, spans: list[tuple[int, int, int, int | None]]) -> None:
        """Tell which segments (first, last) belong to which claim and line."""
        starts: list[int] = []
        held: list[tuple[int, int | None, int | None]] = []
        for first, last, claim, line in sorted(spans):
            starts.append(first)
            held.append((last, claim, line))
        self._spans = (starts, held)
        self.found = [
            Finding(one.code, one.severity, one.message, self._with_claim(one.place)) for one in self.found
        ]

    def _told(self, code: str, ordinal: int, element: int | None, component: int | None) -> bool:
        """True where a wrong qualifier was reported at this very place already."""
        if code == "qualifier":
            self._qualifiers.add((ordinal, element, component))
        return code == "element-value" and (ordinal, element, component) in self._qualifiers

    def _place(
        self, name: str | None, ordinal: int | None, offset: int | None, loop: str | None, element: str | None
    ) -> Place:
        claim, line = self._claim(ordinal)
        return Place(
            file=self._file,
            transaction=self._transaction,
            segment=ordinal,
            segment_id=name if name and name.isascii() and name.isalnum() and len(name) <= 3 else None,
            loop=loop or None,
            element=element,
            claim=claim,
            line=line,
            offset=offset,
        )

    def _claim(self, ordinal: int | None) -> tuple[int | None, int | None]:
        starts, held = self._spans
        if ordinal is None or not starts:
            return None, None
        at = bisect_right(starts, ordinal) - 1
        if at < 0 or ordinal > held[at][0]:
            return None, None
        return held[at][1], held[at][2]

    def _with_claim(self, place: Place) -> Place:
        claim, line = self._claim(place.segment)
        return Place(
            place.file,
            place.transaction,
            place.segment,
            place.segment_id,
            place.loop,
            place.element,
            claim,
            line,
            place.field,
            place.offset,
        )
