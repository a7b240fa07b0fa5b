"""How is a remittance written as an 835?"""

from collections.abc import Sequence
from itertools import groupby

from cleanclaim.core.facts.remittances import (
    BankAccount,
    ProviderAdjustment,
    ProviderSummary,
    Remittance,
    RemittanceParty,
)
from cleanclaim.core.x12.sets.x835.write_claim import write_claim
from cleanclaim.core.x12.sets.x837p.write_parts import write_address, write_contact, write_references
from cleanclaim.core.x12.writer import Element, Segments, composite, money

_ADJUSTMENTS_OF_A_PLB = 6
_CONTACTS = ("CX", "BL", "IC")


def body(remittance: Remittance) -> Segments:
    """Write one transaction."""
    out = Segments()
    _write_payment(out, remittance)
    _write_party(out, "PR", remittance.payer)
    _write_party(out, "PE", remittance.payee)
    if remittance.delivery is not None:
        out.add("RDM", remittance.delivery.method, remittance.delivery.name, remittance.delivery.address)
    for number, claims in groupby(remittance.claims, lambda claim: claim.assigned_number):
        out.add("LX", number)
        for summary in remittance.summaries:
            if summary.assigned_number == number:
                _write_summary(out, summary)
        for claim in claims:
            write_claim(out, claim)
    _write_adjustments(out, remittance.provider_adjustments)
    return out


def _write_payment(out: Segments, one: Remittance) -> None:
    out.add(
        "BPR",
        one.handling,
        money(one.paid),
        one.credit_debit,
        one.method,
        one.format,
        *_account(one.payer_account),
        one.originating_company,
        one.originating_company_supplement,
        *_account(one.payee_account),
        one.payment_date,
    )
    out.add("TRN", "1", one.trace_number, one.originator_id, one.originating_supplement)
    if one.currency:
        out.add("CUR", "PR", one.currency)
    if one.receiver_id:
        out.add("REF", "EV", one.receiver_id)
    if one.version:
        out.add("REF", "F2", one.version)
    if one.produced_on is not None:
        out.add("DTM", "405", one.produced_on)


def _account(one: BankAccount | None) -> tuple[str, str, str, str]:
    if one is None:
        return "", "", "", ""
    return one.routing_qualifier, one.routing, one.account_qualifier, one.account


def _write_party(out: Segments, role: str, party: RemittanceParty) -> None:
    out.add("N1", role, party.name, party.id_qualifier if party.id else "", party.id)
    write_address(out, party.address)
    write_references(out, party.references)
    place = {function: at for at, function in enumerate(_CONTACTS)}
    for contact in sorted(party.contacts, key=lambda one: place.get(one.function, len(place))):
        write_contact(out, contact)


def _write_summary(out: Segments, one: ProviderSummary) -> None:
    elements: list[Element] = [""] * 24
    for amount in one.amounts:
        elements[int(amount.qualifier) - 1] = (
            amount.quantity if amount.amount is None else money(amount.amount)
        )
    if one.segment == "TS3":
        elements[:4] = [one.provider_id, one.facility, one.fiscal_period, one.claims]
    out.add(one.segment, *elements)


def _write_adjustments(out: Segments, adjustments: Sequence[ProviderAdjustment]) -> None:
    for (provider, period), own in groupby(adjustments, lambda one: (one.provider_id, one.fiscal_period)):
        reasons = list(own)
        for first in range(0, len(reasons), _ADJUSTMENTS_OF_A_PLB):
            flat: list[Element] = []
            for one in reasons[first : first + _ADJUSTMENTS_OF_A_PLB]:
                flat += [composite(one.reason, one.reference), money(one.amount)]
            out.add("PLB", provider, period, *flat)
