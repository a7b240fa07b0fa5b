"""What a pattern takes at a glance is what the look at every element would have passed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.x12.goldens import NAMES, golden

from cleanclaim.core import x12
from cleanclaim.core.x12 import elements
from cleanclaim.core.x12.patterns import pattern
from cleanclaim.core.x12.segments import Delimiters, Segment
from cleanclaim.core.x12.tree import Node

_PLAIN = Delimiters("*", ":", "^", "~")


def _placed(name: str) -> list[tuple[object, Segment]]:
    found = []
    waiting: list[Node] = [one.tree for one in x12.read(golden(name)).transactions if one.tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        found.extend(node.segments)
    return found


_SEGMENTS = [placed for name in NAMES for placed in _placed(name)]


def _slowly(use: object, segment: Segment) -> list[str]:
    codes: list[str] = []
    elements._check_each(use, segment, _PLAIN, lambda code, **_: codes.append(code))  # type: ignore[arg-type]
    return codes


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("ta1")])
def test_most_segments_are_taken_at_a_glance(name: str) -> None:
    placed = _placed(name)
    taken = [pattern(use, _PLAIN).fullmatch(segment.text) is not None for use, segment in placed]  # type: ignore[arg-type]
    assert sum(taken) >= 0.9 * len(taken)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(_SEGMENTS),
    st.integers(0, 200),
    st.text("*:^ A0.-9Z\x07é~", max_size=3),
    st.integers(0, 3),
)
def test_a_glance_passes_nothing_that_a_look_would_not(
    placed: tuple[object, Segment], at: int, text: str, removed: int
) -> None:
    use, segment = placed
    at = min(at, len(segment.text))
    changed = segment.text[:at] + text + segment.text[at + removed :]
    parts = changed.split("*")
    if parts[0] != segment.id:
        return
    bent = Segment(1, 0, len(changed), changed, parts)
    quickly: list[str] = []
    elements.check_elements(use, bent, _PLAIN, lambda code, **_: quickly.append(code))  # type: ignore[arg-type]
    assert quickly == _slowly(use, bent)
