"""Do a note's digest and every offset into it stay true?"""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cleanclaim.core.documentation import digest, locate, normal_text, quotes


def test_what_a_browser_sends_is_kept_as_it_was_written() -> None:
    assert normal_text("A: asthma  \r\nP: inhaler\r\n\r\n") == "A: asthma\nP: inhaler\n"


@given(st.text())
def test_normal_text_is_normal_already(text: str) -> None:
    once = normal_text(text)
    assert normal_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(st.text(min_size=1), st.text(), st.text())
def test_a_quote_is_found_where_it_stands(quote: str, before: str, after: str) -> None:
    text = before + quote + after
    found = locate(text, quote)
    assert found is not None
    assert quotes(text, quote, *found)


def test_a_quote_elsewhere_or_beyond_the_end_is_none() -> None:
    assert locate("no pain", "fever") is None
    assert locate("no pain", "") is None
    assert not quotes("no pain", "pain", 0, 4)
    assert not quotes("no pain", "pain", 3, 99)
    assert not quotes("no pain", "", 3, 3)
