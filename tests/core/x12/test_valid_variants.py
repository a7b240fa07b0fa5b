"""What is valid is not refused: the variants that readers commonly stumble over."""

from collections.abc import Callable

import pytest
from tests.core.x12 import facts_835
from tests.core.x12.facts_837p import BATCH, envelope, plain_claim
from tests.core.x12.goldens import NAMES, added, golden, replaced

from cleanclaim.core import x12

P, R = "plain.837", "plain.835"


def cut_with(element: str, component: str, repetition: str, terminator: str) -> bytes:
    """A golden with other delimiters."""
    text = golden(P).decode().replace("~\n", "~")
    for old, new in (("*", element), (":", component), ("^", repetition), ("~", terminator)):
        text = text.replace(old, f"\0{ord(new)}\0") if old != new else text
    for new in (element, component, repetition, terminator):
        text = text.replace(f"\0{ord(new)}\0", new)
    return text.encode()


def two_interchanges() -> bytes:
    """Two interchanges with different delimiters in one file."""
    return golden(R).replace(b"000000101", b"000000102") + cut_with("|", ">", "^", "\n")


def variant(name: str, old: str, new: str) -> Callable[[], bytes]:
    """A golden with one text replaced, made when the test runs."""
    return lambda: replaced(name, old, new)


VARIANTS: dict[str, Callable[[], bytes]] = {
    "the terminator is a newline": lambda: cut_with("*", ":", "^", "\n"),
    "the terminator is a carriage return and a newline follows": lambda: golden(P).replace(b"~\n", b"\r\n"),
    "the delimiters are control characters": lambda: cut_with("\x1d", "\x1f", "\x1e", "\x1c"),
    "the delimiters are | and >": lambda: cut_with("|", ">", "!", "'"),
    "no line ends": lambda: golden(P).replace(b"~\n", b"~"),
    "carriage returns and newlines": lambda: golden(P).replace(b"~\n", b"~\r\n"),
    "blank lines between segments": lambda: golden(P).replace(b"~\n", b"~\n\n"),
    "blank space before ISA": lambda: b"\n \n" + golden(P),
    "two interchanges with different delimiters": two_interchanges,
    "GS08 without errata": lambda: golden(P).replace(b"005010X222A1", b"005010X222"),
    "GS08 with the second errata": lambda: golden(P).replace(b"005010X222A1", b"005010X222A2"),
    "ST03 on an 835": variant(R, "ST*835*0001", "ST*835*0001*005010X221A1"),
    "two PLB segments": lambda: replaced_pay(
        added(R, "LQ*HE", "PLB*1999000015*20261231*WO:A*10~\nPLB*1999000015*20251231*WO:B*-10")
    ),
    "the lowest amount": variant(R, "*47.28*C*", "*47.280*C*"),
    "an amount with trailing zeros": variant(P, "*200*UN", "*200.00*UN"),
    "an amount without a leading zero": lambda: golden(P)
    .replace(b"*37.5*UN", b"*.5*UN")
    .replace(b"*237.5*", b"*200.5*"),
    "a ZIP of five digits for the patient": variant(P, "IL*62701~", "IL*62702~"),
    "a foreign address": variant(P, "N4*Springfield*IL*62701~", "N4*Toronto**M5V2T6*CA"
                                 "***ON~"),
    "lower case letters": variant(P, "SAMPLE*SUE", "Sample*Sue"),
    "a name in Latin letters with accents": variant(P, "SAMPLE*SUE", "SÁMPLE*SUÉ"),
    "an organization as subscriber": variant(P, "NM1*IL*1*SAMPLE*SUE*", "NM1*IL*2*SAMPLE INC**"),
    "providers in another order": lambda: _rendering_before_referring(),
    "a payer id with letters": variant(P, "PI*PAYER1", "PI*0A1B2"),
    "a control number with letters": lambda: golden(P).replace(b"*0001", b"*A001"),
}  # fmt: skip


def replaced_pay(data: bytes) -> bytes:
    """The segment count of a remittance with two segments more."""
    lines = data.decode().split("~\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("SE*"))
    start = next(at for at, line in enumerate(lines) if line.startswith("ST*"))
    lines[at] = f"SE*{at - start + 1}*0001"
    return "~\n".join(lines).encode()


def _rendering_before_referring() -> bytes:
    return added(P, "PRV*PE", "NM1*DN*1*REFERS*IMA****XX*1999000031")


@pytest.mark.parametrize("what", VARIANTS)
def test_a_valid_variant_is_accepted(what: str) -> None:
    reading = x12.read(VARIANTS[what]())
    assert reading.accepted, [(one.code, str(one.place)) for one in reading.findings]
    assert reading.claims or reading.remittances


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_file_has_no_finding(name: str) -> None:
    assert x12.read(golden(name)).findings == ()


def test_both_of_two_interchanges_are_read() -> None:
    reading = x12.read(two_interchanges())
    assert (len(reading.remittances), len(reading.claims)) == (1, 1)
    assert [one.ordinal for one in reading.transactions] == [1, 2]


def test_a_payment_of_nothing_carries_its_balance_forward() -> None:
    taken_back = facts_835.plain_remittance(
        paid=0,
        method="NON",
        format="",
        payer_account=None,
        payee_account=None,
        claims=(facts_835.reversed_payment(),),
        provider_adjustments=(
            facts_835.r.ProviderAdjustment(
                provider_id="1999000015",
                fiscal_period=facts_835.date(2026, 12, 31),
                reason="FB",
                reference="EFT0001",
                amount=-4728,
            ),
        ),
    )
    assert x12.read(x12.write_remittances([taken_back], envelope=envelope())).accepted


def test_claims_of_one_subscriber_share_a_level() -> None:
    data = x12.write_claims([plain_claim("A1"), plain_claim("A2")], batch=BATCH, envelope=envelope())
    assert data.count(b"HL*") == 2
    assert [claim.patient_control_number for claim in x12.read(data).claims] == ["A1", "A2"]
