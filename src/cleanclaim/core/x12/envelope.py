"""Which envelope does a file travel in? Who sends, who receives, and its control numbers."""

from datetime import datetime

from cleanclaim.core.facts.common import Contact
from cleanclaim.core.facts.definition import Code, fact


@fact
class Envelope:
    """What the writer needs for ISA, GS and ST; control numbers come from the caller's registry."""

    sender_id: str  # ISA06
    receiver_id: str  # ISA08
    interchange: int  # ISA13 and IEA02
    group: int  # GS06 and GE02
    transaction: int = 1  # ST02 of the first transaction; each next one counts on
    at: datetime  # ISA09, ISA10, GS04, GS05, BHT04, BHT05
    sender_qualifier: Code = "ZZ"  # ISA05
    receiver_qualifier: Code = "ZZ"  # ISA07
    application_sender: str = ""  # GS02; empty: sender_id
    application_receiver: str = ""  # GS03; empty: receiver_id
    usage: Code = "P"  # ISA15: P production, T test
    acknowledge: bool = False  # ISA14: ask for a TA1
    line_ends: bool = True  # a newline after every segment's terminator, for people


@fact
class Party:
    """The submitter or the receiver of a transaction (1000A, 1000B), or who answers in a 277CA."""

    name: str
    id: str
    entity: Code = "2"
    first: str = ""  # where entity is 1
    middle: str = ""
    contacts: tuple[Contact, ...] = ()


@fact
class Batch:
    """The head of an 837: who hands the claims to whom, and the batch's own number."""

    submitter: Party
    receiver: Party
    number: str  # BHT03, echoed by the 277CA
    purpose: Code = "00"  # BHT02: 00 original, 18 reissue
    kind: Code = "CH"  # BHT06: CH chargeable, RP reporting, 31 subrogation
