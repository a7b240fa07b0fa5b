"""Do two books say the same? One digest over every entry, whatever the order in which they came."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cleanclaim.core.facts.codec import to_document
from cleanclaim.core.facts.money import Entry
from cleanclaim.core.ledger.entries import entry_key


def canonical(entry: Entry) -> bytes:
    """Write an entry as bytes that depend only on what it says.

    Who wrote it and at which instant are left out: the same events leave the same books.
    """
    document: dict[str, Any] = to_document(entry)
    del document["posted_at"], document["actor"]
    document["key"] = str(entry_key(entry))
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def ledger_digest(entries: Iterable[Entry]) -> str:
    """SHA-256 over every entry, sorted by key, as 64 hexadecimal digits."""
    whole = hashlib.sha256()
    for _, written in sorted((str(entry_key(entry)), canonical(entry)) for entry in entries):
        whole.update(hashlib.sha256(written).digest())
    return whole.hexdigest()
