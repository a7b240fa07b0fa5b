"""Where do the segments begin and end? Delimiters from ISA, then one pass over the bytes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cleanclaim.core.x12.limits import SEGMENT_BYTES_MOST, Limits

_BLOCK = 1 << 20  # bytes that are read at once
_WINDOW = 1 << 20  # bytes that are cut at once; more than the longest segment
_SPACE = b" \t\r\n"
_LEADING = re.compile(rb"[ \t\r\n\x00]*", re.ASCII)

Report = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Delimiters:
    """The four characters that an interchange is cut with."""

    element: str
    component: str
    repetition: str  # empty where ISA11 is U or no delimiter
    terminator: str


class Segment:
    """One segment: its place in the file and its elements; parts[0] is the identifier."""

    __slots__ = ("id", "ordinal", "parts", "size", "start", "text")

    def __init__(self, ordinal: int, start: int, size: int, text: str, parts: list[str]) -> None:
        self.ordinal = ordinal
        self.start = start  # byte offset in the file
        self.size = size  # bytes, without the terminator
        self.text = text
        self.parts = parts
        self.id = parts[0]

    def get(self, place: int) -> str:
        """The element at a place, or nothing."""
        return self.parts[place] if place < len(self.parts) else ""


class Scanner:
    """Cuts a file into segments, interchange by interchange; `delimiters` are those of the present one."""

    def __init__(self, source: bytes | BinaryIO, report: Report, limits: Limits) -> None:
        self._buffer = source if isinstance(source, bytes) else b""
        self._more: BinaryIO | None = None if isinstance(source, bytes) else source
        self._at = 0  # in the buffer
        self._base = 0  # of the buffer in the file
        self._report = report
        self._limits = limits
        self.ordinal = 0
        self.delimiters = Delimiters("*", ":", "^", "~")

    @property
    def offset(self) -> int:
        """Where in the file the next segment begins."""
        return self._base + self._at

    def interchanges(self) -> Iterator[Segment]:
        """Yield every segment of every interchange, each interchange opening with its ISA."""
        found = False
        while self._to_isa():
            isa = self._isa()
            if isa is None:
                return
            found = True
            yield isa
            yield from self._until_iea()
            if self._stopped:
                return
        if not found:
            self._report("no-interchange", offset=self.offset)

    _stopped = False

    def _fill(self) -> bool:
        """Read one block more; drop what lies behind."""
        if self._more is None:
            return False
        block = self._more.read(_BLOCK)
        if not block:
            self._more = None
            return False
        self._buffer = self._buffer[self._at :] + block
        self._base += self._at
        self._at = 0
        return True

    def _need(self, size: int) -> None:
        while len(self._buffer) - self._at < size and self._fill():
            pass

    def _to_isa(self) -> bool:
        """Move to the next ISA; report bytes that are passed over."""
        skipped = False
        while True:
            self._at = _LEADING.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            if self._at == len(self._buffer) and self._fill():
                continue
            self._need(4)
            if self._at >= len(self._buffer):
                return False
            if self._buffer.startswith(b"ISA", self._at):
                return True
            if not skipped and not self._buffer.startswith(b"\xef\xbb\xbf", self._at):
                self._report("data-outside", offset=self.offset)
            skipped = True
            here = self._buffer.find(b"ISA", self._at)
            if here >= 0:
                self._at = here
                return True
            self._at = max(self._at + 1, len(self._buffer) - 2)
            if self._more is None or not self._fill():
                self._at = len(self._buffer)
                return False

    def _isa(self) -> Segment | None:
        """Read an ISA and take its delimiters."""
        self._need(400)
        head = self._buffer[self._at : self._at + 400]
        element = head[3:4]
        places: list[int] = []
        at = 3
        while element and len(places) < 16 and at >= 0 and head[at : at + 1] == element:
            places.append(at)
            at = head.find(element, at + 1)
        self.ordinal += 1
        if len(places) < 16 or len(head) < places[15] + 3:
            cut = len(head) < 106
            self._report("interchange-cut" if cut else "delimiters", offset=self.offset, ordinal=self.ordinal)
            return None
        component = head[places[15] + 1 : places[15] + 2]
        terminator = head[places[15] + 2 : places[15] + 3]
        elements = [
            head[a + 1 : b].decode("latin-1")
            for a, b in zip(places, [*places[1:], places[15] + 2], strict=True)
        ]
        repetition = elements[10] if elements[10] not in ("U", "") else ""
        if not _usable(element, component, terminator, repetition.encode("latin-1")):
            self._report("delimiters", offset=self.offset, ordinal=self.ordinal)
            return None
        self.delimiters = Delimiters(
            element.decode(),
            component.decode(),
            repetition if _legal(repetition.encode("latin-1")) else "",
            terminator.decode(),
        )
        text = head[: places[15] + 2].decode("latin-1")
        segment = Segment(self.ordinal, self.offset, places[15] + 2, text, ["ISA", *elements])
        if places != _FIXED:
            self._report("isa-width", segment=segment)
        self._at += places[15] + 3
        return segment

    def _until_iea(self) -> Iterator[Segment]:
        """Yield the segments after an ISA, a block at a time where no frame segment is near."""
        terminator = self.delimiters.terminator.encode()
        isa, iea = (name + self.delimiters.element.encode() for name in (b"ISA", b"IEA"))
        while True:
            end = self._buffer.rfind(terminator, self._at, self._at + _WINDOW)
            if end >= 0:
                closing = self._buffer.find(iea, self._at, end)
                opening = self._buffer.find(isa, self._at, end if closing < 0 else closing)
                frame = closing if opening < 0 else opening
                before = end if frame < 0 else self._buffer.rfind(terminator, self._at, frame)
                if before >= 0:
                    yield from self._inside(self._buffer[self._at : before])
                    continue
                for segment in self._singly(terminator, frame):
                    yield segment
                    if segment.id == "IEA":
                        return
                if self._buffer.startswith(isa, self._at):
                    return
                continue
            self._at = _LEADING.match(self._buffer, self._at).end()  # type: ignore[union-attr]
            if len(self._buffer) - self._at > SEGMENT_BYTES_MOST:
                self._stop("segment-without-end")
                return
            if not self._fill():
                self._tail()
                return

    def _inside(self, block: bytes) -> Iterator[Segment]:
        """The segments of a block that neither opens nor ends an interchange."""
        at = self._base + self._at
        self._at += len(block) + 1
        for raw in block.split(self.delimiters.terminator.encode()):
            segment = self._segment(raw, at)
            at += len(raw) + 1
            if segment is not None:
                yield segment

    def _singly(self, terminator: bytes, last: int) -> Iterator[Segment]:
        """The segments up to and with the one at an offset, one by one, stopping before an ISA."""
        isa = b"ISA" + self.delimiters.element.encode()
        while self._at <= last:
            end = self._buffer.index(terminator, self._at)
            raw = self._buffer[self._at : end]
            opening = raw.lstrip(_SPACE)
            if opening.startswith(isa):
                self._at += len(raw) - len(opening)
                return
            at = self._base + self._at
            self._at = end + 1
            segment = self._segment(raw, at)
            if segment is not None:
                yield segment

    def _segment(self, raw: bytes, at: int) -> Segment | None:
        """One segment, or None where it was empty or too long."""
        self.ordinal += 1
        if raw[:1] in _BLANKS:
            stripped = raw.lstrip(_SPACE)
            at += len(raw) - len(stripped)
            raw = stripped
        if len(raw) > self._limits.segment_bytes:
            self._report("segment-too-long", offset=at, ordinal=self.ordinal)
            return None
        if not raw:
            self._report("empty-segment", offset=at, ordinal=self.ordinal)
            return None
        text = _text(raw)
        segment = Segment(self.ordinal, at, len(raw), text, text.split(self.delimiters.element))
        if len(segment.parts) > self._limits.elements + 1:
            self._report("too-many-elements", segment=segment)
            del segment.parts[self._limits.elements + 1 :]
        return segment

    def _tail(self) -> None:
        """What stands after the last terminator: nothing, or a segment that the file's end cut."""
        raw = self._buffer[self._at :]
        self._at = len(self._buffer)
        if not raw.strip(_SPACE + b"\x00\x1a"):
            return
        self.ordinal += 1
        self._report("file-cut", offset=self._base + self._at - len(raw), ordinal=self.ordinal)

    def _stop(self, code: str) -> None:
        self._stopped = True
        self._report(code, offset=self.offset, ordinal=self.ordinal + 1)


_BLANKS = (b" ", b"\t", b"\r", b"\n", b"")
_FIXED = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103]
_CONTROLS = frozenset(b"\r\n\x1c\x1d\x1e\x1f\x07\x08\x0b\x0c\x85")


def _text(raw: bytes) -> str:
    """Bytes as text: UTF-8 where they are that, else one character for each byte."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _legal(mark: bytes) -> bool:
    """May this byte cut? A printable ASCII character or a separator control, no letter, digit or space."""
    if len(mark) != 1 or mark[0] > 127:
        return False
    return mark[0] in _CONTROLS or (mark[0] > 32 and mark[0] != 127 and not mark.isalnum())


def _usable(element: bytes, component: bytes, terminator: bytes, repetition: bytes) -> bool:
    three = (element, component, terminator)
    if not all(_legal(mark) for mark in three) or len(set(three)) < 3:
        return False
    return repetition not in three
