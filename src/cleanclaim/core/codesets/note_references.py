"""Which codes does a note of the tabular list name? Its codes, ranges and "with" conditions."""

import re
from collections.abc import Callable

from cleanclaim.core.codesets.code_tree import CodeTree

_CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?(?![0-9A-Za-z])"
_ITEM = re.compile(rf"\b({_CODE})[.]?(?:-?(?:\s*[-–]\s*|\s+to\s+)({_CODE}))?")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)?")
_SUFFIX = re.compile(r"with (\.[0-9A-Z]+)-?(?:-(\.[0-9A-Z]+))?$")
_CHARACTER = re.compile(
    r"with (?:(fif|six|seven)th|([567])th)[ -]character(?: (\.?[0-9A-Z])(?:-([0-9A-Z]))?)$", re.IGNORECASE
)
_FINAL = re.compile(r"with final characters? -?([0-9A-Z]+)$")
_FIFTH_TO_SIXTH = re.compile(r"with fifth to sixth characters ([0-9A-Z]{2})$")
_WITH = re.compile(r"\bwith\s")
_PLACES = {"fif": 5, "six": 6, "seven": 7}

Condition = Callable[[str], bool]


def references(text: str, tree: CodeTree) -> tuple[str, ...]:
    """The fewest code prefixes that the note names; empty where it names none.

    Codes in parentheses count; a note without parenthesised codes is read as a whole ("torticollis
    NOS M43.6"). A condition that is not understood drops its item: a pair that is in doubt is no pair.
    """
    inside = [part for part in _IN_PARENTHESES.findall(text) if _ITEM.search(part)]
    found: list[str] = []
    for part in inside or [text]:
        found += _in_part(part.strip().rstrip(","), tree)
    return tuple(dict.fromkeys(found))


def _in_part(part: str, tree: CodeTree) -> list[str]:
    named, *conditions = _WITH.split(part, maxsplit=1)
    condition_text = conditions[0] if conditions else ""
    if condition_text and not _ITEM.search(condition_text):
        condition = _condition(f"with {condition_text.strip()}")
        return [] if condition is None else _filtered(_items(named, tree), condition, tree)
    return _items(part, tree)


def _items(text: str, tree: CodeTree) -> list[str]:
    found: list[str] = []
    for match in _ITEM.finditer(text):
        first, last = match[1].replace(".", ""), (match[2] or "").replace(".", "")
        if last and first[:3] in tree.known and last[:3] in tree.known:
            found += tree.between(first, last)
        elif not last and first in tree.known:
            found.append(first)
    return found


def _condition(text: str) -> Condition | None:
    if match := _SUFFIX.match(text):
        low, high = match[1][1:], (match[2] or match[1])[1:]
        return lambda code: low <= code[3 : 3 + len(low)] <= high
    if match := _CHARACTER.match(text):
        place = _PLACES[match[1].lower()] if match[1] else int(match[2])
        low, high = match[3].lstrip("."), match[4] or match[3].lstrip(".")
        return lambda code: len(code) >= place and low <= code[place - 1] <= high
    if match := _FINAL.match(text):
        ending = match[1]
        return lambda code: len(code) >= 4 + len(ending) and code.endswith(ending)
    if match := _FIFTH_TO_SIXTH.match(text):
        pair = match[1]
        return lambda code: code[4:6] == pair
    return None


def _filtered(prefixes: list[str], condition: Condition, tree: CodeTree) -> list[str]:
    """The uppermost codes under the prefixes that meet the condition."""
    kept: list[str] = []
    for prefix in prefixes:
        for code in tree.under(prefix):
            if condition(code) and not (kept and code.startswith(kept[-1])):
                kept.append(code)
    return kept
