"""Who receives our files and sends theirs? Counterparties, each behind one small interface.

A partner takes a file, lists what came back, hands it over, and is told when it is safe with us. Sending and
acknowledging may be repeated: a second time changes nothing, so that a sender who crashed simply tries again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that waits at a partner. Its name is for display and never a path; the digest names it."""

    partner: str
    name: str
    sha256: str
    size_bytes: int
    at: datetime  # when the partner made it available


@runtime_checkable
class Partner(Protocol):
    """A counterparty of the company: a clearinghouse, a payer, a folder."""

    @property
    def name(self) -> str:
        """What this partner is called in every route and file."""

    def send(self, name: str, content: bytes, at: datetime) -> None:
        """Hand a file over. The same name with the same content again is the same sending."""

    def arrivals(self, at: datetime) -> tuple[Arrival, ...]:
        """List what waits by this instant and is not acknowledged, oldest first."""

    def fetch(self, arrival: Arrival) -> bytes:
        """Return the bytes that the arrival's digest names; Unknown where it no longer waits."""

    def acknowledge(self, arrival: Arrival) -> None:
        """Tell the partner that the file is safe with us. Again: nothing happens."""
