"""Each kind of rule is broken once, alone; the finding names the rule and the segment."""

# ruff: noqa: E501 -- the rows of a table are not broken

from collections.abc import Callable

import pytest
from tests.core.x12.goldens import added, doubled, golden, replaced, without

from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Severity

P, F, R, Q = "plain.837", "full.837", "plain.835", "full.835"


def sub(name: str, old: str, new: str, count: int = 1) -> Callable[[], bytes]:
    """A golden with one text replaced, made when the test runs."""
    return lambda: replaced(name, old, new, count)


# what is broken | the rule | where (segment id, element)
DEFECTS: dict[str, tuple[Callable[[], bytes], str, str, str | None]] = {
    "IEA02 differs from ISA13": (sub(P, "IEA*1*000000101", "IEA*1*000000102"), "iea-control", "IEA", "IEA02"),
    "IEA01 counts wrong": (sub(P, "IEA*1*", "IEA*2*"), "iea-count", "IEA", "IEA01"),
    "IEA is missing": (lambda: golden(P).split(b"IEA")[0], "iea-missing", "IEA", None),
    "ISA12 is 00401": (sub(P, "*00501*", "*00401*"), "isa-version", "ISA", "ISA12"),
    "ISA13 has a letter": (sub(P, "000000101", "00000010A", 2), "isa-control", "ISA", "ISA13"),
    "ISA15 is X": (sub(P, "*0*T*:", "*0*X*:"), "isa-value", "ISA", "ISA15"),
    "ISA05 is unknown": (sub(P, "*ZZ*SENDER01", "*99*SENDER01"), "isa-value", "ISA", "ISA05"),
    "ISA09 is no date": (sub(P, "*260302*", "*261302*"), "isa-date", "ISA", "ISA09"),
    "ISA10 is no time": (sub(P, "*0830*^", "*2530*^"), "isa-time", "ISA", "ISA10"),
    "GE02 differs from GS06": (sub(P, "GE*1*11", "GE*1*12"), "ge-control", "GE", "GE02"),
    "GE01 counts wrong": (sub(P, "GE*1*11", "GE*2*11"), "ge-count", "GE", "GE01"),
    "GE is missing": (sub(P, "GE*1*11~\n", ""), "ge-missing", "GE", None),
    "GS01 is of another set": (sub(P, "GS*HC", "GS*HP"), "gs-set", "GS", "GS01"),
    "GS02 is too short": (sub(P, "GS*HC*SENDER01", "GS*HC*S"), "gs-value", "GS", "GS02"),
    "GS08 is unknown": (sub(P, "005010X222A1", "005010X999", 2), "guide-unknown", "ST", None),
    "GS08 names the X298": (sub(P, "005010X222A1", "005010X298", 2), "guide-unknown", "ST", None),
    "ST03 names another guide": (sub(P, "ST*837*0001*005010X222A1", "ST*837*0001*005010X223A2"), "st-guide", "ST", "ST03"),
    "SE01 counts wrong": (sub(P, "SE*37*", "SE*34*"), "se-count", "SE", "SE01"),
    "SE02 differs from ST02": (sub(P, "SE*37*0001", "SE*37*0002"), "se-control", "SE", "SE02"),
    "SE is missing": (sub(P, "SE*37*0001~\n", ""), "se-missing", "SE", None),
    "ST02 stands twice": (sub(Q, "*0002", "*0001", 2), "st-twice", "ST", "ST02"),
    "a segment is unknown": (lambda: added(P, "CLM", "ZZZ*1"), "segment-id", "ZZZ", None),
    "a segment is of another guide": (lambda: added(P, "CLM", "SVC*HC:99213*1*1"), "segment-not-in-guide", "SVC", None),
    "a segment cannot stand there": (lambda: added(P, "BHT", "LX*1"), "segment-unexpected", "LX", None),
    "a segment is out of order": (lambda: added(P, "HI*", "DTP*431*D8*20260201"), "segment-order", "DTP", None),
    "HI is missing": (lambda: without(P, "HI"), "segment-missing", "HI", None),
    "PER is missing": (lambda: without(P, "PER*IC*EDI"), "segment-missing", "PER", None),
    "the payer is missing": (
        lambda: without_many(P, "NM1*PR", "N3*PO Box 9", "N4*Albany", "REF*2U", "REF*G2"),
        "loop-missing",
        "NM1",
        None,
    ),
    "N3 stands twice": (lambda: doubled(P, "N3"), "segment-repeats", "N3", None),
    "the rendering provider stands twice": (lambda: doubled(P, "NM1*82"), "loop-repeats", "NM1", None),
    "a REF qualifier is unknown": (lambda: added(P, "CLM", "REF*ZZ*1"), "qualifier", "REF", "REF01"),
    "a diagnosis qualifier is unknown": (sub(P, "ABK:", "ZZZ:"), "qualifier", "HI", "HI01-1"),
    "HL01 skips": (sub(P, "HL*2*1*22*0", "HL*3*1*22*0"), "hl-number", "HL", "HL01"),
    "HL02 dangles": (sub(P, "HL*2*1*22*0", "HL*2*7*22*0"), "hl-parent", "HL", "HL02"),
    "HL04 says a child that is not": (sub(P, "HL*2*1*22*0", "HL*2*1*22*1"), "hl-child", "HL", "HL04"),
    "a required element is missing": (sub(P, "BHT*0019*00*BATCH0001", "BHT*0019*00*"), "element-missing", "BHT", "BHT03"),
    "a required component is missing": (sub(P, "11:B:1", "11:B"), "element-missing", "CLM", "CLM05-3"),
    "an element is not used": (sub(P, "N4*Springfield*IL*627010001", "N4*Springfield*IL*627010001**A*B"), "element-not-used", "N4", "N405"),
    "a pair is incomplete": (sub(P, "*TE*5555550100*EX*12", "*TE*5555550100*EX"), "element-conditional", "PER", "PER06"),
    "an element is too long": (sub(P, "*MEM001", "*" + "M" * 81), "element-long", "NM1", "NM109"),
    "an element is too short": (sub(P, "*INVENTED CLEARINGHOUSE*****46*RCV001", "*INVENTED CLEARINGHOUSE*****46*R"), "element-short", "NM1", "NM109"),
    "an amount is no number": (sub(P, "*200*UN", "*2OO*UN"), "element-characters", "SV1", "SV102"),
    "an amount has an underscore": (sub(P, "*200*UN", "*2_0*UN"), "element-characters", "SV1", "SV102"),
    "an amount has an exponent": (sub(P, "*200*UN", "*2E2*UN"), "element-characters", "SV1", "SV102"),
    "an amount is NaN": (sub(P, "*200*UN", "*NaN*UN"), "element-characters", "SV1", "SV102"),
    "an amount has three decimals": (sub(P, "*200*UN", "*200.001*UN"), "money-decimals", "SV1", "SV102"),
    "a control character": (sub(P, "Larch", "La\x07rch"), "element-characters", "N3", "N301"),
    "a value is not in the list": (sub(P, "*Y*A*Y*Y", "*Q*A*Y*Y"), "element-value", "CLM", "CLM06"),
    "a date is not in the calendar": (sub(P, "D8*20260210", "D8*20260230"), "element-date", "DTP", "DTP03"),
    "a time is none": (sub(P, "*20260302*0830*CH", "*20260302*0860*CH"), "element-time", "BHT", "BHT05"),
    "an element repeats": (sub(P, "*MEM001", "*MEM001^MEM2"), "element-repeats", "NM1", "NM109"),
    "an element has components": (sub(P, "*MEM001", "*MEM001:X"), "element-components", "NM1", "NM109"),
    "too many components": (sub(P, "HC:90471", "HC:90471:1A:1B:1C:1D:TEXT:9:10"), "element-components", "SV1", "SV101"),
    "too many elements": (sub(P, "HL*1**20*1", "HL*1**20*1*9"), "too-many-elements", "HL", "HL05"),
    "CLM02 is not the sum": (sub(P, "CLM*CLAIM1*237.5", "CLM*CLAIM1*237.51"), "claim-total", "CLM", "CLM02"),
    "a claim number stands twice": (sub(F, "CLM*CLAIM2", "CLM*CLAIM1"), "claim-number-twice", "CLM", "CLM01"),
    "LX skips": (sub(P, "LX*2", "LX*3"), "line-number", "LX", "LX01"),
    "a pointer dangles": (sub(P, "1:2~", "1:3~"), "pointer-dangling", "SV1", "SV107-2"),
    "a diagnosis stands twice": (sub(P, "ABF:I10", "ABF:J209"), "diagnosis-twice", "HI", "HI02-2"),
    "ICD-9 among ICD-10": (sub(P, "ABF:I10", "BF:4019"), "diagnosis-mixed", "HI", "HI02-1"),
    "a diagnosis has its point": (sub(P, "J209", "J20.9"), "diagnosis-shape", "HI", "HI01-2"),
    "a replacement without a number": (lambda: without(F, "REF*F8*ICN1"), "replacement-number", "CLM", "CLM05-3"),
    "an accident without its date": (lambda: without(F, "DTP*439"), "accident-date", "CLM", "CLM11"),
    "an accident without its state": (sub(F, "AA:OA::IL", "AA:OA"), "accident-state", "CLM", "CLM11-4"),
    "the other payer's line is off": (sub(F, "SVD*MCR1*100*", "SVD*MCR1*100.01*"), "cob-line", "SVD", "SVD02"),
    "the other payer's claim is off": (sub(F, "AMT*D*95", "AMT*D*95.01"), "cob-claim", "AMT", "AMT02"),
    "the subscriber has no birth date": (lambda: without(P, "DMG"), "subscriber-self", "NM1", None),
    "the subscriber has no number": (sub(P, "****MI*MEM001", ""), "member-id", "NM1", "NM109"),
    "the patient is missing": (sub(P, "SBR*P*18", "SBR*P*"), "patient-missing", "SBR", "SBR02"),
    "the billing address is a PO box": (sub(P, "N3*10 Larch Street", "N3*P.O. Box 10"), "billing-po-box", "N3", "N301"),
    "a service far ahead": (sub(P, "D8*20260210", "D8*20280210"), "date-far-ahead", "DTP", "DTP03"),
    "a service before birth": (sub(P, "D8*20260210", "D8*19600210"), "date-before-birth", "DTP", "DTP03"),
    "a birth after the file": (sub(P, "DMG*D8*19700517", "DMG*D8*20270517"), "birth-after-file", "DMG", "DMG02"),
    "a range ends before it begins": (sub(F, "RD8*20260201-20260210", "RD8*20260210-20260201"), "date-range", "DTP", "DTP03"),
    "an NPI's check digit": (sub(P, "1999000023", "1999000024"), "npi", "NM1", "NM109"),
    "a taxonomy's shape": (sub(P, "PE*PXC*207Q00000X", "PE*PXC*207Q0000"), "taxonomy", "PRV", "PRV03"),
    "a tax number's shape": (sub(P, "EI*123456789", "EI*12345678"), "tax-number", "REF", "REF02"),
    "a state": (sub(P, "N4*Springfield*IL*62701~", "N4*Springfield*XX*62701~"), "state", "N4", "N402"),
    "a ZIP code": (sub(P, "N4*Springfield*IL*62701~", "N4*Springfield*IL*6270~"), "zip", "N4", "N403"),
    "an NDC": (sub(F, "N4*00000000001", "N4*0000000001"), "ndc", "LIN", "LIN03"),
    "a procedure's shape": (sub(P, "HC:99214", "HC:9921"), "procedure-shape", "SV1", "SV101-2"),
    "a line does not balance": (sub(R, "CAS*CO*45*77.86", "CAS*CO*45*77.87"), "line-balance", "SVC", "SVC03"),
    "a claim does not balance": (sub(R, "*137*47.28*11.86", "*137*47.29*11.86"), "claim-balance", "CLP", "CLP04"),
    "a remittance does not balance": (sub(R, "BPR*I*47.28", "BPR*I*47.27"), "remittance-balance", "BPR", "BPR02"),
    "a provider adjustment is off": (sub(Q, "*10*L6*-3.5", "*10*L6*-3.51"), "remittance-balance", "BPR", "BPR02"),
    "CLP03 is not the sum of its lines": (sub(R, "CLP*CLAIM1*1*137*47.28*11.86", "CLP*CLAIM1*1*138*48.28*11.86"), "claim-charges", "CLP", "CLP03"),
    "a CAS amount is missing": (sub(R, "CAS*PR*2*11.86", "CAS*PR*2"), "element-missing", "CAS", "CAS03"),
    "a 999 counts wrong": (sub("rejected.999", "AK9*R*1*1*0", "AK9*R*1*1*1"), "accepted-count", "AK9", "AK904"),
    "a 277CA contradicts itself": (sub("claims.277ca", "A2:20:PR*20260302*WQ", "A2:20:PR*20260302*U"), "status-action", "STC", "STC03"),
    "a TA1 status": (sub("answer.ta1", "*A*000", "*Q*000"), "element-value", "TA1", "TA104"),
}  # fmt: skip

