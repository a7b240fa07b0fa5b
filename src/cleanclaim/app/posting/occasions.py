"""In whose books, on which business day and by whom does an actor post?"""

from cleanclaim.app.audit.actions import Actor
from cleanclaim.core.ledger.entries import Occasion


def occasion_of(by: Actor) -> Occasion:
    """What every entry of this actor says of its making."""
    return Occasion(by.practice_id, by.today(), by.name, by.now())
