"""Sets without facts are judged all the same: by guide and identifiers and, for an 837I, by balance."""

import pytest
from tests.core.x12.goldens import golden, replaced, without

from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Severity
from cleanclaim.core.x12 import sets

NAMES = {
    "plain.837i": "837I",
    "plain.270": "270",
    "plain.271": "271",
    "plain.276": "276",
    "plain.277": "277",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_file_is_accepted_and_says_that_it_gives_no_facts(name: str) -> None:
    reading = x12.read(golden(name))
    assert [one.set for one in reading.transactions] == [NAMES[name]]
    assert [one.code for one in reading.findings] == ["no-facts"]
    assert reading.accepted
    assert x12.rewrite(reading) == golden(name)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_answered_by_ta1_and_999(name: str) -> None:
    answers = x12.acknowledge(x12.read(golden(name)))
    assert [one.status for one in answers.interchanges] == ["A"]
    assert [one.status for one in answers.groups] == ["A"]
    assert answers.claims == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "element"),
    [
        ("plain.837i", "*1500.5***", "*1500.51***", "claim-total", "CLM02"),
        ("plain.837i", "11:A:1", "11:A:7", "replacement-number", "CLM05-3"),
        ("plain.837i", "11:A:1", "11:B:1", "element-value", "CLM05-2"),
        ("plain.837i", "LX*2", "LX*3", "line-number", "LX01"),
        ("plain.837i", "ABK:J189:::::::Y", "ABK:J189:::::::Q", "element-value", "HI01-9"),
        ("plain.837i", "RD8*20260210-20260212", "RD8*20260212-20260210", "date-range", "DTP03"),
        ("plain.837i", "DT*202602100815", "DT*202602102515", "element-date", "DTP03"),
        ("plain.837i", "*XX*1999000072", "*XX*1999000073", "npi", "NM109"),
        ("plain.837i", "REF*EA", "REF*ZZ", "qualifier", "REF01"),
        ("plain.270", "EQ*30^98", "EQ*", "element-conditional", "EQ01"),
        ("plain.270", "INS*N*19", "INS*Q*19", "element-value", "INS01"),
        ("plain.271", "EB*C*IND", "EB*ZZ*IND", "element-value", "EB01"),
        ("plain.271", "LS*2120", "LS*2130", "element-value", "LS01"),
        ("plain.271", "*20260101~", "*20260131-~", "element-date", "DTP03"),
        ("plain.276", "HL*4*3*22*0", "HL*4*2*22*0", "hl-parent", "HL02"),
        ("plain.276", "BHT*0010*13", "BHT*0010*08", "element-value", "BHT02"),
        ("plain.277", "STC*F1:65*20260225", "STC*F1:65*20260231", "element-date", "STC02"),
        ("plain.277", "*DG~", "~", "element-missing", "BHT06"),
    ],
)
def test_a_defect_is_found_and_placed(name: str, old: str, new: str, code: str, element: str) -> None:
    findings = x12.read(replaced(name, old, new)).findings
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert [(one.code, one.place.element) for one in errors] == [(code, element)]


@pytest.mark.parametrize(
    ("name", "segment"),
    [("plain.837i", "CL1"), ("plain.837i", "HI*ABK"), ("plain.276", "TRN"), ("plain.277", "STC")],
)
def test_a_missing_segment_is_found(name: str, segment: str) -> None:
    findings = x12.read(without(name, segment)).findings
    assert any(one.code in ("segment-missing", "loop-missing", "segment-unexpected") for one in findings)


def test_every_known_set_is_what_its_folder_says() -> None:
    for (transaction, family), folder in sets._SETS.items():
        known = sets.format_for(transaction, f"{family}A1")
        assert known is not None
        guide = known.guide()
        assert (guide.transaction, guide.family) == (transaction, family)
        assert folder == f"x{guide.set.lower()}"
