"""What does the database refuse of a claim? Any change to a version that was frozen."""

from collections.abc import Iterator

from cleanclaim.app.people.guards import Guard

_FROZEN = (
    "document",
    "billed",
    "frequency",
    "patient_control_number",
    "sequence",
    "part",
    "version",
    "encounter_id",
    "coverage_id",
    "sha256",
    "frozen_at",
)


def guards() -> Iterator[Guard]:
    """A frozen claim keeps its document and its identity; how far it got may still change."""
    columns = ", ".join(f'"{column}"' for column in _FROZEN)
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
