"""What does the statement itself say? The same on the screen, on paper and as PDF, from what was frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.encounters.models import Encounter, Guarantor
from cleanclaim.app.people.models import Practice
from cleanclaim.app.statements.models import Statement
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.basics.refusals import BrokenInvariant
from cleanclaim.core.facts.codec import from_document
from cleanclaim.core.facts.common import Address
from cleanclaim.core.facts.money import StatementLine


@dataclass(frozen=True, slots=True)
class Party:
    """A name and its postal lines."""

    name: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Service:
    """One service as the patient reads it."""

    words: str
    billed_cents: int
    not_charged_cents: int
    plan_paid_cents: int
    patient_paid_cents: int
    owed_cents: int
    why: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of the statement."""

    date_of_service: date
    provider: str
    place: str
    owed_cents: int
    services: Sequence[Service]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A visit that is still with a plan: nothing is owed of it now."""

    date_of_service: date
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole statement."""

    number: str
    dated: date
    due: date
    owed_cents: int
    practice: Party
    patient: str
    addressed_to: Party
    encounters: Sequence[Visit]
    waiting: Sequence[Waiting]
    pay: Sequence[str]
    ask: Sequence[str]
    dispute: Sequence[str]


def paper(row: Statement) -> Paper:
    """A statement as it was issued, addressed to its guarantor."""
    practice = Practice.objects.get(pk=row.practice_id)
    lines = row.facts().lines
    visits = _visits(lines)
    patients = list(dict.fromkeys(str(visit.patient) for visit in visits))
    return Paper(
        number=row.number,
        dated=row.issued_on,
        due=row.due_on,
        owed_cents=max(row.owed - row.unapplied, 0),
        practice=Party(practice.name, _postal(practice.address)),
        patient="; ".join(patients),
        addressed_to=_addressee(row.guarantor),
        encounters=[_visit(visit, charges, lines) for visit, charges in visits.items()],
        waiting=waiting_of(row.guarantor_id),
        pay=_ways_to_pay(row, practice),
        ask=[f"Call {_telephone(practice.telephone)}. If this is hard to pay at once, ask us for a plan."],
        dispute=["Write to us within 60 days. You can also ask your plan to look at its decision again."],
    )


def waiting_of(guarantor: UUID) -> list[Waiting]:
    """Visits of a guarantor's patients that a plan still has to answer for."""
    claims = Claim.objects.filter(
        encounter__guarantor=guarantor, state__in=("sent", "accepted"), replaced_by=None
    ).select_related("payer")
    said = {
        one.date_of_service: f"we billed {one.payer} and wait for its answer. You owe nothing for it now."
        for one in claims.order_by("date_of_service")
    }
    return [Waiting(day, words) for day, words in said.items()]


def pdf(row: Statement) -> bytes:
    """The statement as a tagged PDF. Nothing is fetched, whatever the text says."""
    import weasyprint

    stylesheet = finders.find("cleanclaim/statement.css")
    if not isinstance(stylesheet, str):
        raise BrokenInvariant("the stylesheet of statements is not where it was installed")
    html = render_to_string("statements/pdf.html", {"statement": paper(row)})
    with open(stylesheet, encoding="utf-8") as file:
        css = weasyprint.CSS(string=file.read(), url_fetcher=_refuse)
    document = weasyprint.HTML(string=html, url_fetcher=_refuse)
    made = document.write_pdf(stylesheets=[css], pdf_variant="pdf/ua-1")
    return bytes(made)


def _refuse(url: str, *_: object, **__: object) -> dict[str, object]:
    """A document that fetches could read this machine's files: refuse every address."""
    raise ValueError("a statement fetches nothing")


def _visits(lines: Sequence[StatementLine]) -> dict[Encounter, list[UUID]]:
    rows = Charge.objects.filter(pk__in=[line.charge for line in lines]).select_related(
        "encounter__patient", "encounter__rendering_provider", "encounter__facility"
    )
    found: dict[Encounter, list[UUID]] = {}
    for one in rows.order_by("-date_of_service", "encounter__number", "sequence"):
        found.setdefault(one.encounter, []).append(one.pk)
    return found


def _visit(encounter: Encounter, charges: Sequence[UUID], lines: Sequence[StatementLine]) -> Visit:
    by_charge = {line.charge: line for line in lines}
    services = [_service(by_charge[charge]) for charge in charges]
    return Visit(
        date_of_service=encounter.date_of_service,
        provider=str(encounter.rendering_provider),
        place=str(encounter.facility),
        owed_cents=sum(one.owed_cents for one in services),
        services=services,
    )


def _service(line: StatementLine) -> Service:
    return Service(
        words=line.description,
        billed_cents=line.billed,
        not_charged_cents=line.adjusted,
        plan_paid_cents=line.insurance_paid,
        patient_paid_cents=line.patient_paid,
        owed_cents=line.owed,
        why=line.why,
    )


def _addressee(guarantor: Guarantor) -> Party:
    return Party(f"{guarantor.first} {guarantor.last}".strip(), _postal(guarantor.address))


def _postal(document: dict[str, str]) -> list[str]:
    address = from_document(Address, document)
    zip_code = f"{address.zip[:5]}-{address.zip[5:]}" if len(address.zip) == 9 else address.zip
    town = f"{address.city}, {address.state} {zip_code}".strip()
    return [part for part in (address.line1, address.line2, town) if part]


def _ways_to_pay(row: Statement, practice: Practice) -> list[str]:
    by_mail = f"By mail: a check to {practice.name} with the number {row.number}."
    return [
        *(["Online: sign in and choose Pay."] if settings.DEMO else []),
        by_mail,
        f"By phone: {_telephone(practice.telephone)}.",
        *([f"We have taken off ${dollars(row.unapplied)} that you paid before."] if row.unapplied else []),
    ]


def _telephone(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits
