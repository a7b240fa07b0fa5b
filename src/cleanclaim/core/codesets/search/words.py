"""Which words does a text hold, for searching? Folding, splitting, stemming."""

import re
import unicodedata
from functools import cache

_WORD = re.compile(r"[a-z0-9]+(?:'s)?")
_POSSESSIVE = re.compile(r"'s\b|\u2019s\b")
STOP_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "due", "for", "from", "in", "into", "is", "it", "its"),
        *("of", "on", "or", "the", "their", "this", "to", "not", "other", "otherwise", "type"),
        *("nec", "nos", "unspecified", "specified", "elsewhere", "classified"),
        *("patient", "pt", "hx", "status", "encounter"),
    )
)
# The longest fitting ending is cut, so that hypertensive and hypertension meet.
_ENDINGS = (
    "ization", "ations", "ically", "itions", "ances", "ation", "ative", "ences", "icity", "ional",
    "ities", "ition", "itive", "ments", "sions", "tions", "ally", "ance", "ence", "eous", "ical",
    "ious", "ment", "ness", "oses", "osis", "otic", "sion", "sive", "tion", "tive", "eal", "ial",
    "ies", "ine", "ing", "ity", "ium", "ive", "ous", "ae", "al", "ed", "en", "es", "ia", "ic", "is",
    "ly", "um", "us", "a", "e", "s", "y",
)  # fmt: skip
# Two words for one thing, which no ending shows.
_SAME = {
    **dict.fromkeys(("kidney", "kidneys", "renal"), "kidney"),
    **dict.fromkeys(("liver", "hepatic"), "liver"),
    **dict.fromkeys(("lung", "lungs", "pulmonary"), "lung"),
    **dict.fromkeys(("heart", "cardiac"), "heart"),
    **dict.fromkeys(("eye", "eyes", "ocular"), "eye"),
    **dict.fromkeys(("skin", "cutaneous"), "skin"),
    **dict.fromkeys(("stomach", "gastric"), "stomach"),
    **dict.fromkeys(("spleen", "splenic"), "spleen"),
    **dict.fromkeys(("brain", "cerebral"), "brain"),
    **dict.fromkeys(("tumor", "tumors", "neoplasm", "neoplasms"), "neoplasm"),
    **dict.fromkeys(("disorder", "disorders", "disease", "diseases"), "disease"),
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
}
_SHORTEST_STEM = 4
_LONG_ENOUGH = 4


def folded(text: str) -> str:
    """The text in small ASCII letters, without possessive endings."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return _POSSESSIVE.sub("", plain)


def words(text: str) -> list[str]:
    """The words as written, stop words left out unless nothing else is there."""
    found = _WORD.findall(folded(text))
    return [word for word in found if word not in STOP_WORDS] or found


def all_words(text: str) -> list[str]:
    """The words as written, none left out."""
    return _WORD.findall(folded(text))


@cache
def stem(word: str) -> str:
    """The part of a word that its relatives share."""
    if word in _SAME:
        return _SAME[word]
    if len(word) <= _LONG_ENOUGH or not word.isalpha():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stems(text: str) -> list[str]:
    """The stems of a text's words, each once, in order."""
    return list(dict.fromkeys(stem(word) for word in words(text)))
