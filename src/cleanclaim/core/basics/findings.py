"""What is wrong with the data? A finding: a value with a stable code and a place, never raised."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; fatal: nothing after it could be read; error: refused."""

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the data: every part that is known. Ordinals count from 1."""

    file: str | None = None
    transaction: int | None = None  # ordinal of the ST in the file
    segment: int | None = None  # ordinal of the segment in the file, ISA being 1
    segment_id: str | None = None  # CLM, SV1 …
    loop: str | None = None  # 2300, 2400 …
    element: str | None = None  # CLM05-3
    claim: int | None = None  # ordinal of the claim in the file
    line: int | None = None  # LX01
    field: str | None = None  # the fact's field, for a screen
    offset: int | None = None  # of the byte, where no segment could be read; the first is 0

    def __str__(self) -> str:
        named = (
            ("", self.file),
            ("segment ", self.segment),
            ("loop ", self.loop),
            ("", self.element or self.segment_id),
            ("claim ", self.claim),
            ("line ", self.line),
            ("", self.field),
            ("byte ", self.offset),
        )
        return ", ".join(f"{word}{value}" for word, value in named if value is not None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and in words that carry no patient data."""

    code: str
    severity: Severity
    message: str
    place: Place = Place()
