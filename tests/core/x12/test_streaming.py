"""A stream gives what the whole file gives, wherever its blocks are cut."""

import io

import pytest
from tests.core.x12.goldens import NAMES, golden

from cleanclaim.core import x12
from cleanclaim.core.x12 import segments

FILES = {
    **{name: golden(name) for name in NAMES},
    "two interchanges": golden("plain.837") + b"\n" + golden("plain.835"),
    "without line ends": golden("full.835").replace(b"~\n", b"~"),
    "an ISA without its IEA": golden("plain.835").split(b"IEA")[0] + golden("plain.837"),
    "bytes between": golden("answer.ta1") + b"junk" * 30 + golden("answer.ta1"),
    "cut": golden("plain.837")[:-30],
    "nothing of the kind": b"x" * 500,
}


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize("size", [1, 7, 64, 107, 1000])
def test_blocks_of_any_size_give_the_same(what: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = FILES[what]
    whole = x12.read(data)
    monkeypatch.setattr(segments, "_BLOCK", size)
    streaming = x12.stream(io.BytesIO(data))
    transactions = list(streaming)
    assert [one.facts for one in transactions] == [one.facts for one in whole.transactions]
    findings = [*streaming.findings, *(one for each in transactions for one in each.findings)]
    assert sorted(findings, key=repr) == sorted(whole.findings, key=repr)
    assert [[(s.ordinal, s.start, s.text) for s in one.segments] for one in transactions] == [
        [(s.ordinal, s.start, s.text) for s in one.segments] for one in whole.transactions
    ]


def test_a_stream_may_be_a_path(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "claims.837"
    path.write_bytes(golden("full.837"))
    assert [len(one.claims) for one in x12.stream(path)] == [3]
