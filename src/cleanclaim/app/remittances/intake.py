"""How does an 835 file get in? Bytes first, then each transaction on its own, each exactly once.

A file is the company's; each transaction belongs to the practice that it pays. What pays no practice of ours
is kept in a practice of its own, so that its money is seen and never dropped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import IntegrityError, transaction

from cleanclaim.app.audit.actions import Actor, system_actor
from cleanclaim.app.people.models import Company, Identity, Practice
from cleanclaim.app.people.tenancy import every_practice, practice_scope
from cleanclaim.app.posting.actions import post_remittance
from cleanclaim.app.remittances.actions import Received, keep_remittance
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.submissions.models import File
from cleanclaim.core import x12
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.facts import remittances
from cleanclaim.core.facts.codec import to_document
from cleanclaim.core.facts.common import Address
from cleanclaim.core.posting.outcomes import RemittancePosting
from cleanclaim.core.remittances.identity import file_digest

UNROUTED = "UNROUTED"
BROKEN_FRAME = frozenset(
    {
        "interchange-cut", "file-cut", "segment-without-end", "segment-too-long", "segment-outside",
        "iea-missing", "iea-control", "iea-count", "gs-missing", "ge-missing", "ge-control", "ge-count",
        "se-missing", "se-control", "se-count", "findings-cut",
        "remittance-unread", "claim-unread", "line-unread",
    }
)  # fmt: skip
"""Findings after which nobody can say that the transaction came whole: it is held."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one transaction of a file."""

    ordinal: int
    practice: str  # number
    received: Received
    posting: RemittancePosting | None  # None where it had been decided before, or nothing could be read
    findings: tuple[Finding, ...]  # of the reader


@dataclass(frozen=True, slots=True)
class TakenInFile:
    """What became of a file."""

    sha256: str
    seen_before: bool
    transactions: tuple[TakenIn, ...]
    unread: tuple[Finding, ...]  # where there was nothing to take in: why


def take_in(content: bytes, *, company: Company, partner: str, clock: Clock, name: str = "") -> TakenInFile:
    """Keep a file's bytes and take each of its 835 transactions in.

    A transaction that is in already changes nothing; one that nobody can read whole is held.
    """
    try:
        reading = x12.read(content, file=name or None)
    except Exception:  # our mistake, whatever the bytes hold: they are kept all the same
        keep_file(content, None, company=company, partner=partner, clock=clock)
        raise
    row, new = keep_file(content, reading, company=company, partner=partner, clock=clock)
    taken = tuple(
        _take_in_one(one, fact, around, row, company, clock) for one, fact, around in _transactions(reading)
    )
    unread: tuple[Finding, ...] = ()
    if not taken:
        worst_first = sorted(reading.findings, key=lambda one: list(Severity).index(one.severity))
        unread = tuple(one for one in worst_first if one.severity is not Severity.INFO) or (_NOTHING,)
    return TakenInFile(row.sha256, not new, taken, unread)


_NOTHING = Finding("remittance.none", Severity.ERROR, "The file holds no 835 transaction that can be read.")


def keep_file(
    content: bytes, reading: x12.Reading | None, *, company: Company, partner: str, clock: Clock
) -> tuple[File, bool]:
    """Keep received bytes under their digest, once; True where they are new."""
    digest = file_digest(content)
    envelope = reading.interchanges[0] if reading and reading.interchanges else None
    sets = {one.set for one in reading.transactions} if reading else set()
    with transaction.atomic():
        return File.objects.get_or_create(
            company=company,
            direction="received",
            sha256=digest,
            defaults={
                "id": File.key(company.pk, "received", digest),
                "partner": partner,
                "size_bytes": len(content),
                "kind": "835" if "835" in sets else "",
                "sender_id": envelope.sender_id if envelope else "",
                "receiver_id": envelope.receiver_id if envelope else "",
                "control_number": envelope.control_number if envelope else "",
                "at": clock(),
                "content": content,
            },
        )


def _transactions(
    reading: x12.Reading,
) -> Iterator[tuple[x12.Transaction, remittances.Remittance, tuple[Finding, ...]]]:
    """Each 835 with the findings that speak of its frame: its own, its group's and its interchange's."""
    for one in reading.transactions:
        if one.set == "835" and one.remittance is not None:
            around = (*(one.group.findings if one.group else ()), *one.interchange.findings, *reading.loose)
            yield one, one.remittance, around


def _take_in_one(
    one: x12.Transaction,
    fact: remittances.Remittance,
    around: tuple[Finding, ...],
    file: File,
    company: Company,
    clock: Clock,
) -> TakenIn:
    practice = practice_for(fact, company)
    by = system_actor(practice, clock)
    broken = [finding for finding in (*one.findings, *around) if finding.code in BROKEN_FRAME]
    received = _once(by, file.pk, one.ordinal, fact, broken)
    posting = None
    if received.state == Remittance.State.RECEIVED:
        try:
            posting = post_remittance(by, received.key)
        except TooLate:  # another worker posted it since
            with practice_scope(practice.pk):
                received = replace(received, state=Remittance.objects.get(pk=received.key).state, again=True)
    return TakenIn(one.ordinal, practice.number, received, posting, one.findings)


def _once(
    by: Actor, file: UUID, ordinal: int, fact: remittances.Remittance, broken: Sequence[Finding]
) -> Received:
    """Keep a remittance; where another worker kept it at the same moment, see what that one kept."""
    try:
        return keep_remittance(by, file=file, position=ordinal, fact=fact, broken=broken)
    except IntegrityError:
        return keep_remittance(by, file=file, position=ordinal, fact=fact, broken=broken)


def practice_for(fact: remittances.Remittance, company: Company) -> Practice:
    """The practice that a remittance pays, by its payee's NPI and tax number."""
    payee = fact.payee
    numbers = {payee.id, *(one.value for one in payee.references if one.qualifier in ("TJ", "PQ"))} - {""}
    with every_practice("an 835 is routed by its payee"):
        rows = Identity.objects.filter(practice__company=company).select_related("practice")
        by_npi = {row.practice for row in rows if row.npi and row.npi in numbers}
        by_tax = {row.practice for row in rows if row.tax_id and row.tax_id in numbers}
    for found in (by_npi & by_tax, by_npi, by_tax):
        if len(found) == 1:
            return next(iter(found))
    return unrouted(company)


def unrouted(company: Company) -> Practice:
    """The practice that holds what pays no practice of ours; made when it is first needed."""
    number = f"{company.number}-{UNROUTED}"
    made, _ = Practice.objects.get_or_create(
        number=number,
        defaults={
            "id": Practice.key(number),
            "company": company,
            "name": "Payments to no practice of ours",
            "npi": "",
            "tax_id": "",
            "address": to_document(Address(line1="", city="")),
        },
    )
    return made
