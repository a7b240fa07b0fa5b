"""Where in the guide does each segment stand? The loops of one transaction."""

from collections.abc import Iterator

from cleanclaim.core.x12.grammar import LoopUse, SegmentUse
from cleanclaim.core.x12.segments import Segment

_NONE: list[Segment] = []


class Node:
    """One instance of a loop: its segments and the loops inside it, in the order they came."""

    __slots__ = ("by_id", "children", "counts", "loop", "misread", "parent", "segments")

    def __init__(self, loop: LoopUse, parent: "Node | None") -> None:
        self.loop = loop
        self.parent = parent
        self.segments: list[tuple[SegmentUse, Segment]] = []
        self.by_id: dict[str, list[Segment]] = {}
        self.children: list[Node] = []
        self.counts = [0] * len(loop.items)
        self.misread = ""  # the identifier of a segment that had no known qualifier

    @property
    def id(self) -> str:
        """The loop's name."""
        return self.loop.id

    @property
    def opener(self) -> Segment:
        """The segment that opened this instance."""
        return self.segments[0][1]

    def add(self, use: SegmentUse, segment: Segment) -> None:
        """Take a segment in."""
        self.segments.append((use, segment))
        self.by_id.setdefault(segment.id, []).append(segment)

    def all(self, segment_id: str, *qualifiers: str) -> list[Segment]:
        """Every such segment of this loop, with one of the qualifiers in its first element."""
        found = self.by_id.get(segment_id, _NONE)
        if not qualifiers or not found:
            return found
        return [segment for segment in found if segment.get(1) in qualifiers]

    def one(self, segment_id: str, *qualifiers: str) -> Segment | None:
        """The first of them."""
        found = self.by_id.get(segment_id)
        if found is None:
            return None
        if not qualifiers:
            return found[0]
        for segment in found:
            if segment.get(1) in qualifiers:
                return segment
        return None

    def loops(self, *names: str) -> Iterator["Node"]:
        """The loops right below with one of the names."""
        return (child for child in self.children if child.loop.id in names)

    def child(self, name: str) -> "Node | None":
        """The first loop right below with the name."""
        return next(self.loops(name), None)

    def below(self, name: str) -> Iterator["Node"]:
        """Every loop with the name, at any depth."""
        for child in self.children:
            if child.loop.id == name:
                yield child
            else:
                yield from child.below(name)

    def above(self, name: str) -> "Node | None":
        """The nearest loop with the name that this one stands in."""
        node: Node | None = self
        while node is not None and node.loop.id != name:
            node = node.parent
        return node

    def value(self, segment_id: str, place: int, *qualifiers: str) -> str:
        """An element of the first such segment, or nothing."""
        segment = self.one(segment_id, *qualifiers)
        return segment.get(place) if segment else ""
