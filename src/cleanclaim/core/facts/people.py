"""Who is treated, who holds the policy, and who answers for the bill?"""

from datetime import date, datetime

from cleanclaim.core.facts.common import Address
from cleanclaim.core.facts.definition import Code, Key, fact


@fact
class Patient:
    """A person who is treated. Names are dated; a merge is a pointer to the survivor, and can be undone."""

    practice: Key
    number: str  # the practice's own number for the patient
    last: str
    first: str
    middle: str = ""
    suffix: str = ""
    birth_date: date
    sex: Code  # F, M, U as an 837 has them
    address: Address
    confidential_address: Address | None = None  # 45 CFR 164.522(b)
    telephone: str = ""
    email: str = ""
    ssn_index: str = ""  # keyed hash; the number itself is encrypted or absent
    deceased_on: date | None = None
    bankruptcy_on: date | None = None
    legal_hold: bool = False
    survivor: Key | None = None  # set where this record was merged into another
    primary_provider: Key | None = None


@fact
class FormerName:
    """A name that a patient bore until a day."""

    practice: Key
    patient: Key
    last: str
    first: str
    middle: str = ""
    suffix: str = ""
    until: date


@fact
class Subscriber:
    """The person who holds a policy; often the patient, often not."""

    practice: Key
    patient: Key | None = None  # the patient, where they are the same person
    number: str
    last: str
    first: str = ""
    middle: str = ""
    suffix: str = ""
    birth_date: date | None = None
    sex: Code = "U"
    address: Address | None = None


@fact
class Guarantor:
    """The person who answers for what the patient owes, and gets the statement."""

    practice: Key
    patient: Key | None = None
    number: str
    last: str
    first: str = ""
    address: Address
    telephone: str = ""
    email: str = ""


@fact
class PlanRestriction:
    """Paid in full, do not tell the plan: 45 CFR 164.522(a)(1)(vi)."""

    practice: Key
    patient: Key
    encounter: Key | None = None  # None: every encounter in the period
    first: date
    last: date | None = None
    requested_at: datetime
