"""How does a template become words? Alternatives are drawn, slots filled, quotes marked and measured."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

_OPEN, _MIDDLE, _CLOSE = "\x01", "\x02", "\x03"
_MARK = re.compile(f"{_OPEN}([a-z0-9_]+){_MIDDLE}|{_CLOSE}")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)")


class BadWording(ValueError):
    """A template's text has a slot, a bracket or a mark that leads nowhere."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a note that support a diagnosis: text[start:end]."""

    text: str
    start: int
    end: int


def number_in(text: str, chance: Random) -> str:
    """Draw a number from "7.2..9.1", with as many decimals as its first bound; other text is itself."""
    bounds = _RANGE.fullmatch(text)
    if bounds is None:
        return text
    decimals = len(bounds[1].partition(".")[2])
    drawn = chance.uniform(float(bounds[1]), float(bounds[2]))
    return f"{drawn:.{decimals}f}"


def fill(text: str, slots: Mapping[str, str]) -> str:
    """Fill the slots of a short text, such as a code: M67A0{side.digit}."""
    return re.sub(r"\{([a-z0-9_.]+)\}", lambda slot: _slot(slot[1], slots), text)


def words(
    text: str, slots: Mapping[str, str], options: frozenset[str], chance: Random
) -> tuple[str, dict[str, Quote]]:
    """Word a template: {a|b} draws one, {slot} fills, <<option: …>> keeps, [[key:…]] marks a quote."""
    drawn = _Wording(slots, options, chance).render(text)
    return _measured(_tidy(drawn))


def _slot(name: str, slots: Mapping[str, str]) -> str:
    if name not in slots:
        raise BadWording(f"no slot {name}")
    return slots[name]


def _tidy(text: str) -> str:
    """Close the gaps that empty alternatives leave."""
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?([.,;:])(?=\s|$)", r"\1", text)
    text = re.sub(r" *\n *", "\n", text)
    text = re.sub(f"((?:^|[.?!] |\\n)(?:{_OPEN}[a-z0-9_]+{_MIDDLE})?)([a-z])(?=[a-z]+ )", _capital, text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _capital(found: re.Match[str]) -> str:
    return found[1] + found[2].upper()


def _measured(text: str) -> tuple[str, dict[str, Quote]]:
    """Take the marks out, and say where the marked words are in what is left."""
    plain: list[str] = []
    length = place = 0
    opened: list[tuple[str, int]] = []
    spans: dict[str, tuple[int, int]] = {}
    for mark in _MARK.finditer(text):
        plain.append(text[place : mark.start()])
        length += mark.start() - place
        place = mark.end()
        if mark[1]:
            opened.append((mark[1], length))
        else:
            key, start = opened.pop()
            spans.setdefault(key, (start, length))
    plain.append(text[place:])
    whole = "".join(plain)
    return whole, {key: Quote(whole[start:end], start, end) for key, (start, end) in spans.items()}


class _Wording:
    def __init__(self, slots: Mapping[str, str], options: frozenset[str], chance: Random) -> None:
        self.slots = slots
        self.options = options
        self.chance = chance

    def render(self, text: str) -> str:
        out: list[str] = []
        place = 0
        while place < len(text):
            for opening, closing, render in (
                ("[[", "]]", self._mark),
                ("<<", ">>", self._kept),
                ("{", "}", self._drawn),
            ):
                if text.startswith(opening, place):
                    end = _matching(text, place, opening, closing)
                    out.append(render(text[place + len(opening) : end]))
                    place = end + len(closing)
                    break
            else:
                out.append(text[place])
                place += 1
        return "".join(out)

    def _mark(self, inner: str) -> str:
        key, colon, quoted = inner.partition(":")
        if not colon:
            raise BadWording(f"a mark without words: {inner[:30]}")
        return f"{_OPEN}{key}{_MIDDLE}{self.render(quoted)}{_CLOSE}"

    def _kept(self, inner: str) -> str:
        name, _, kept = inner.partition(":")
        wanted = (name[1:] not in self.options) if name.startswith("!") else (name in self.options)
        return self.render(kept) if wanted else ""

    def _drawn(self, inner: str) -> str:
        alternatives = _split(inner)
        if len(alternatives) > 1:
            return self.render(self.chance.choice(alternatives))
        if _RANGE.fullmatch(inner):
            return number_in(inner, self.chance)
        return _slot(inner, self.slots)


def _matching(text: str, start: int, opening: str, closing: str) -> int:
    depth = 0
    place = start
    while place < len(text):
        if text.startswith(opening, place):
            depth += 1
            place += len(opening)
        elif text.startswith(closing, place):
            depth -= 1
            if depth == 0:
                return place
            place += len(closing)
        else:
            place += 1
    raise BadWording(f"nothing closes {text[start : start + 30]}")


def _split(inner: str) -> list[str]:
    """Split at the bars that stand outside every brace."""
    parts, depth = [""], 0
    for character in inner:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
