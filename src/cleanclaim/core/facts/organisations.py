"""Who treats, who bills, and for whom? Companies, practices, providers and sites."""

from datetime import date

from cleanclaim.core.facts.common import Address
from cleanclaim.core.facts.definition import Cents, Code, Key, fact


@fact
class Company:
    """A billing company, or the practice itself where it bills for itself. Files are the company's."""

    number: str
    name: str
    submitter_id: str  # ISA06, GS02 and 1000A NM109
    contact_name: str = ""
    contact_telephone: str = ""
    contact_email: str = ""


@fact
class Practice:
    """One tenant: every row of a patient, a claim or money belongs to one practice."""

    number: str
    name: str
    npi: str  # organization NPI
    tax_id: str  # nine digits
    tax_id_kind: Code = "EI"  # EI: employer number; SY: social security number
    taxonomy: Code = ""
    address: Address  # a street, no PO box, with ZIP+4 (2010AA)
    pay_to_address: Address | None = None  # 2010AB
    telephone: str = ""
    time_zone: str = "America/New_York"
    statement_cycle_days: int = 30
    small_balance: Cents = 0  # patient balances up to this may be written off
    write_off_limit: Cents = 0  # above it a second person approves


@fact
class Identity:
    """One of a practice's (TIN, NPI) pairs: an 835's payee is routed by them."""

    practice: Key
    npi: str
    tax_id: str
    valid_from: date | None = None
    valid_to: date | None = None


@fact
class Provider:
    """A person who renders, refers, orders, supervises or assists."""

    practice: Key | None = None  # None for an outside referring provider
    number: str
    last: str
    first: str = ""
    middle: str = ""
    suffix: str = ""
    credential: str = ""
    npi: str
    taxonomy: Code = ""
    specialty: Code = ""  # CMS specialty, for the three-year rule
    valid_from: date | None = None
    valid_to: date | None = None


@fact
class Enrollment:
    """A provider's or a practice's standing with one payer: legacy number, taxonomy, network, dates."""

    practice: Key
    provider: Key | None = None  # None: the practice itself
    payer: Key
    legacy_qualifier: Code = ""  # G2, 1C …
    legacy_number: str = ""  # PTAN and the like
    taxonomy: Code = ""  # where the payer wants another one
    in_network: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


@fact
class ServiceFacility:
    """A site where care is given (2310C), with its CLIA number."""

    practice: Key
    number: str
    name: str
    npi: str = ""
    place_of_service: Code
    address: Address
    clia: str = ""
    clia_valid_to: date | None = None


@fact
class FeeScheduleItem:
    """What a practice charges for one service, or what a contract allows for it, from a day on."""

    practice: Key
    payer: Key | None = None  # None: the practice's own charge
    procedure: Code
    modifier: Code = ""
    price: Cents  # for one unit
    valid_from: date
    valid_to: date | None = None
