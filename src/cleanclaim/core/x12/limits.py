"""How large may a file's parts be before they are refused? Bounds that keep reading linear in the input."""

from dataclasses import dataclass

SEGMENT_BYTES_MOST = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader accepts. A segment longer than segment_bytes is passed over with a finding."""

    segment_bytes: int = 4_096
    elements: int = 128
    claims_837: int = 5_000  # in one transaction, before a warning
    claims_835: int = 10_000
    findings_of_a_code: int = 500  # in one transaction; the rest is counted

    def __post_init__(self) -> None:
        if not 106 <= self.segment_bytes <= SEGMENT_BYTES_MOST:
            raise ValueError("a segment's limit is from 106 to 65,536 bytes")
