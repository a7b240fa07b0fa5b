"""What lies ready to be fetched? Answers, written when they fall due, under control numbers that count on."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cleanclaim.core import x12
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, GroupAnswer, InterchangeAnswer
from cleanclaim.core.facts.remittances import Remittance


@dataclass(frozen=True, slots=True)
class Answered:
    """One file for the submitter: its name for display, its bytes, and since when it lies ready."""

    name: str
    kind: str  # TA1, 999, 277CA, 835
    content: bytes
    at: datetime

    @property
    def sha256(self) -> str:
        """The digest that names the bytes."""
        return hashlib.sha256(self.content).hexdigest()


class Outgoing:
    """The clearinghouse's tray for one submitter after another."""

    def __init__(self, sender_id: str) -> None:
        self._sender_id = sender_id
        self._number = 0
        self.files: list[Answered] = []

    def interchange_answer(self, answer: InterchangeAnswer, to: str, at: datetime) -> None:
        """Lay a TA1 ready."""
        self._lay("TA1", x12.write_ta1((answer,), envelope=self._envelope(to, at)), at)

    def group_answers(self, answers: tuple[GroupAnswer, ...], to: str, at: datetime) -> None:
        """Lay a 999 ready."""
        self._lay("999", x12.write_999(answers, envelope=self._envelope(to, at)), at)

    def claim_answers(self, answers: tuple[ClaimAcknowledgment, ...], to: str, at: datetime) -> None:
        """Lay a 277CA ready."""
        self._lay("277CA", x12.write_277ca(answers, envelope=self._envelope(to, at)), at)

    def remittances(self, remittances: tuple[Remittance, ...], to: str, at: datetime) -> None:
        """Lay an 835 ready."""
        self._lay("835", x12.write_remittances(remittances, envelope=self._envelope(to, at)), at)

    def _envelope(self, to: str, at: datetime) -> x12.Envelope:
        self._number += 1
        return x12.Envelope(
            sender_id=self._sender_id, receiver_id=to, interchange=self._number, group=self._number, at=at
        )

    def _lay(self, kind: str, content: bytes, at: datetime) -> None:
        self.files.append(Answered(f"{self._number:09d}.{kind}", kind, content, at))
