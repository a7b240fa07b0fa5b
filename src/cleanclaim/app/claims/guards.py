"""What does the database refuse of a claim? Any change to a version that was frozen."""

from collections.abc import Iterator

from cleanclaim.app.claims.models import Claim
from cleanclaim.app.people.guards import Guard

_MOVING = frozenset(
    {"state", "state_since", "touches", "payer_claim_control_number", "released_at", "released_by"}
)
"""How far a claim got, and what its payer calls it."""


def guards() -> Iterator[Guard]:
    """A frozen claim keeps what it says and whose it is; how far it got may still change."""
    frozen = [field.column for field in Claim._meta.concrete_fields if field.name not in _MOVING]
    columns = ", ".join(f'"{column}"' for column in frozen)
    message = "a frozen claim does not change"
    yield Guard(
        name="claims_claim_frozen",
        table="claims_claim",
        on=f"BEFORE UPDATE OF {columns}",
        when="OLD.frozen_at IS NOT NULL",
        sqlite=f"SELECT RAISE(ABORT, '{message}');",
        postgres=f"IF OLD.frozen_at IS NOT NULL THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW;",
    )
    yield Guard(
        name="claims_claim_kept",
        table="claims_claim",
        on="BEFORE DELETE",
        when="OLD.frozen_at IS NOT NULL",
        sqlite=f"SELECT RAISE(ABORT, '{message}');",
        postgres=f"IF OLD.frozen_at IS NOT NULL THEN RAISE EXCEPTION '{message}'; END IF; RETURN OLD;",
    )
