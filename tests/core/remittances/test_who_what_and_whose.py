from dataclasses import replace
from datetime import date

import pytest

from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.facts.remittances import ClaimPayment, LinePayment, Remittance, RemittanceParty
from cleanclaim.core.remittances.dispositions import Disposition, disposition
from cleanclaim.core.remittances.identity import content_digest, identity
from cleanclaim.core.remittances.matching import (
    ClaimOnFile,
    CoverageOnFile,
    LineOnFile,
    match_claim,
    match_lines,
)

DAY = date(2026, 10, 14)
PRACTICE = key("test", "practice")


def line(number: int, procedure: str, *modifiers: str, billed: int = 10_000) -> LineOnFile:
    return LineOnFile(number, key("charge", number), f"C{number}", procedure, modifiers, billed, DAY)


def paid(procedure: str, *modifiers: str, billed: int = 10_000, number: str = "") -> LinePayment:
    return LinePayment(
        procedure=procedure,
        modifiers=modifiers,
        billed=billed,
        paid=0,
        charge_number=number,
        service_from=DAY,
    )


def claim(name: str) -> ClaimOnFile:
    first = CoverageOnFile(key("coverage"), key("payer"), None, "P")
    return ClaimOnFile(key("claim", name), name, key("patient"), "P", (first,), (line(1, "99213"),))


def payment(control_number: str, payer_number: str = "") -> ClaimPayment:
    return ClaimPayment(
        patient_control_number=control_number,
        status="1",
        billed=0,
        paid=0,
        payer_claim_control_number=payer_number,
    )


def remittance() -> Remittance:
    return Remittance(
        handling="I",
        paid=0,
        payment_date=DAY,
        trace_number="T1",
        originator_id="1999999999",
        payer=RemittanceParty(name="PAYER"),
        payee=RemittanceParty(name="PRACTICE", id_qualifier="XX", id="1999000000"),
    )


@pytest.mark.parametrize(
    ("group", "reason", "expected"),
    [
        ("CO", "45", Disposition.CONTRACTUAL),
        ("PR", "1", Disposition.TRANSFER),
        ("PR", "45", Disposition.REVIEW),
        ("CO", "97", Disposition.DENIAL),
        ("CO", "16", Disposition.DENIAL),
        ("OA", "23", Disposition.INFORMATION),
        ("CO", "18", Disposition.DUPLICATE),
        ("CO", "253", Disposition.SEQUESTRATION),
        ("CO", "109", Disposition.COVERAGE),
        ("CO", "P12", Disposition.CONTRACTUAL),
        ("OA", "P8", Disposition.PENDING),
        ("PI", "45", Disposition.HOLD),
        ("CO", "ZZ9", Disposition.HOLD),
        ("PR", "97", Disposition.HOLD),
    ],
)
def test_an_adjustment_is_disposed_by_group_and_reason(
    group: str, reason: str, expected: Disposition
) -> None:
    assert disposition(group, reason, on=DAY).disposition is expected


def test_a_remark_decides_where_a_row_names_it() -> None:
    assert disposition("PR", "2", on=DAY, remarks=("N782",)).disposition is Disposition.PROTECTED


def test_no_denial_is_ever_contractual() -> None:
    for group in ("CO", "OA", "PI", "PR"):
        assert disposition(group, "97", on=DAY).disposition is not Disposition.CONTRACTUAL


def test_a_row_counts_from_its_day_on() -> None:
    assert disposition("CO", "253", on=date(2013, 3, 31)).disposition is Disposition.HOLD
    assert disposition("CO", "253", on=date(2013, 4, 1)).disposition is Disposition.SEQUESTRATION


def test_every_row_says_what_it_is_and_who_says_so() -> None:
    from cleanclaim.core.remittances.dispositions import _rows

    for rules in _rows().values():
        for rule in rules:
            assert rule.says
            assert rule.source


@pytest.mark.parametrize(
    "change",
    [
        {"originator_id": "1888888888"},
        {"trace_number": "T2"},
        {"payment_date": date(2026, 10, 15)},
        {"payee": RemittanceParty(name="OTHER", id_qualifier="XX", id="1999000018")},
    ],
)
def test_each_part_of_the_business_identity_counts(change: dict[str, object]) -> None:
    other = replace(remittance(), **change)  # type: ignore[arg-type]
    assert identity(other) != identity(remittance())
    assert identity(other).key_in(PRACTICE) != identity(remittance()).key_in(PRACTICE)


def test_other_content_under_the_same_identity_is_seen() -> None:
    other = replace(remittance(), handling="H")
    assert identity(other) == identity(remittance())
    assert content_digest(other) != content_digest(remittance())


def test_a_claim_is_found_by_our_number_for_that_version_first() -> None:
    ours, theirs = claim("A1"), claim("B2")
    match = match_claim(payment("A1", "ICN"), {"A1": ours}, {"ICN": [theirs]})
    assert (match.claim, match.by) == (ours, "CLP01")


def test_a_claim_is_found_by_the_payers_number_where_ours_was_lost() -> None:
    match = match_claim(payment("LOST", "ICN"), {}, {"ICN": [claim("A1")]})
    assert match.by == "CLP07"


def test_a_payers_number_that_two_claims_bear_finds_neither() -> None:
    assert match_claim(payment("LOST", "ICN"), {}, {"ICN": [claim("A1"), claim("B2")]}).claim is None


def test_an_empty_number_finds_nothing() -> None:
    assert match_claim(payment("LOST"), {}, {"": [claim("A1")]}).claim is None


def test_a_line_is_matched_by_our_charge_number_before_anything_else() -> None:
    ours = [line(1, "99213"), line(2, "99213")]
    (match,) = match_lines([paid("99214", number="C2")], ours)
    assert match.line == ours[1]
    assert match.score == 100


def test_a_line_that_lost_its_modifiers_is_matched_and_shows_its_score() -> None:
    ours = [line(1, "99213", "25"), line(2, "20610", "RT", billed=12_000)]
    (match,) = match_lines([paid("20610", billed=12_000)], ours)
    assert match.line == ours[1]
    assert dict(match.parts) == {"procedure": 40, "billed": 30, "date": 15, "modifiers": 5}
    assert match.score == 90


def test_two_alike_lines_are_each_matched_once() -> None:
    ours = [line(1, "97110"), line(2, "97110")]
    matches = match_lines([paid("97110"), paid("97110")], ours)
    assert [match.line for match in matches] == ours


def test_a_procedure_that_the_payer_changed_is_matched_by_what_we_submitted() -> None:
    changed = replace(paid("99212"), submitted_procedure="99214")
    ours = [line(1, "99214")]
    assert match_lines([changed], ours)[0].line == ours[0]


def test_a_stranger_is_matched_with_nothing() -> None:
    assert match_lines([paid("73030", billed=5_500)], [line(1, "99213")])[0].line is None
