"""Which claims travel in which file, and under which control numbers?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.common import Contact
from cleanclaim.core.facts.organisations import Company

LAST_CONTROL_NUMBER = 999_999_999
CLAIMS_IN_A_TRANSACTION = 500  # receivers commonly take 5,000; a rejected ST should cost less
CLAIMS_IN_A_FILE = 5_000


@dataclass(frozen=True, slots=True)
class ReadyClaim:
    """A frozen claim and the way it goes: to which partner, and to which receiver behind it."""

    claim: Claim
    partner: str
    receiver_id: str  # ISA08, GS03 and 1000B NM109
    receiver_name: str


@dataclass(frozen=True, slots=True)
class ControlNumbers:
    """The last numbers given to one partner. They never repeat and never go back."""

    interchange: int = 0
    group: int = 0

    def next(self) -> "ControlNumbers":
        """The numbers of the next file; NotClean when nine digits are used up."""
        if max(self.interchange, self.group) >= LAST_CONTROL_NUMBER:
            raise NotClean("submission.control_numbers", "This partner's control numbers are used up.")
        return ControlNumbers(self.interchange + 1, self.group + 1)


@dataclass(frozen=True, slots=True)
class PlannedTransaction:
    """One ST and the claims in it, in order."""

    number: int  # ST02
    batch: str  # BHT03, echoed by the 277CA
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One interchange for one receiver."""

    partner: str
    receiver_id: str
    receiver_name: str
    numbers: ControlNumbers
    transactions: tuple[PlannedTransaction, ...]

    @property
    def interchange(self) -> str:
        """ISA13 as it is written."""
        return f"{self.numbers.interchange:09d}"

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the file, in order."""
        return tuple(claim for transaction in self.transactions for claim in transaction.claims)


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that the ready claims make, and the last numbers that each partner has been given."""

    files: tuple[PlannedFile, ...]
    taken: dict[str, ControlNumbers]


def plan(ready: Iterable[ReadyClaim], taken: dict[str, ControlNumbers]) -> Plan:
    """Sort claims into files: one receiver each, ordered by billing provider and claim number.

    The order in which claims are given changes nothing. taken: the last numbers of every partner so far.
    NotClean where one claim number comes twice.
    """
    given = sorted(ready, key=_order)
    _refuse_repeats(given)
    files, numbers = [], dict(taken)
    for (partner, receiver_id, receiver_name), group in groupby(given, key=_route):
        for part in _parts([one.claim for one in group], CLAIMS_IN_A_FILE):
            numbers[partner] = numbers.get(partner, ControlNumbers()).next()
            transactions = tuple(_transactions(part, numbers[partner].interchange))
            files.append(PlannedFile(partner, receiver_id, receiver_name, numbers[partner], transactions))
    return Plan(tuple(files), numbers)


def write(file: PlannedFile, company: Company, at: datetime) -> bytes:
    """Write a planned file as an 837; x12.CannotWrite where a claim has what the guide cannot carry."""
    envelope = x12.Envelope(
        sender_id=company.submitter_id,
        receiver_id=file.receiver_id,
        interchange=file.numbers.interchange,
        group=file.numbers.group,
        at=at,
        acknowledge=True,
    )
    batches = [(transaction.claims, _batch(file, transaction, company)) for transaction in file.transactions]
    return x12.write_claims(batches, envelope=envelope)


def _batch(file: PlannedFile, transaction: PlannedTransaction, company: Company) -> x12.Batch:
    contact = Contact(
        name=company.contact_name,
        telephone=company.contact_telephone,
        email=company.contact_email,
        function="IC",
    )
    return x12.Batch(
        submitter=x12.Party(name=company.name, id=company.submitter_id, contacts=(contact,)),
        receiver=x12.Party(name=file.receiver_name, id=file.receiver_id),
        number=transaction.batch,
    )


def _transactions(claims: Sequence[Claim], interchange: int) -> Iterator[PlannedTransaction]:
    for number, part in enumerate(_parts(claims, CLAIMS_IN_A_TRANSACTION), start=1):
        yield PlannedTransaction(number, f"{interchange:09d}{number:04d}", tuple(part))


def _parts(claims: Sequence[Claim], size: int) -> Iterator[Sequence[Claim]]:
    for start in range(0, len(claims), size):
        yield claims[start : start + size]


def _route(one: ReadyClaim) -> tuple[str, str, str]:
    return one.partner, one.receiver_id, one.receiver_name


def _order(one: ReadyClaim) -> tuple[tuple[str, str, str], str, str]:
    return _route(one), one.claim.billing_provider.npi, one.claim.patient_control_number


def _refuse_repeats(ready: Sequence[ReadyClaim]) -> None:
    numbers = [one.claim.patient_control_number for one in ready]
    if len(set(numbers)) != len(numbers):
        raise NotClean("submission.claim_twice", "One claim stands in this batch twice.")
