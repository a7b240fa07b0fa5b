"""Which claim exactly was judged, frozen and sent? The digest of its document."""

import hashlib
import json

from cleanclaim.core.facts import codec
from cleanclaim.core.facts.claims import Claim


def digest(claim: Claim) -> str:
    """The SHA-256 of the claim's JSON document with sorted keys, in hexadecimal."""
    text = json.dumps(codec.to_document(claim), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
