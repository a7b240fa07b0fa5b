"""Is this identifier well formed, and what is a row called? Check digits, grammars and derived keys."""

import re
import uuid

_NPI = re.compile(r"[12][0-9]{9}", re.ASCII)
_EIN = re.compile(r"[0-9]{9}", re.ASCII)
_CLIA = re.compile(r"[0-9]{2}D[0-9]{7}", re.ASCII)
_TAXONOMY = re.compile(r"[0-9A-Z]{9}X", re.ASCII)
_CONTROL_NUMBER = re.compile(r"[0-9A-Z]{1,20}", re.ASCII)
# CMS's Medicare Beneficiary Identifier: 11 places, letters without S, L, O, I, B, Z.
_L = "[AC-HJKMNP-RT-Y]"
_MBI = re.compile(rf"[1-9]{_L}[0-9{_L[1:-1]}][0-9]{_L}[0-9{_L[1:-1]}][0-9]{_L}{{2}}[0-9]{{2}}", re.ASCII)

_KEYS = uuid.UUID("6d0f5b0e-64c8-5c0e-9d38-0a5b1f6f3c11")


def npi_check_digit(first_nine: str) -> str:
    """The tenth digit of an NPI: Luhn over 80840 and the first nine (45 CFR 162.406)."""
    total = 24  # what the prefix 80840 adds
    for place, digit in enumerate(reversed(first_nine)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def is_npi(text: str) -> bool:
    """True for ten digits, the first 1 or 2, with a right check digit."""
    return bool(_NPI.fullmatch(text)) and npi_check_digit(text[:9]) == text[9]


def synthetic_npi(ordinal: int) -> str:
    """An NPI for an invented provider: 1999 and a right check digit. ordinal: 0 to 99,999."""
    if not 0 <= ordinal <= 99_999:
        raise ValueError("a synthetic NPI has an ordinal from 0 to 99,999")
    first_nine = f"1999{ordinal:05d}"
    return first_nine + npi_check_digit(first_nine)


def is_ein(text: str) -> bool:
    """True for the nine digits of an employer identification number, written without its hyphen."""
    return bool(_EIN.fullmatch(text))


def is_clia(text: str) -> bool:
    """True for a CLIA laboratory number, such as 11D0000000."""
    return bool(_CLIA.fullmatch(text))


def is_taxonomy(text: str) -> bool:
    """True for the shape of a provider taxonomy code: ten characters that end in X."""
    return bool(_TAXONOMY.fullmatch(text))


def is_mbi(text: str) -> bool:
    """True for the grammar of a Medicare Beneficiary Identifier, written without hyphens."""
    return bool(_MBI.fullmatch(text))


def is_patient_control_number(text: str) -> bool:
    """True for what CLM01 may be here: 1 to 20 of A–Z and 0–9, so that every payer echoes it."""
    return bool(_CONTROL_NUMBER.fullmatch(text))


def key(kind: str, *parts: object) -> uuid.UUID:
    """Name a row by what it is: the same kind and parts give the same UUID on every machine."""
    return uuid.uuid5(_KEYS, "\x1f".join((kind, *(str(part) for part in parts))))
