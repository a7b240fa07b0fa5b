from dataclasses import replace
from datetime import date

import pytest

from cleanclaim.core.facts.remittances import (
    Adjustment,
    ClaimPayment,
    LinePayment,
    ProviderAdjustment,
    Remittance,
    RemittanceParty,
)
from cleanclaim.core.remittances.balance import balance, balance_claim, balance_line


def remittance() -> Remittance:
    line = LinePayment(
        procedure="99213",
        billed=13_700,
        paid=4_728,
        adjustments=(
            Adjustment(group="CO", reason="45", amount=7_786),
            Adjustment(group="PR", reason="2", amount=1_186),
        ),
    )
    claim = ClaimPayment(
        patient_control_number="A1",
        status="1",
        billed=13_700,
        paid=4_628,
        patient_responsibility=1_186,
        adjustments=(Adjustment(group="CO", reason="253", amount=100),),
        lines=(line,),
    )
    return Remittance(
        handling="I",
        paid=4_938,
        payment_date=date(2026, 10, 14),
        trace_number="T1",
        originator_id="1999999999",
        payer=RemittanceParty(name="PAYER"),
        payee=RemittanceParty(name="PRACTICE", id_qualifier="XX", id="1999000000"),
        claims=(claim,),
        provider_adjustments=(ProviderAdjustment(provider_id="1", reason="L6", amount=-310),),
    )


def test_the_sums_hold_at_every_level() -> None:
    sums = balance(remittance())
    assert sums.holds
    assert sums.claims[0].holds
    assert sums.findings == ()


def test_the_arithmetic_can_be_shown_term_by_term() -> None:
    sums = balance(remittance())
    assert [(term.says, term.code, term.cents) for term in sums.transaction.terms] == [
        ("claim", "", 4_628),
        ("provider adjustment", "L6", 310),
    ]
    assert [(term.code, term.cents) for term in sums.claims[0].claim.terms] == [
        ("", 13_700),
        ("CO-253", -100),
        ("CO-45", -7_786),
        ("PR-2", -1_186),
    ]
    assert (sums.transaction.sum, sums.transaction.stated, sums.transaction.difference) == (4_938, 4_938, 0)


@pytest.mark.parametrize("cent", [1, -1])
@pytest.mark.parametrize("term", ["BPR02", "PLB", "CLP04"])
def test_one_cent_in_a_term_of_the_transaction_holds_it_whole(term: str, cent: int) -> None:
    good = remittance()
    claim, beside = good.claims[0], good.provider_adjustments[0]
    changed = {
        "BPR02": replace(good, paid=good.paid + cent),
        "PLB": replace(good, provider_adjustments=(replace(beside, amount=beside.amount + cent),)),
        "CLP04": replace(good, claims=(replace(claim, paid=claim.paid + cent),)),
    }[term]
    sums = balance(changed)
    assert not sums.holds
    assert sums.transaction.difference in (cent, -cent)
    assert "remittance.transaction-does-not-balance" in {finding.code for finding in sums.findings}


@pytest.mark.parametrize("cent", [1, -1])
@pytest.mark.parametrize("term", ["CLP03", "CAS 2100", "SVC02", "SVC03", "CAS 2110"])
def test_one_cent_in_a_term_of_a_claim_or_line_holds_the_claim(term: str, cent: int) -> None:
    claim = remittance().claims[0]
    line, own = claim.lines[0], claim.adjustments[0]
    adjusted = (replace(line.adjustments[0], amount=line.adjustments[0].amount + cent), line.adjustments[1])
    changed = {
        "CLP03": replace(claim, billed=claim.billed + cent),
        "CAS 2100": replace(claim, adjustments=(replace(own, amount=own.amount + cent),)),
        "SVC02": replace(claim, lines=(replace(line, billed=line.billed + cent),)),
        "SVC03": replace(claim, lines=(replace(line, paid=line.paid + cent),)),
        "CAS 2110": replace(claim, lines=(replace(line, adjustments=adjusted),)),
    }[term]
    assert not balance_claim(changed).holds


def test_a_stated_patient_responsibility_that_differs_only_warns() -> None:
    good = remittance()
    changed = replace(good, claims=(replace(good.claims[0], patient_responsibility=0),))
    sums = balance(changed)
    assert sums.holds
    assert sums.claims[0].holds
    assert [finding.code for finding in sums.findings] == ["remittance.patient-responsibility-differs"]


def test_a_reversal_that_leaves_the_patient_responsibility_out_does_not_warn() -> None:
    claim = replace(remittance().claims[0], status="22", patient_responsibility=0)
    good = replace(remittance(), claims=(claim,))
    assert balance(good).findings == ()


def test_a_payment_that_the_payee_makes_counts_backwards() -> None:
    good = remittance()
    paid_back = replace(
        good,
        paid=100,
        credit_debit="D",
        claims=(),
        provider_adjustments=(ProviderAdjustment(provider_id="1", reason="WO", amount=100),),
    )
    assert balance(paid_back).holds


def test_a_line_of_nothing_balances() -> None:
    assert balance_line(LinePayment(procedure="99213", billed=0, paid=0)).holds
