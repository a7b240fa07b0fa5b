"""Does the search read what coders write, and only offer what is in force?"""

from datetime import date
from pathlib import Path

import pytest

from cleanclaim.core.codesets import Reference
from cleanclaim.core.codesets.importers import import_file
from cleanclaim.core.codesets.search.combinations import combined
from cleanclaim.core.codesets.search.meaning import meanings
from cleanclaim.core.codesets.search.words import stem, words

DAY = date(2026, 11, 1)

INDEX = """<ICD10CM.index><version>2027</version><title>INDEX TO DISEASES and INJURIES</title><letter>
<title>Q</title>
<mainTerm><title>Quibblitis, quibbling</title><code>J40</code>
  <term level="1"><title>acute <nemod>(painful)</nemod></title><code>J20.9</code></term></mainTerm>
<mainTerm><title>Quabble</title><see>Quibblitis, quibbling, acute</see></mainTerm>
</letter></ICD10CM.index>"""


def codes(reference: Reference, query: str, day: date = DAY, limit: int = 5) -> list[str]:
    return [hit.code for hit in reference.on(day).search(query, limit)]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("htn", "I10"),
        ("hypertensive heart disease w chf", "I11.0"),
        ("htn chf ckd 5", "I13.2"),
        ("esrd on dialysis", "N18.6"),
        ("portal hypertension", "K76.6"),
        ("diabetic foot ulcer", "E11.621"),
        ("sprained left ankle follow up", "S93.402D"),
        ("open fx distal radius right", "S52.501B"),
        ("l knee pain", "M25.562"),
        ("pnuemonia", "J18.9"),
    ],
)
def test_shorthand_finds_its_code(reference: Reference, said: str, first: str) -> None:
    assert codes(reference, said)[0] == first


def test_two_conditions_give_their_codes_in_the_order_of_the_guideline(reference: Reference) -> None:
    assert codes(reference, "htn w chf and ckd stage 4", limit=3) == ["I13.0", "I50.9", "N18.4"]
    assert [one.code for one in combined("anemia chronic kidney disease stage 3a")] == ["D631", "N1831"]
    assert combined("essential primary hypertension") == []


def test_every_hit_is_billable_on_the_date_and_says_why(reference: Reference) -> None:
    for day in (date(2025, 1, 1), DAY):
        editions = reference.on(day)
        for query in (
            "qualitative platelet defects",
            "contusion of abdominal wall",
            "fracture of radius",
            "x",
        ):
            for hit in editions.search(query, 10):
                assert editions.icd10cm.is_billable(hit.code), (query, hit)
                assert hit.why


def test_a_code_is_found_by_its_number_with_what_is_below_it(reference: Reference) -> None:
    assert codes(reference, "n18.3")[:4] == ["N18.3", "N18.30", "N18.31", "N18.32"]


def test_an_imported_index_is_searched_with_its_split_heads_and_see_terms(tmp_path: Path) -> None:
    library = Reference(tmp_path)
    assert "J20.9" not in codes(library, "acute quibbling")
    file = tmp_path / "icd10cm_index_2027.xml"
    file.write_text(INDEX, encoding="utf-8")
    import_file(file, library.store)
    library.refresh()
    for query in ("acute quibbling", "quibblitis acute painful", "quabble"):
        hit = library.on(DAY).search(query, 1)[0]
        assert hit.code == "J20.9", query
        assert hit.why.startswith("index: ")
    assert codes(library, "quibblitis")[0] == "J40"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypertension", "hypertensive"),
        ("renal", "kidney"),
        ("fractures", "fracture"),
        ("esophageal", "esophagus"),
    ],
)
def test_relatives_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_different_words_keep_different_stems() -> None:
    assert stem("arthritis") != stem("arthrosis")
    assert words("of the") == ["of", "the"]


def test_a_query_is_read_as_a_whole_as_it_stands_and_part_by_part() -> None:
    assert meanings("copd exac")[0] == "chronic obstructive pulmonary disease with acute exacerbation"
    assert "copd exac" in meanings("copd exac")
    assert meanings("diabetes with cataract")[0] == "type 2 diabetes with cataract"
