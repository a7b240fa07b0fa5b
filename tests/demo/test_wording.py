"""Is a template worded as its marks say?"""

from random import Random

import pytest

from cleanclaim.demo.wording import BadWording, fill, number_in, words


def worded(text: str, *options: str, **slots: str) -> tuple[str, dict[str, object]]:
    return words(text, slots, frozenset(options), Random(1))  # type: ignore[return-value]


def test_a_slot_is_filled() -> None:
    assert worded("{age} yo {man}", age="67", man="man")[0] == "67 yo man\n"


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(BadWording, match="no slot pulse"):
        worded("HR {pulse}")


def test_one_alternative_is_drawn_also_within_another() -> None:
    assert worded("{a|{b|c}}.")[0] in {"A.\n", "B.\n", "C.\n", "a.\n", "b.\n", "c.\n"}


def test_an_empty_alternative_leaves_no_gap() -> None:
    texts = {words("One {|} two {|}.", {}, frozenset(), Random(seed))[0] for seed in range(4)}
    assert texts == {"One two.\n"}


def test_an_option_keeps_or_drops_its_words() -> None:
    assert worded("A <<x: with x>><<!x: without x>>", "x")[0] == "A with x\n"
    assert worded("A <<x: with x>><<!x: without x>>")[0] == "A without x\n"


def test_a_mark_becomes_a_quote_with_its_place() -> None:
    text, quotes = worded("Plan {|} for [[dm:type 2 {diabetes}]], stable.", diabetes="DM")
    quote = quotes["dm"]
    assert text[quote.start : quote.end] == quote.text == "type 2 DM"  # type: ignore[attr-defined]


def test_a_sentence_begins_with_a_capital_also_inside_a_quote() -> None:
    text, quotes = worded("[[uri:viral infection]] today. no fever at all")
    assert text == "Viral infection today. No fever at all\n"
    assert quotes["uri"].text == "Viral infection"  # type: ignore[attr-defined]


def test_what_nothing_closes_is_refused() -> None:
    with pytest.raises(BadWording, match="nothing closes"):
        worded("{a|b")


def test_a_mark_without_words_is_refused() -> None:
    with pytest.raises(BadWording, match="without words"):
        worded("[[dm]]")


def test_a_number_keeps_the_decimals_of_its_first_bound() -> None:
    drawn = number_in("7.2..9.1", Random(3))
    assert 7.2 <= float(drawn) <= 9.1
    assert len(drawn.partition(".")[2]) == 1
    assert number_in("47..58", Random(3)).isdigit()
    assert number_in("N1831", Random(3)) == "N1831"


def test_a_code_is_filled_from_its_choice() -> None:
    assert fill("M67A0{side.digit}", {"side.digit": "2"}) == "M67A02"
