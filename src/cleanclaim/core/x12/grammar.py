"""How is a guide written as data, and what does it compile to? A loop tree and a transition table.

A guide is text that is drawn like the tree it describes; indentation nests:

    @2010AA R 1  billing provider name            a loop: R required or S situational, how often, in words
      NM1 R 1  01!=85 02=1,2 03 04? 08?=XX 09?    a segment: usage, how often, its elements

    03      required                    04?     situational (an element that is not listed is not used)
    =A,B    one of these values         !=A,B   the same, and it tells this segment from its namesakes
    <2-80>  other lengths than the dictionary's        @02  a date in the format that element 02 names
    ^99     may repeat                  05(1 2=B 3?)   a composite and its components

Within a loop, neighbours that share a segment identifier stand at one position of the standard and may come
in any order; otherwise order counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanclaim.core.x12.dictionary import Composite, Element, segments

MANY = 1 << 30

_LOOP = re.compile(r"@(\S+) ([RS]) (\d+|\*)(?:\s+(.*))?", re.ASCII)
_SEGMENT = re.compile(r"([A-Z][A-Z0-9]{1,2}) ([RS]) (\d+|\*)(?:\s+(.*))?", re.ASCII)
_ELEMENT = re.compile(
    r"(\d+)(\?)?(?:(!)?=([^\s()<@^]+))?(?:<(\d+)-(\d+)>)?(?:@(\d+))?(?:\^(\d+))?(?:(!)?\(([^()]*)\))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class ElementUse:
    """How a guide uses one element or component."""

    place: int  # from 1
    required: bool
    number: str  # in the data element dictionary: 1028, C023
    type: str
    least: int
    most: int
    values: frozenset[str] | None
    format_of: int | None  # the place of the date-format qualifier
    repeats: int
    components: "tuple[ElementUse | None, ...] | None"


@dataclass(eq=False, slots=True)
class SegmentUse:
    """How a guide uses one segment at one place of its tree."""

    id: str
    required: bool
    most: int
    elements: tuple[ElementUse | None, ...]
    key: (
        tuple[int, int, frozenset[str]] | None
    )  # element, component or 0, the values that tell it from others
    loop: "LoopUse"
    group: int
    slot: int  # its place among the counters of its loop
    words: str


@dataclass(eq=False, slots=True)
class LoopUse:
    """A loop of the guide: its segments and loops in order."""

    id: str
    required: bool
    most: int
    words: str
    parent: "LoopUse | None"
    group: int = 0
    slot: int = 0
    items: "list[SegmentUse | LoopUse]" = field(default_factory=list)
    required_slots: tuple[int, ...] = ()

    @property
    def first(self) -> SegmentUse:
        """The segment that opens the loop."""
        opener = self.items[0]
        while isinstance(opener, LoopUse):
            opener = opener.items[0]
        return opener


@dataclass(frozen=True, slots=True)
class Step:
    """One way onward from a segment: which use it would be, and how many loops are closed and opened."""

    use: SegmentUse
    closes: int
    opens: tuple[LoopUse, ...]


Table = dict[SegmentUse, dict[str, tuple[Step, ...]]]


@dataclass(eq=False, slots=True)
class Guide:
    """A guide, ready to walk."""

    set: str  # 837P, 835 …
    transaction: str  # ST01
    family: str  # 005010X222: GS08 without its errata
    functional_id: str  # GS01
    release: str  # what we write in GS08
    root: LoopUse
    onward: Table  # steps at or after the present position
    anywhere: Table  # steps that go back: right segment, wrong order
    known: frozenset[str]  # the segment identifiers of the guide


def compile_guide(
    *, set: str, transaction: str, family: str, functional_id: str, release: str, text: str
) -> Guide:
    """Read a guide's text and compile its transition table."""
    root = _parse(text)
    _number(root)
    onward: Table = {}
    anywhere: Table = {}
    known = frozenset(use.id for use in _uses(root))
    for use in _uses(root):
        ahead, back = _steps(use)
        onward[use], anywhere[use] = _by_id(ahead), _by_id(back)
    return Guide(set, transaction, family, functional_id, release, root, onward, anywhere, known)


def indented(text: str, by: int) -> str:
    """A part of a guide, as deep as the place where it is put."""
    return "\n".join(" " * by + line for line in text.splitlines())


