"""Which billable code does a found phrase give on the date? The default leaf, and the seventh character."""

import re

from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.search.words import all_words, stems

_SEVENTH = 6
_SEVENTH_WORDS = (
    (re.compile(r"\bsequela|late effect"), "S"),
    (re.compile(r"\bnonunion"), "K"),
    (re.compile(r"\bmalunion"), "P"),
    (re.compile(r"\bdelayed healing"), "G"),
    (re.compile(r"\bsubsequent|\bhealing|\bfollow up"), "D"),
    (re.compile(r"\bopen\b"), "B"),
)
_DEFAULT_SEVENTH = ("A", "0", "1")
_WITHOUT = re.compile(r"\bwithout\b")
_SIDES = {"left": "right", "right": "left"}


class Resolver:
    """Finds the leaf that a query means below a header, on one date; each header is read once."""

    def __init__(self, icd10cm: Icd10cm, meaning: str) -> None:
        self._icd10cm = icd10cm
        self._meaning = meaning
        self._asked = set(stems(meaning))
        self._words = set(all_words(meaning))
        self._known: dict[str, str | None] = {}

    def leaf(self, code: str) -> str | None:
        """The code itself where it is billable on the date, else its best leaf, else None."""
        if code not in self._known:
            below = self._icd10cm.billable_under(code)
            own = any(found == code for found, _title in below)
            self._known[code] = code if own else self._best(below)
        return self._known[code]

    def _best(self, below: list[tuple[str, str]]) -> str | None:
        by_stem: dict[str, list[tuple[str, str]]] = {}
        for found in below:
            by_stem.setdefault(found[0][:_SEVENTH], []).append(found)
        if not by_stem:
            return None
        best = min(by_stem.values(), key=lambda group: self._distance(*group[0]))
        return self._seventh([code for code, _title in best])

    def _distance(self, code: str, title: str) -> tuple[float, int, str]:
        """Words of the title that were not asked for count against a leaf; what it is without does not."""
        named = _WITHOUT.split(title.lower())[0]
        title_words = set(all_words(title))
        wrong_side = any(side in self._words and other in title_words for side, other in _SIDES.items())
        said = set(stems(named))
        cost = 5.0 * wrong_side + 1.5 * len(self._asked - said) + len(said - self._asked)
        cost -= 0.9 * ("unspecified" in title_words) + 0.95 * (len(named) < len(title))
        cost += 0.5 * ("other" in title_words and "other" not in self._words)
        return (cost, len(code), code)

    def _seventh(self, codes: list[str]) -> str:
        by_character = {code[_SEVENTH:]: code for code in codes}
        for pattern, character in _SEVENTH_WORDS:
            if character in by_character and pattern.search(self._meaning):
                return by_character[character]
        for character in _DEFAULT_SEVENTH:
            if character in by_character:
                return by_character[character]
        return codes[0]
