"""Where does a thing of some kind stand? The addresses that timelines and searches lead to."""

from uuid import UUID

from django.urls import reverse

_PAGES = {
    "patient": "encounters_patient",
    "encounter": "encounters_page",
    "claim": "claims_page",
    "entries": "ledger_claim",
    "file": "submissions_file",
    "remittance": "remittances_page",
    "statement": "statements_page",
}


def link(kind: str, key: UUID) -> str:
    """The page of a patient, encounter, claim (or its entries), file, remittance or statement."""
    return reverse(_PAGES[kind], args=[key])
