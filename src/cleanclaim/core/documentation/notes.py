"""How is a note's text kept, so that its digest and every offset into it stay true?"""

import hashlib
import unicodedata


def normal_text(text: str) -> str:
    """A note as it is kept: NFC, line feeds alone, no spaces at line ends, one line feed at the end.

    A browser sends CRLF and an editor may compose letters otherwise: without one form, an offset that was
    right when a code was assigned would be wrong when the note is shown.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def digest(text: str) -> str:
    """The SHA-256 of a note's text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def quotes(text: str, quote: str, start: int, end: int) -> bool:
    """True where the text between two offsets (in characters, the end excluded) is the quote."""
    return bool(quote) and 0 <= start < end <= len(text) and text[start:end] == quote


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote first stands in the text, or None."""
    start = text.find(quote) if quote else -1
    return None if start < 0 else (start, start + len(quote))
