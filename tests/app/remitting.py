"""How does a payer answer in a test? Facts of an answer to one of our claims, written as an 835 file."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.models import Practice
from cleanclaim.core import x12
from cleanclaim.core.facts import remittances
from cleanclaim.core.facts.common import Address, Contact

PAYER = remittances.RemittanceParty(
    name="MEDICARE",
    address=Address(line1="1 PAYER STREET", city="PORTLAND", state="ME", zip="04101"),
    contacts=(Contact(name="HELP DESK", telephone="2075550199", function="BL"),),
)


def adjusted(**reasons: int) -> tuple[remittances.Adjustment, ...]:
    """Adjustments by name: CO_45=…, PR_2=…."""
    return tuple(
        remittances.Adjustment(group=name[:2], reason=name[3:], amount=cents)
        for name, cents in reasons.items()
    )


def answer(claim: Claim, *per_line: dict[str, int], **changes: object) -> remittances.ClaimPayment:
    """A payer's answer to one of our claims: for each line its adjustments; the rest is paid."""
    lines = []
    for line, reasons in zip(claim.facts().lines, per_line, strict=True):
        adjustments = adjusted(**reasons)
        lines.append(
            remittances.LinePayment(
                procedure=line.procedure,
                modifiers=line.modifiers,
                billed=line.billed,
                paid=line.billed - sum(one.amount for one in adjustments),
                adjustments=adjustments,
                charge_number=line.charge_number,
                service_from=line.service.first,
            )
        )
    owed = [one.amount for line in lines for one in line.adjustments if one.group == "PR"]
    given: dict[str, object] = {
        "patient_control_number": claim.patient_control_number,
        "status": "1",
        "billed": claim.billed,
        "paid": sum(line.paid for line in lines),
        "patient_responsibility": sum(owed),
        "payer_claim_control_number": "ICN1",
        "filing_indicator": "MB",
        "patient": claim.facts().subscriber.name,
        "lines": tuple(lines),
    }
    return remittances.ClaimPayment(**(given | changes))  # type: ignore[arg-type]


def reversed_(payment: remittances.ClaimPayment) -> remittances.ClaimPayment:
    """The same with every sign turned."""
    lines = tuple(
        replace(
            line,
            billed=-line.billed,
            paid=-line.paid,
            adjustments=tuple(replace(one, amount=-one.amount) for one in line.adjustments),
        )
        for line in payment.lines
    )
    return replace(
        payment,
        status="22",
        billed=-payment.billed,
        paid=-payment.paid,
        patient_responsibility=None,
        lines=lines,
    )


def remitted(
    practice: Practice, *claims: remittances.ClaimPayment, trace: str = "T1", **changes: object
) -> bytes:
    """An 835 file that pays a practice for some claims."""
    paid = sum(one.paid for one in claims)
    given: dict[str, object] = {
        "handling": "I",
        "paid": abs(paid),
        "credit_debit": "C" if paid >= 0 else "D",
        "method": "CHK" if paid else "NON",
        "payment_date": date(2026, 9, 20),
        "trace_number": trace,
        "originator_id": "1999999999",
        "payer": PAYER,
        "payee": remittances.RemittanceParty(name=practice.name, id_qualifier="XX", id=practice.npi),
        "claims": claims,
    }
    envelope = x12.Envelope(
        sender_id="PAYER",
        receiver_id="LIGHTHOUSE",
        interchange=1,
        group=1,
        at=datetime(2026, 9, 28, tzinfo=UTC),
    )
    fact = remittances.Remittance(**(given | changes))  # type: ignore[arg-type]
    return x12.write_remittances([fact], envelope=envelope)


def spoiled(content: bytes, segment: str, element: int, cents: int) -> bytes:
    """The same file with an amount changed by some cents in the first segment of that name."""
    from cleanclaim.core.basics.money import cents_from, decimal_text

    parts = content.split(b"~")
    place = next(n for n, part in enumerate(parts) if part.strip().startswith(f"{segment}*".encode()))
    elements = parts[place].decode().split("*")
    elements[element] = decimal_text(cents_from(elements[element]) + cents)
    parts[place] = "*".join(elements).encode()
    return b"~".join(parts)
