"""What did a page say of a claim? Fail, bypassed or no data; pass is what is left."""

from dataclasses import dataclass
from enum import StrEnum

from cleanclaim.core.basics.findings import Finding, Place, Severity


class Result(StrEnum):
    """Pass is implied by silence and never stored."""

    FAIL = "fail"
    BYPASSED = "bypassed"  # by a modifier, or by a person with a reason
    NO_DATA = "no_data"  # what the page needs for this date is not here: never a pass


@dataclass(frozen=True, slots=True)
class EditionRead:
    """An edition of a reference set that a verdict rests on."""

    set_name: str
    edition: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One firing of one page, or its silence for want of data. Ordinals count from 1; no patient data."""

    edit: str  # the page's code
    family: str
    result: Result
    severity: Severity
    message: str
    citation: str
    claim: int | None  # ordinal among the claims judged; None: every one of them (no_data only)
    line: int | None = None  # ordinal of the line in its claim
    field: str = ""  # the fact's field: diagnoses.2, lines.1.pointers.3, subscriber.member_id
    related: str = ""  # a second field that the verdict is about
    editions: tuple[EditionRead, ...] = ()
    reason: str = ""  # why it is bypassed, or what is missing
    author: str = ""  # who bypassed it; empty where the claim itself does

    @property
    def place(self) -> Place:
        """Where it is, as findings say it."""
        return Place(claim=self.claim, line=self.line, field=self.field or None)

    def finding(self) -> Finding:
        """The same as a finding."""
        return Finding(self.edit, self.severity, self.message, self.place)


@dataclass(frozen=True, slots=True)
class Override:
    """A person's decision to let one edit pass at one place, with the reason.

    line and field None: wherever in the claim the edit fires.
    """

    edit: str
    reason: str
    author: str
    claim: int = 1
    line: int | None = None
    field: str | None = None

    def covers(self, verdict: Verdict) -> bool:
        """True where this override speaks of the verdict."""
        return (
            verdict.edit == self.edit
            and verdict.claim == self.claim
            and self.line in (None, verdict.line)
            and self.field in (None, verdict.field)
        )