def _parse(text: str) -> LoopUse:
    root = LoopUse("", True, 1, "the transaction set", None)
    open_loops: list[tuple[int, LoopUse]] = [(-1, root)]
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        depth = len(raw) - len(raw.lstrip())
        while open_loops[-1][0] >= depth:
            open_loops.pop()
        parent = open_loops[-1][1]
        if match := _LOOP.fullmatch(line):
            loop = LoopUse(match[1], match[2] == "R", _most(match[3]), match[4] or "", parent)
            parent.items.append(loop)
            open_loops.append((depth, loop))
        elif match := _SEGMENT.fullmatch(line):
            parent.items.append(_segment(match, parent))
        else:
            raise ValueError(f"no line of a guide: {line!r}")
    return root


def _most(text: str) -> int:
    return MANY if text == "*" else int(text)


def _segment(match: re.Match[str], loop: LoopUse) -> SegmentUse:
    definition = segments()[match[1]]
    rules, _, words = (match[4] or "").partition(" ; ")
    uses: list[ElementUse | None] = [None] * len(definition.elements)
    key = None
    for found in _ELEMENT.finditer(rules):
        place = int(found[1])
        use, component = _element(found, definition.elements[place - 1])
        uses[place - 1] = use
        if found[3] and use.values:
            key = (place, 0, use.values)
        elif component is not None:
            key = (place, component.place, component.values or frozenset())
    if _ELEMENT.sub("", rules).strip():
        raise ValueError(f"no elements of a guide: {rules!r}")
    return SegmentUse(match[1], match[2] == "R", _most(match[3]), tuple(uses), key, loop, 0, 0, words)


def _element(found: re.Match[str], definition: Element | Composite) -> tuple[ElementUse, ElementUse | None]:
    place, required = int(found[1]), not found[2]
    repeats = int(found[8] or 1)
    values = frozenset(found[4].split(",")) if found[4] else None
    if isinstance(definition, Element):
        least, most = int(found[5] or definition.least), int(found[6] or definition.most)
        format_of = int(found[7]) if found[7] else None
        number = str(definition.number)
        return (
            ElementUse(
                place, required, number, definition.type, least, most, values, format_of, repeats, None
            ),
            None,
        )
    parts: list[ElementUse | None] = [None] * len(definition.components)
    teller = None
    for inner in _ELEMENT.finditer(found[10] or ""):
        part, _ = _element(inner, definition.components[int(inner[1]) - 1])
        parts[part.place - 1] = part
        if inner[3]:
            teller = part
    return ElementUse(place, required, definition.name, "", 0, 0, None, None, repeats, tuple(parts)), teller


def _number(loop: LoopUse) -> None:
    """Give every item its position; neighbours with one opening segment share a position."""
    loop.required_slots = tuple(slot for slot, item in enumerate(loop.items) if item.required)
    group, before = -1, ""
    for slot, item in enumerate(loop.items):
        opener = item.id if isinstance(item, SegmentUse) else item.first.id
        same = opener == before and slot > 1 and isinstance(item, type(loop.items[slot - 1]))
        group += not same
        item.group, item.slot, before = group, slot, opener
        if isinstance(item, LoopUse):
            _number(item)


def _uses(loop: LoopUse) -> Iterator[SegmentUse]:
    for item in loop.items:
        if isinstance(item, SegmentUse):
            yield item
        else:
            yield from _uses(item)


def _steps(use: SegmentUse) -> tuple[list[Step], list[Step]]:
    """Every step from a segment: onward ones nearest first, then those that go back."""
    ahead: list[Step] = []
    back: list[Step] = []
    loop: LoopUse | None = use.loop
    group, closes = use.group, 0
    while loop is not None:
        for item in loop.items:
            if item is loop.items[0] and loop.parent is not None:
                continue  # the opener again is a new repeat of the loop, found one level up
            (ahead if item.group >= group else back).append(_step(item, closes))
        group, closes = loop.group, closes + 1
        loop = loop.parent
    return ahead, back


def _step(item: SegmentUse | LoopUse, closes: int) -> Step:
    opens: list[LoopUse] = []
    while isinstance(item, LoopUse):
        opens.append(item)
        item = item.items[0]
    return Step(item, closes, tuple(opens))


def _by_id(steps: list[Step]) -> dict[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.use.id, []).append(step)
    return {name: tuple(those) for name, those in found.items()}
