"""Any bytes give facts plus findings, or a fatal error with its place; never an exception, never silence."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.x12.goldens import NAMES, golden

from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Severity

_SAMPLE = 37  # of the prefixes and changes, one in so many is tried in every run


def _survives(data: bytes) -> None:
    reading = x12.read(data)
    if not (reading.claims or reading.remittances or reading.acknowledgments):
        assert reading.findings, "nothing was read and nothing was said"
    for one in reading.findings:
        assert one.place.segment is not None or one.place.offset is not None
    x12.acknowledge(reading)
    assert x12.rewrite(reading) == data


def _prefixes(name: str, step: int) -> None:
    data = golden(name)
    for end in range(0, len(data) - 2, step):
        assert not x12.read(data[:end]).accepted, end
        _survives(data[:end])


def _changes(name: str, step: int, values: bytes) -> None:
    data = golden(name)
    for at in range(0, len(data), step):
        for value in values:
            _survives(data[:at] + bytes([value]) + data[at + 1 :])


@pytest.mark.parametrize("name", NAMES)
def test_a_prefix_is_never_accepted(name: str) -> None:
    _prefixes(name, _SAMPLE)


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_byte_is_survived(name: str) -> None:
    _changes(name, _SAMPLE * 2, b"*~")


@pytest.mark.prove
@pytest.mark.parametrize("name", NAMES)
def test_no_prefix_is_accepted(name: str) -> None:
    _prefixes(name, 7 if name.startswith("full") else 1)


@pytest.mark.prove
@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("full")])
def test_every_changed_byte_is_survived(name: str) -> None:
    _changes(name, 1, b"*~\xff")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_survived(data: bytes) -> None:
    _survives(data)
    _survives(golden("plain.837")[:106] + data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_segments_in_any_order_are_survived(data: st.DataObject) -> None:
    lines = golden(data.draw(st.sampled_from(NAMES))).split(b"~\n")
    shuffled = data.draw(st.permutations(lines[1:]))
    kept = data.draw(st.integers(0, len(shuffled)))
    _survives(b"~\n".join([lines[0], *shuffled[:kept]]) + b"~\n")


FATAL = {
    "nothing": (b"", "no-interchange"),
    "something else": (b"%PDF-1.7", "no-interchange"),
    "a cut ISA": (golden("plain.837")[:60], "interchange-cut"),
    "the component separator is a letter": (golden("plain.837").replace(b"T*:~", b"T*A~", 1), "delimiters"),
    "two delimiters are one": (golden("plain.837").replace(b"T*:~", b"T*~~", 1), "delimiters"),
    "the terminator is a digit": (golden("plain.837").replace(b"T*:~", b"T*:7", 1), "delimiters"),
    "no terminator": (golden("plain.837")[:106] + b"GS*" + b"A" * 70_000, "segment-without-end"),
}


@pytest.mark.parametrize("what", FATAL)
def test_what_cannot_be_read_is_fatal_and_has_its_place(what: str) -> None:
    data, code = FATAL[what]
    fatal = [one for one in x12.read(data).findings if one.severity is Severity.FATAL]
    assert [one.code for one in fatal] == [code]
    assert fatal[0].place.offset is not None


@pytest.mark.parametrize(
    "text", ["1_000", "٣", "NaN", "Infinity", "1e8000000", " 5 ", "0x10", "--1", "1.2.3", "+1", "9" * 30]
)
def test_a_number_that_only_python_would_read_is_refused(text: str) -> None:
    data = golden("plain.837").replace(b"*200*UN", f"*{text}*UN".encode())
    reading = x12.read(data)
    assert not reading.accepted
    assert reading.claims[0].lines[0].billed == 0


def test_a_segment_over_the_limit_is_passed_over() -> None:
    long = golden("plain.837").replace(b"Larch", b"L" * 5_000)
    assert "segment-too-long" in {one.code for one in x12.read(long).findings}
    wide = x12.read(long, limits=x12.Limits(segment_bytes=65_536))
    assert "element-long" in {one.code for one in wide.findings}


def test_findings_of_one_kind_are_bounded() -> None:
    data = golden("plain.837").replace(b"LX*1~\n", b"ZZZ*1~\n" * 5_000)
    codes = [one.code for one in x12.read(data).findings]
    assert codes.count("segment-id") == x12.Limits().findings_of_a_code
    assert codes.count("findings-cut") == 1


@pytest.mark.parametrize(
    "unit",
    [
        b"ZZZ*1~\n",
        b"HL*1**20*1~\n",
        b"NM1*82*1*A~\n",
        b"REF*ZZ*1~\n",
        b"~",
        b"\n",
        b"LX*1~",
        b"ISA",
        b"ST*837*1~",
        b"*",
    ],
)
def test_time_grows_with_the_input_and_no_faster(unit: bytes) -> None:
    head = golden("plain.837").split(b"LX*1")[0]

    def seconds(copies: int) -> float:
        data = head + unit * copies
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            x12.read(data)
            best = min(best, time.process_time() - began)
        return best

    once = seconds(4_000)
    assert seconds(16_000) < 4 * once * 2.5 + 0.05  # four times as long; sixteen if it were quadratic
