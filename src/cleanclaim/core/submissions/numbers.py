"""What is a claim version called on the wire (CLM01)? A number of its own, derived from what it is."""

import hashlib

from cleanclaim.core.basics.refusals import NotClean

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE_LENGTH = 14
_VERSIONS = len(_DIGITS) ** 2
_SEQUENCES = frozenset("PSTABCDEFGH")


def patient_control_number(*, practice: str, claim: str, sequence: str = "P", version: int = 1) -> str:
    """Derive CLM01: 17 characters of A–Z and 0–9, one for each practice, claim, payer sequence and version.

    practice and claim are the practice's number and the claim's own name within it, the same for every
    version and every payer of the claim. The first 14 characters (72 bits of a digest) are common to all of
    them, so that a person sees which numbers belong together; then come the payer's sequence and the version
    in base 36.
    NotClean for a sequence that X12 does not have and for a version outside 1 to 1,295.
    """
    if sequence not in _SEQUENCES:
        raise NotClean("claim.sequence", "A payer's sequence is P, S, T or A to H.")
    if not 1 <= version < _VERSIONS:
        raise NotClean("claim.version", f"A claim has 1 to {_VERSIONS - 1:,} versions.")
    digest = hashlib.sha256("\x1f".join(("claim", practice, claim)).encode()).digest()
    base = int.from_bytes(digest, "big") % len(_DIGITS) ** _BASE_LENGTH
    return _base36(base, _BASE_LENGTH) + sequence + _base36(version, 2)


def _base36(number: int, length: int) -> str:
    text = ""
    for _ in range(length):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text
