"""How do facts become a file? One function for each set; each refuses what its guide cannot carry."""

from collections.abc import Sequence

from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.exchange import ClaimAcknowledgment, GroupAnswer, InterchangeAnswer
from cleanclaim.core.facts.remittances import Remittance
from cleanclaim.core.x12.envelope import Batch, Envelope
from cleanclaim.core.x12.sets import x277ca, x835, x837p, x999
from cleanclaim.core.x12.sets.x277ca import write as x277ca_write
from cleanclaim.core.x12.sets.x835 import write as x835_write
from cleanclaim.core.x12.sets.x837p import write as x837p_write
from cleanclaim.core.x12.sets.x999 import write as x999_write
from cleanclaim.core.x12.writer import Segments, bare, interchange


def write_claims(claims: Sequence[Claim], *, batch: Batch, envelope: Envelope) -> bytes:
    """Write professional claims as an 837P, at most 5,000 in a transaction; else CannotWrite.

    Claims keep their order; neighbours with the same billing provider, subscriber and patient share levels.
    """
    return interchange(envelope, x837p.FORMAT.guide(), x837p_write.bodies(claims, batch, envelope))


def write_remittances(remittances: Sequence[Remittance], *, envelope: Envelope) -> bytes:
    """Write remittances as 835 transactions of one group; CannotWrite for one that does not balance."""
    return interchange(envelope, x835.FORMAT.guide(), (x835_write.body(one) for one in remittances))


def write_999(answers: Sequence[GroupAnswer], *, envelope: Envelope) -> bytes:
    """Write one 999 for each group that is answered."""
    return interchange(envelope, x999.FORMAT.guide(), (x999_write.body(one) for one in answers))


def write_277ca(acknowledgments: Sequence[ClaimAcknowledgment], *, envelope: Envelope) -> bytes:
    """Write one 277CA for each batch that is answered."""
    return interchange(
        envelope, x277ca.FORMAT.guide(), (x277ca_write.body(one, envelope) for one in acknowledgments)
    )


def write_ta1(answers: Sequence[InterchangeAnswer], *, envelope: Envelope) -> bytes:
    """Write a TA1 for each interchange that is answered."""
    out = Segments()
    for one in answers:
        day = f"{one.interchange_date:%y%m%d}" if one.interchange_date else f"{envelope.at:%y%m%d}"
        out.add(
            "TA1", one.interchange, day, one.interchange_time or f"{envelope.at:%H%M}", one.status, one.note
        )
    return bare(envelope, out)
