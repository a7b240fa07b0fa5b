"""Where does a submission stand, given every answer to it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cleanclaim.core.acknowledgments.answers import ACCEPTING, REJECTING, Answer, Source


class State(StrEnum):
    """Where a submission stands; the values are those of a claim's states."""

    SENT = "sent"
    ENVELOPE_REJECTED = "envelope_rejected"
    REJECTED = "rejected"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a submission, and the answer that decided it (none: nobody has answered)."""

    state: State
    decided_by: Answer | None = None

    @property
    def accepted_on(self) -> date | None:
        """The day of acceptance into adjudication: the proof of timely filing."""
        proof = self.decided_by
        return proof.effective_on if proof is not None and self.state is State.ACCEPTED else None


_ENVELOPE_REFUSED = frozenset("RMWX")


def meaning(answer: Answer) -> State | None:
    """What an answer makes of its submission; None for a status that says nothing of its state."""
    if answer.source in (Source.INTERCHANGE, Source.GROUP):
        return State.ENVELOPE_REJECTED if answer.status in _ENVELOPE_REFUSED else State.SENT
    if answer.status in REJECTING:
        return State.REJECTED
    return State.ACCEPTED if answer.status in ACCEPTING else None


def fold(answers: Iterable[Answer]) -> Standing:
    """Decide by the source that saw the submission last, and there by the latest effective day.

    A rejection outweighs an acceptance of the same source and day: somebody looks at it. The order in which
    answers are given, and how often each one is, changes nothing.
    """
    telling = [answer for answer in answers if meaning(answer) is not None]
    if not telling:
        return Standing(State.SENT)
    deciding = max(telling, key=_weight)
    return Standing(meaning(deciding) or State.SENT, deciding)


def _weight(answer: Answer) -> tuple[int, date, bool, str, str, str]:
    refused = meaning(answer) in (State.REJECTED, State.ENVELOPE_REJECTED)
    return (
        answer.source,
        answer.effective_on,
        refused,
        answer.status,
        answer.payer_claim_control_number,
        repr(answer.reasons),
    )
