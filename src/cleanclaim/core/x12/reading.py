"""What does a file say? Its interchanges and transactions, each with its facts and its findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, TypeVar

from cleanclaim.core.basics.dates import NotADate, date_from
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, GroupAnswer, InterchangeAnswer
from cleanclaim.core.facts.remittances import Remittance
from cleanclaim.core.x12 import sets
from cleanclaim.core.x12.elements import check_elements
from cleanclaim.core.x12.envelope import Batch
from cleanclaim.core.x12.findings import Findings
from cleanclaim.core.x12.frames import Frames, Group, Interchange, RawTransaction
from cleanclaim.core.x12.limits import Limits
from cleanclaim.core.x12.segments import Delimiters, Scanner, Segment
from cleanclaim.core.x12.tree import Node
from cleanclaim.core.x12.walk import walk

Answer = InterchangeAnswer | GroupAnswer | ClaimAcknowledgment
Source = bytes | Path | BinaryIO
T = TypeVar("T")
_DEFAULT = Limits()


@dataclass(frozen=True, eq=False)
class Transaction:
    """One ST to SE."""

    ordinal: int  # in the file, from 1
    set: str  # 837P, 835, 999, 277CA; empty where no known guide is named
    group: Group | None
    interchange: Interchange
    segments: list[Segment]
    tree: Node | None
    findings: tuple[Finding, ...]
    facts: tuple[object, ...]
    first_claim: int = 1  # the ordinal in the file of its first claim
    claim_count: int = 0  # claims of an 837, an 835 or a 277CA, read or not

    @property
    def control_number(self) -> str:
        """ST02."""
        return self.segments[0].get(2)

    @property
    def delimiters(self) -> Delimiters:
        """The delimiters of its interchange."""
        return self.interchange.delimiters

    @property
    def accepted(self) -> bool:
        """True where nothing fatal and no error was found."""
        return _accepted(self.findings)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of an 837, in order."""
        return _of(Claim, self.facts)

    @property
    def remittance(self) -> Remittance | None:
        """The remittance of an 835."""
        return next(iter(_of(Remittance, self.facts)), None)

    @property
    def batch(self) -> Batch | None:
        """Who handed an 837 to whom, and its batch number."""
        return next(iter(_of(Batch, self.facts)), None)

    @property
    def acknowledgments(self) -> tuple[GroupAnswer | ClaimAcknowledgment, ...]:
        """What a 999 or a 277CA answers."""
        return (*_of(GroupAnswer, self.facts), *_of(ClaimAcknowledgment, self.facts))


@dataclass(frozen=True, eq=False)
class Reading:
    """A whole file."""

    source: bytes
    interchanges: tuple[Interchange, ...]
    transactions: tuple[Transaction, ...]
    loose: tuple[Finding, ...]  # findings outside of any interchange

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every 837."""
        return tuple(claim for one in self.transactions for claim in one.claims)

    @property
    def remittances(self) -> tuple[Remittance, ...]:
        """Every 835."""
        return tuple(one.remittance for one in self.transactions if one.remittance)

    @property
    def acknowledgments(self) -> tuple[Answer, ...]:
        """Every TA1, 999 and 277CA."""
        answers: list[Answer] = [answer for one in self.interchanges for answer in one.answers]
        answers.extend(answer for one in self.transactions for answer in one.acknowledgments)
        return tuple(answers)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in the order of the file."""
        found = [*_of_envelopes(self.loose, self.interchanges)]
        for one in self.transactions:
            found.extend(one.findings)
        return tuple(sorted(found, key=lambda one: one.place.segment or 0))

    @property
    def accepted(self) -> bool:
        """True where nothing fatal and no error was found."""
        return _accepted(self.findings)