# A defect of these brings others with it: an amount that cannot be read or changed unbalances what it is part of.
BRINGS = {
    "a claim does not balance": {"remittance-balance"},
    "a line does not balance": {"claim-balance"},
    "CLP03 is not the sum of its lines": {"remittance-balance"},
    "a CAS amount is missing": {"line-balance", "claim-balance", "element-conditional"},
    "a date is not in the calendar": {"line-unread"},
    "a diagnosis qualifier is unknown": {"pointer-dangling"},
    "HI is missing": {"pointer-dangling"},
    "the other payer's line is off": {"cob-claim"},
    "too many components": {"element-not-used"},
    "a birth after the file": {"date-before-birth"},
}


def without_many(name: str, *segments: str) -> bytes:
    """A golden without several segments."""
    from tests.core.x12.goldens import counted

    lines = golden(name).decode().split("~\n")
    return counted("~\n".join(line for line in lines if not line.startswith(segments)).encode())


@pytest.mark.parametrize("what", DEFECTS)
def test_a_defect_is_found_and_placed(what: str) -> None:
    make, code, segment, element = DEFECTS[what]
    reading = x12.read(make())
    errors = [one for one in reading.findings if one.severity in (Severity.ERROR, Severity.FATAL)]
    assert not reading.accepted
    assert code in {one.code for one in errors}
    first = next(one for one in errors if one.code == code)
    assert first.place.segment_id == segment
    if element:
        assert first.place.element == element
    assert {one.code for one in errors} - {code} <= BRINGS.get(what, set())


@pytest.mark.parametrize("what", DEFECTS)
def test_no_message_repeats_what_the_file_holds(what: str) -> None:
    for one in x12.read(DEFECTS[what][0]()).findings:
        assert one.message == x12.rule(one.code).message
