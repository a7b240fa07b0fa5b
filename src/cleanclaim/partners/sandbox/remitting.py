"""How are decisions paid? One 835 transaction for each payee, with what moves beside the claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cleanclaim.core.facts.common import Contact, PersonName, Reference
from cleanclaim.core.facts.remittances import (
    BankAccount,
    ClaimPayment,
    LinePayment,
    ProviderAdjustment,
    Remittance,
    RemittanceParty,
    RemittedAmount,
)
from cleanclaim.partners.sandbox.books import BookedClaim, BookedLine, BookedPayment
from cleanclaim.partners.sandbox.plans import SandboxPayer
from cleanclaim.partners.sandbox.records import Records, draw

# CLP06 knows fewer kinds of coverage than SBR09; a commercial plan is told as indemnity, a Blue plan as PPO.
_TOLD_AS_IT_IS = frozenset(
    ("12", "13", "14", "15", "16", "17", "AM", "CH", "DS", "HM", "LM", "MA", "MB", "MC", "OF", "TV", "VA")
) | {"WC", "ZZ"}
_TOLD_AS = {"CI": "15", "BL": "12"}


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A negative sum that a later payment takes: cents owed, and the payment that left them."""

    owed: int = 0
    trace_number: str = ""


def book_payment(
    payer: SandboxPayer, decisions: tuple[BookedClaim, ...], before: Forwarded, seed: int, on: date
) -> BookedPayment:
    """Add up what one payee is sent; what would be negative is carried forward."""
    first = decisions[0]
    claims_paid = sum(one.paid for one in decisions)
    interest = sum(one.interest for one in decisions)
    net = claims_paid + interest - before.owed
    return BookedPayment(
        payer_id=payer.payer_id,
        payee_npi=first.payee_npi,
        payee_tax_id=first.payee_tax_id,
        trace_number=_trace(payer, first.payee, seed, on),
        on=on,
        claims_paid=claims_paid,
        interest=interest,
        brought_forward=before.owed,
        carried_forward=max(0, -net),
        paid=max(0, net),
    )


def remittance(
    payer: SandboxPayer,
    payment: BookedPayment,
    decisions: tuple[BookedClaim, ...],
    before: Forwarded,
    records: Records,
) -> Remittance:
    """Tell one payee what it is paid, and why not more."""
    return Remittance(
        handling="I" if payment.paid else "H",
        paid=payment.paid,
        method="ACH" if payment.paid else "NON",
        format="CCP" if payment.paid else "",
        payer_account=_account(payer.tax_id) if payment.paid else None,
        payee_account=_account(decisions[0].payee) if payment.paid else None,
        originating_company=f"1{payer.tax_id}" if payment.paid else "",
        payment_date=payment.on,
        trace_number=payment.trace_number,
        originator_id=f"1{payer.tax_id}",
        produced_on=payment.on,
        payer=_payer(payer),
        payee=RemittanceParty(
            name=decisions[0].payee_name,
            id_qualifier="XX" if payment.payee_npi else "FI",
            id=decisions[0].payee,
            references=(Reference(qualifier="TJ", value=payment.payee_tax_id),)
            if payment.payee_tax_id
            else (),
        ),
        claims=tuple(_claim(one, records) for one in decisions),
        provider_adjustments=tuple(_beside(payment, decisions, before)),
    )


def _beside(
    payment: BookedPayment, decisions: Iterable[BookedClaim], before: Forwarded
) -> Iterable[ProviderAdjustment]:
    """PLB: positive takes, negative gives."""
    year_end = date(payment.on.year, 12, 31)

    def one(reason: str, reference: str, amount: int) -> ProviderAdjustment:
        return ProviderAdjustment(
            provider_id=payment.payee_npi or payment.payee_tax_id,
            fiscal_period=year_end,
            reason=reason,
            reference=reference,
            amount=amount,
        )

    for decision in decisions:
        if decision.interest:
            yield one("L6", decision.payer_claim_control_number, -decision.interest)
    if payment.brought_forward:
        yield one("FB", before.trace_number, payment.brought_forward)
    if payment.carried_forward:
        yield one("FB", payment.trace_number, -payment.carried_forward)


def _told_as(filing_indicator: str) -> str:
    if filing_indicator in _TOLD_AS_IT_IS:
        return filing_indicator
    return _TOLD_AS.get(filing_indicator, "ZZ")


def _account(holder: str) -> BankAccount:
    """An invented account: no bank has this routing number."""
    return BankAccount(routing_qualifier="01", routing="999999992", account_qualifier="DA", account=holder)


def _payer(payer: SandboxPayer) -> RemittanceParty:
    contacts = (
        Contact(name="Provider services", telephone=payer.telephone, function="CX"),
        Contact(name="Electronic remittance help", telephone=payer.telephone, function="BL"),
    )
    references = (Reference(qualifier="2U", value=payer.reference or payer.payer_id),)
    return RemittanceParty(name=payer.name, address=payer.address, references=references, contacts=contacts)


def _claim(decision: BookedClaim, records: Records) -> ClaimPayment:
    claim, member = decision.claim, decision.member
    is_reversal = decision.status == "22"
    references = (Reference(qualifier="F8", value=decision.replaces),) if decision.replaces else ()
    amounts = []
    if decision.allowed > 0:
        amounts.append(RemittedAmount(qualifier="AU", amount=decision.allowed))
    if decision.interest:
        amounts.append(RemittedAmount(qualifier="I", amount=decision.interest))
    return ClaimPayment(
        patient_control_number=decision.patient_control_number,
        status=decision.status,
        billed=decision.billed,
        paid=decision.paid,
        patient_responsibility=None if is_reversal else decision.patient_responsibility,
        filing_indicator=_told_as(records.terms(member).filing_indicator),
        payer_claim_control_number=decision.payer_claim_control_number,
        place_of_service=claim.place_of_service,
        frequency=claim.frequency,
        patient=PersonName(last=member.last, first=member.first),
        patient_member_id=member.member_id,
        rendering_npi=next((one.npi for one in claim.providers if one.role == "rendering"), ""),
        remarks=decision.remarks,
        references=references,
        received_on=decision.received_on,
        amounts=tuple(amounts),
        lines=tuple(
            _line(line, claim_line.units)
            for line, claim_line in zip(decision.lines, claim.lines, strict=True)
        ),
    )


def _line(line: BookedLine, units: Decimal) -> LinePayment:
    return LinePayment(
        procedure=line.procedure,
        modifiers=line.modifiers,
        billed=line.billed,
        paid=line.paid,
        units=units,
        service_from=line.service_from,
        service_to=line.service_to if line.service_to != line.service_from else None,
        adjustments=line.adjustments,
        charge_number=line.charge_number,
        amounts=(RemittedAmount(qualifier="B6", amount=line.allowed),) if line.allowed > 0 else (),
        remarks=line.remarks,
    )


def _trace(payer: SandboxPayer, payee: str, seed: int, on: date) -> str:
    """A number that no other payment of this payer has: its day, and a digest of payee and seed."""
    return f"{on:%y%m%d}{draw(seed, 'trace', payer.payer_id, payee, on) % 10**9:09d}"