class Stream:
    """Reads a file transaction by transaction; memory is bounded by the largest of them."""

    def __init__(
        self,
        source: Source,
        *,
        file: str | None = None,
        limits: Limits = _DEFAULT,
        codes: sets.CodeLookup | None = None,
    ) -> None:
        self._source = source
        self._codes = codes
        self._limits = limits
        self._frames = Frames(file, limits)
        self._claims = 0

    @property
    def interchanges(self) -> tuple[Interchange, ...]:
        """The interchanges so far, with the findings of their envelopes."""
        return tuple(self._frames.interchanges)

    @property
    def loose(self) -> tuple[Finding, ...]:
        """Findings outside of any interchange so far."""
        return tuple(self._frames.loose.found)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the envelopes so far; those of a transaction are its own."""
        return _of_envelopes(self.loose, self.interchanges)

    def __iter__(self) -> Iterator[Transaction]:
        """Yield each transaction, walked and checked."""
        if isinstance(self._source, Path):
            with self._source.open("rb") as file:
                yield from self._read(file)
        else:
            yield from self._read(self._source)

    def _read(self, source: bytes | BinaryIO) -> Iterator[Transaction]:
        scanner = Scanner(source, self._frames.report, self._limits)
        for raw in self._frames.transactions(scanner):
            yield self._understand(raw)

    def _understand(self, raw: RawTransaction) -> Transaction:
        collected = raw.collected
        st = raw.segments[0]
        named = raw.group.implementation if raw.group else st.get(3)
        format_ = sets.format_for(st.get(1), named) or sets.format_for(st.get(1), st.get(3))
        if format_ is None:
            collected.report("guide-unknown", segment=st)
            return self._transaction(raw, "", None, ())
        guide = format_.guide()
        if st.get(3) and sets.family(st.get(3)) != sets.family(named):
            collected.report("st-guide", segment=st, element=3)
        if raw.group is not None and raw.group.functional_id != guide.functional_id:
            collected.report("gs-set", segment=raw.group.segment, element=1)
        delimiters = raw.interchange.delimiters
        tree = walk(guide, raw.segments, delimiters, collected.report)
        before = self._claims
        spans = [(a, b, claim + before, line) for a, b, claim, line in sets.spans(tree, format_.claims)]
        collected.locate(spans)
        self._claims = max((claim for _, _, claim, _ in spans), default=self._claims)
        held = self._claims - before
        _check_nodes(tree, delimiters, collected)
        context = sets.Context(delimiters, collected.report, self._limits, _made_on(raw.group), self._codes)
        format_.check(tree, context)
        return self._transaction(raw, guide.set, tree, tuple(format_.facts(tree, context)), before + 1, held)

    def _transaction(
        self,
        raw: RawTransaction,
        name: str,
        tree: Node | None,
        facts: tuple[object, ...],
        first_claim: int = 1,
        count: int = 0,
    ) -> Transaction:
        found = tuple(sorted(raw.collected.found, key=lambda one: one.place.segment or 0))
        return Transaction(
            raw.ordinal,
            name,
            raw.group,
            raw.interchange,
            raw.segments,
            tree,
            found,
            facts,
            first_claim,
            count,
        )


def read(
    source: Source,
    *,
    file: str | None = None,
    limits: Limits = _DEFAULT,
    codes: sets.CodeLookup | None = None,
) -> Reading:
    """Read a whole file: bytes, a path or an open binary file.

    `file` is the name that findings bear. `codes` is asked for every diagnosis, procedure, modifier, place of
    service, CARC and RARC whether it is valid on the day that decides; without it, codes are judged by shape.
    """
    if isinstance(source, Path):
        data = source.read_bytes()
    else:
        data = source if isinstance(source, bytes) else source.read()
    streaming = Stream(data, file=file, limits=limits, codes=codes)
    transactions = tuple(streaming)
    return Reading(data, streaming.interchanges, transactions, streaming.loose)


def stream(
    source: Source,
    *,
    file: str | None = None,
    limits: Limits = _DEFAULT,
    codes: sets.CodeLookup | None = None,
) -> Stream:
    """Read a file of any size transaction by transaction; the arguments are those of `read`."""
    return Stream(source, file=file, limits=limits, codes=codes)


def rewrite(reading: Reading, changes: Mapping[tuple[int, int, int | None], str] | None = None) -> bytes:
    """Write a file that was read, byte for byte, with the changed elements in their places.

    A change is keyed by the segment's ordinal in the file, the element and the component (None: all of it).
    """
    wanted: dict[int, dict[tuple[int, int | None], str]] = {}
    for (ordinal, element, component), text in (changes or {}).items():
        wanted.setdefault(ordinal, {})[(element, component)] = text
    pieces: list[bytes] = []
    at = 0
    for transaction in reading.transactions if wanted else ():
        for segment in transaction.segments:
            if segment.ordinal in wanted:
                end = segment.start + segment.size
                pieces.append(reading.source[at : segment.start])
                was = reading.source[segment.start : end]
                pieces.append(_changed(segment, was, wanted.pop(segment.ordinal), transaction.delimiters))
                at = end
    if wanted:
        raise KeyError(f"no segment {min(wanted)} inside a transaction")
    pieces.append(reading.source[at:])
    return b"".join(pieces)


def _changed(
    segment: Segment, was: bytes, changes: Mapping[tuple[int, int | None], str], delimiters: Delimiters
) -> bytes:
    parts = list(segment.parts)
    for (element, component), text in changes.items():
        parts.extend([""] * (element + 1 - len(parts)))
        if component is None:
            parts[element] = text
        else:
            inside = parts[element].split(delimiters.component)
            inside.extend([""] * (component - len(inside)))
            inside[component - 1] = text
            parts[element] = delimiters.component.join(inside)
    text = delimiters.element.join(parts)
    return (
        text.encode()
        if delimiters.element.join(segment.parts).encode() == was
        else text.encode("latin-1", "replace")
    )


def _check_nodes(tree: Node, delimiters: Delimiters, collected: Findings) -> None:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        for use, segment in node.segments:
            check_elements(use, segment, delimiters, collected.report)


def _made_on(group: Group | None) -> date | None:
    try:
        return date_from(group.segment.get(4)) if group else None
    except NotADate:
        return None


def _of_envelopes(loose: tuple[Finding, ...], interchanges: tuple[Interchange, ...]) -> tuple[Finding, ...]:
    found = [*loose]
    for interchange in interchanges:
        found.extend(interchange.findings)
        for group in interchange.groups:
            found.extend(group.findings)
    return tuple(found)


def _accepted(findings: tuple[Finding, ...]) -> bool:
    return not any(one.severity in (Severity.FATAL, Severity.ERROR) for one in findings)


def _of(kind: type[T], facts: tuple[object, ...]) -> tuple[T, ...]:
    return tuple(one for one in facts if isinstance(one, kind))
