"""What do many facts share? Names, addresses, contacts and references."""

from datetime import date

from cleanclaim.core.facts.definition import Code, fact


@fact
class PersonName:
    """A person's name, as on one card or in one file."""

    last: str
    first: str = ""
    middle: str = ""
    suffix: str = ""  # Jr, III; never a degree


@fact
class Address:
    """A postal address of the United States or abroad."""

    line1: str
    line2: str = ""
    city: str
    state: Code = ""  # two letters; empty abroad
    zip: str = ""  # 5 or 9 digits, without the hyphen
    country: Code = ""  # ISO 3166-1 alpha-2; empty for the United States
    subdivision: Code = ""  # ISO 3166-2, abroad only


@fact
class Contact:
    """Whom to call about a file or a claim."""

    name: str = ""
    telephone: str = ""  # digits
    extension: str = ""
    fax: str = ""
    email: str = ""
    url: str = ""
    function: Code = ""  # PER01: CX, BL, IC


@fact
class Reference:
    """A number that somebody gave, with the qualifier that says what it is (REF)."""

    qualifier: Code  # REF01
    value: str  # REF02
    description: str = ""  # REF03
    of_payer: str = ""  # REF04-2: the payer that gave it (qualifier 2U)


@fact
class Period:
    """A first and a last day, both included; last is None for one day or while it runs."""

    first: date
    last: date | None = None
