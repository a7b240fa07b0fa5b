"""Does the transaction follow its guide? The walk through its transition table."""

from collections.abc import Iterable

from cleanclaim.core.x12.dictionary import segments as known_segments
from cleanclaim.core.x12.grammar import Guide, LoopUse, SegmentUse, Step
from cleanclaim.core.x12.segments import Delimiters, Report, Segment
from cleanclaim.core.x12.tree import Node


def walk(guide: Guide, segments: Iterable[Segment], delimiters: Delimiters, report: Report) -> Node:
    """Give every segment its loop; report what cannot stand where it stands."""
    walker = _Walker(guide, delimiters.component, report)
    for segment in segments:
        walker.take(segment)
    return walker.finish()


class _Walker:
    def __init__(self, guide: Guide, component: str, report: Report) -> None:
        self._guide = guide
        self._component = component
        self._report = report
        self._root = Node(guide.root, None)
        self._node = self._root
        first = guide.root.items[0]
        if isinstance(first, LoopUse):  # a guide opens with ST
            raise TypeError(guide.set)
        self._use: SegmentUse = first
        self._hl = 0
        self._last: Segment | None = None

    def take(self, segment: Segment) -> None:
        """Place one segment."""
        if self._last is None:
            self._add(self._root, self._use, segment)
            return
        step = self._choose(self._guide.onward[self._use].get(segment.id, ()), segment)
        if step is not None:
            self._go(step, segment)
            return
        back = self._match(self._guide.anywhere[self._use].get(segment.id, ()), segment)
        if back:
            self._report("segment-order", segment=segment, loop=back[0].use.loop.id)
            self._keep_back(back[0], segment)
            return
        near = self._nearest(segment)
        if near is None:
            self._report(self._misfit(segment), segment=segment, loop=self._node.id)
            return
        element, component, _ = near.use.key or (1, 0, None)
        self._report(
            "qualifier", segment=segment, element=element, component=component or None, loop=near.use.loop.id
        )
        node = self._up(near.closes)
        node.misread = segment.id
        if not near.opens:
            node.add(near.use, segment)

    def finish(self) -> Node:
        """Close every open loop and return the tree."""
        while self._node is not self._root:
            self._close()
        self._missing(self._root)
        self._children_flags(self._root)
        return self._root

    def _misfit(self, segment: Segment) -> str:
        if segment.id in self._guide.known:
            return "segment-unexpected"
        return "segment-not-in-guide" if segment.id in known_segments() else "segment-id"

    def _match(self, steps: tuple[Step, ...], segment: Segment) -> list[Step]:
        return [step for step in steps if self._fits(step.use, segment)]

    def _fits(self, use: SegmentUse, segment: Segment) -> bool:
        if use.key is None:
            return True
        place, component, values = use.key
        value = segment.get(place)
        if component:
            parts = value.split(self._component)
            value = parts[component - 1] if len(parts) >= component else ""
        return value in values

    def _choose(self, steps: tuple[Step, ...], segment: Segment) -> Step | None:
        """The nearest step that fits and has room; where none has room, the nearest that fits."""
        full: Step | None = None
        for step in steps:
            if not self._fits(step.use, segment):
                continue
            if self._room(step):
                return step
            full = full or step
        return full

    def _room(self, step: Step) -> bool:
        node = self._up(step.closes)
        item = step.opens[0] if step.opens else step.use
        return node.counts[item.slot] < item.most

    def _nearest(self, segment: Segment) -> Step | None:
        """The nearest step that would fit but for its qualifier."""
        steps = (
            *self._guide.onward[self._use].get(segment.id, ()),
            *self._guide.anywhere[self._use].get(segment.id, ()),
        )
        return min(steps, key=lambda step: step.closes, default=None)

    def _up(self, closes: int) -> Node:
        node = self._node
        for _ in range(closes):
            if node.parent is not None:
                node = node.parent
        return node

    def _go(self, step: Step, segment: Segment) -> None:
        for _ in range(step.closes):
            self._close()
        for loop in step.opens:
            self._count(self._node, loop, segment)
            child = Node(loop, self._node)
            self._node.children.append(child)
            self._node = child
        self._add(self._node, step.use, segment)
        self._use = step.use
        if segment.id == "HL":
            self._level(segment)

    def _keep_back(self, step: Step, segment: Segment) -> None:
        """Keep a segment that came too late where it belongs; one that opens a loop moves the walk there."""
        if step.opens:
            self._go(step, segment)
        else:
            self._add(self._up(step.closes), step.use, segment)

    def _add(self, node: Node, use: SegmentUse, segment: Segment) -> None:
        self._last = segment
        node.add(use, segment)
        if use.slot or use is not node.loop.items[0] or node.parent is None:
            self._count(node, use, segment)
        else:
            node.counts[0] += 1

    def _count(self, node: Node, item: SegmentUse | LoopUse, segment: Segment) -> None:
        node.counts[item.slot] += 1
        if node.counts[item.slot] > item.most:
            code = "loop-repeats" if isinstance(item, LoopUse) else "segment-repeats"
            self._report(code, segment=segment, loop=item.id if isinstance(item, LoopUse) else node.id)

    def _close(self) -> None:
        self._missing(self._node)
        if self._node.parent is not None:
            self._node = self._node.parent

    def _missing(self, node: Node) -> None:
        """Report the required items that an instance lacks, at the segment after which they belong."""
        counts = node.counts
        if all(counts[slot] for slot in node.loop.required_slots):
            return
        after = node.segments[0][1] if node.segments else self._last
        for item in node.loop.items:
            if node.counts[item.slot]:
                after = _latest(node, item) or after
            elif item.required and after is not None:
                code = "segment-missing" if isinstance(item, SegmentUse) else "loop-missing"
                name = item.id if isinstance(item, SegmentUse) else item.first.id
                if name in (node.misread, "SE"):
                    continue  # there with a qualifier that was reported; or missed by the envelope
                loop = node.id if isinstance(item, SegmentUse) else item.id
                self._report(code, segment=after, loop=loop, missing=name)

    def _level(self, segment: Segment) -> None:
        """Check HL01 and HL02 of the level that was just opened."""
        self._hl += 1
        if segment.get(1) != str(self._hl):
            self._report("hl-number", segment=segment, element=1, loop=self._node.id)
        above = self._node.parent
        while above is not None and not (above.segments and above.opener.id == "HL"):
            above = above.parent
        if above is not None and segment.get(2) and segment.get(2) != above.opener.get(1):
            self._report("hl-parent", segment=segment, element=2, loop=self._node.id)

    def _children_flags(self, top: Node) -> None:
        """Check HL04 of every level against the levels that followed."""
        waiting = [top]
        while waiting:
            node = waiting.pop()
            waiting.extend(node.children)
            if not (node.segments and node.opener.id == "HL"):
                continue
            flag = node.opener.get(4)
            has = any(child.segments and child.opener.id == "HL" for child in node.children)
            if flag in ("0", "1") and (flag == "1") != has:
                self._report("hl-child", segment=node.opener, element=4, loop=node.id)


def _latest(node: Node, item: SegmentUse | LoopUse) -> Segment | None:
    """The last segment of an item of this instance."""
    if isinstance(item, SegmentUse):
        return next((segment for use, segment in reversed(node.segments) if use is item), None)
    for child in reversed(node.children):
        if child.loop is item:
            while child.children:
                child = child.children[-1]
            return child.segments[-1][1] if child.segments else None
    return None
