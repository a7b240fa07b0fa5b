"""Which codes lie between two codes, and which lie under one? The order of the tabular list."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_CATEGORY = 3
_LAST = "\uffff"


class CodeTree:
    """All codes and headers of ICD-10-CM, with categories in the order in which they are printed.

    The printed order is not the alphabet's: C4A stands between C43 and C44, and M1A after M10.
    """

    def __init__(self, codes: Iterable[str], categories: Sequence[str]) -> None:
        self.codes = sorted(codes)
        self.known = frozenset(self.codes)
        self._categories = list(categories)
        self._place = {category: place for place, category in enumerate(self._categories)}

    def under(self, prefix: str) -> list[str]:
        """Every code at or below a prefix."""
        start = bisect_left(self.codes, prefix)
        return self.codes[start : bisect_right(self.codes, prefix + _LAST)]

    def children(self, header: str) -> list[str]:
        """The codes one level below: no known code stands between."""
        nearest: list[str] = []
        for code in self.under(header):
            if code != header and not (nearest and code.startswith(nearest[-1])):
                nearest.append(code)
        return nearest

    def categories_between(self, first: str, last: str) -> list[str]:
        """The three-character categories from first to last, both included."""
        if first not in self._place or last not in self._place:
            return [category for category in self._categories if first <= category <= last]
        return self._categories[self._place[first] : self._place[last] + 1]

    def between(self, first: str, last: str) -> list[str]:
        """The fewest prefixes that cover every code from first to last, both included."""
        covered: list[str] = []
        for category in self.categories_between(first[:_CATEGORY], last[:_CATEGORY]):
            covered += self._inside(category, first, last)
        return covered

    def _inside(self, code: str, first: str, last: str) -> list[str]:
        cut_first = first.startswith(code) and first != code
        cut_last = last.startswith(code) and last != code
        if cut_first or cut_last:
            return [part for child in self.children(code) for part in self._inside(child, first, last)]
        same_category_before = code[:_CATEGORY] == first[:_CATEGORY] and code < first
        same_category_after = (
            code[:_CATEGORY] == last[:_CATEGORY] and code > last and not code.startswith(last)
        )
        return [] if same_category_before or same_category_after else [code]

    def ancestors(self, code: str) -> list[str]:
        """The headers above a code, nearest first."""
        lengths = range(len(code) - 1, _CATEGORY - 1, -1)
        return [code[:length] for length in lengths if code[:length] in self.known]
