"""What did the receiver make of a group? A 999 as facts."""

from collections.abc import Iterator

from cleanclaim.core.facts.exchange import ErrorContext, GroupAnswer, SegmentError, TransactionAnswer
from cleanclaim.core.x12.segments import Segment
from cleanclaim.core.x12.sets import Context
from cleanclaim.core.x12.sets.parts import components, whole
from cleanclaim.core.x12.tree import Node


def facts(tree: Node, context: Context) -> Iterator[object]:
    """The answer to one group."""
    ak1, ak9 = tree.one("AK1"), tree.one("AK9")
    if ak1 is None or ak9 is None:
        return
    mark = context.delimiters.component
    yield GroupAnswer(
        functional_id=ak1.get(1),
        group=ak1.get(2),
        implementation=ak1.get(3),
        transactions=tuple(_transaction(loop, mark) for loop in tree.loops("2000")),
        status=ak9.get(1),
        included=whole(ak9.get(2)) or 0,
        received=whole(ak9.get(3)) or 0,
        accepted=whole(ak9.get(4)) or 0,
        notes=tuple(ak9.get(place) for place in range(5, 10) if ak9.get(place)),
    )


def _transaction(loop: Node, mark: str) -> TransactionAnswer:
    ak2, ik5 = loop.opener, loop.one("IK5")
    return TransactionAnswer(
        transaction_set=ak2.get(1),
        control_number=ak2.get(2),
        implementation=ak2.get(3),
        status=ik5.get(1) if ik5 else "",
        errors=tuple(error for segment in loop.loops("2100") for error in _errors(segment, mark)),
        notes=tuple(ik5.get(place) for place in range(2, 7) if ik5.get(place)) if ik5 else (),
    )


def _errors(loop: Node, mark: str) -> Iterator[SegmentError]:
    """One error for each element of a segment in error, or one for the segment."""
    ik3 = loop.opener
    contexts = tuple(_context(ctx, mark) for ctx in loop.all("CTX"))
    elements: list[Node | None] = list(loop.loops("2110"))
    for inner in elements or [None]:
        ik4 = inner.opener if inner else None
        element, component, repetition = components(ik4.get(1) if ik4 else "", mark, 3)
        own = tuple(_context(ctx, mark) for ctx in inner.all("CTX")) if inner else ()
        yield SegmentError(
            segment_id=ik3.get(1),
            segment=whole(ik3.get(2)) or 0,
            loop=ik3.get(3),
            error=ik3.get(4),
            element=whole(element),
            component=whole(component),
            repetition=whole(repetition),
            data_element=ik4.get(2) if ik4 else "",
            element_error=ik4.get(3) if ik4 else "",
            contexts=(*contexts, *own),
        )


def _context(ctx: Segment, mark: str) -> ErrorContext:
    name, value = components(ctx.get(1), mark, 2)
    element, component = components(ctx.get(5), mark, 2)
    return ErrorContext(
        name=name,
        value=value,
        segment_id=ctx.get(2),
        segment=whole(ctx.get(3)),
        loop=ctx.get(4),
        element=whole(element),
        component=whole(component),
    )
