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
CLAIMS_IN_A_FILE = 5_000  # what receivers commonly take in one transaction


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
class PlannedFile:
    """One interchange for one receiver: one group, one transaction, and the claims in it, in order."""

    partner: str
    receiver_id: str
    receiver_name: str
    numbers: ControlNumbers
    claims: tuple[Claim, ...]

    @property
    def interchange(self) -> str:
        """ISA13 as it is written."""
        return f"{self.numbers.interchange:09d}"

    @property
    def group(self) -> str:
        """GS06 as it is written."""
        return str(self.numbers.group)

    @property
    def transaction(self) -> str:
        """ST02 as it is written."""
        return "0001"

    @property
    def batch(self) -> str:
        """BHT03, which a 277CA echoes: the interchange's number, for it never repeats either."""
        return self.interchange


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
            files.append(PlannedFile(partner, receiver_id, receiver_name, numbers[partner], tuple(part)))
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
    contact = Contact(
        name=company.contact_name,
        telephone=company.contact_telephone,
        email=company.contact_email,
        function="IC",
    )
    batch = x12.Batch(
        submitter=x12.Party(name=company.name, id=company.submitter_id, contacts=(contact,)),
        receiver=x12.Party(name=file.receiver_name, id=file.receiver_id),
        number=file.batch,
    )
    return x12.write_claims(file.claims, batch=batch, envelope=envelope)


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
