"""What does the database refuse of a note? Any change to a version that was signed."""

from collections.abc import Iterator

from cleanclaim.app.people.guards import Guard


def guards() -> Iterator[Guard]:
    """A signed note neither changes nor goes."""
    message = "a signed note does not change"
    for verb, back in (("UPDATE", "NEW"), ("DELETE", "OLD")):
        yield Guard(
            name=f"documentation_note_signed_{verb.lower()}",
            table="documentation_note",
            on=f"BEFORE {verb}",
            when="OLD.signed_at IS NOT NULL",
            sqlite=f"SELECT RAISE(ABORT, '{message}');",
            postgres=(
                f"IF OLD.signed_at IS NOT NULL THEN RAISE EXCEPTION '{message}'; END IF; RETURN {back};"
            ),
        )
