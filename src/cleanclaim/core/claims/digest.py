"""Which claim exactly was judged, frozen and sent? The digest of its document."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of a claim's JSON document as it is kept, with sorted keys, in hexadecimal."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
