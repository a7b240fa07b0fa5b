"""Do the notes of the tabular list hold for the codes under them, as it means them?"""

from datetime import date

import pytest

from cleanclaim.core.codesets import Reference
from cleanclaim.core.codesets.code_tree import CodeTree
from cleanclaim.core.codesets.icd10cm import Icd10cm
from cleanclaim.core.codesets.note_references import references


@pytest.fixture(scope="module")
def icd10cm(reference: Reference) -> Icd10cm:
    return reference.on(date(2026, 11, 1)).icd10cm


@pytest.fixture(scope="module")
def tree(reference: Reference) -> CodeTree:
    codes = set(reference.table("icd10cm").column("code").to_pylist())
    return CodeTree(codes, sorted({code[:3] for code in codes}))


def test_a_code_inherits_the_notes_of_its_headers_block_and_chapter(icd10cm: Icd10cm) -> None:
    notes = icd10cm.notes("E11.22")
    assert [note.kind for note in notes if note.at == "E1122"] == ["use_additional"]
    assert any(note.at == "E11" and note.kind == "excludes1" for note in notes)
    assert any(note.at == "4" and note.kind == "excludes1" for note in notes)


@pytest.mark.parametrize(
    ("one", "other", "printed_at"),
    [
        ("E11.9", "E10.9", "E11"),  # the category excludes the category
        ("R06.02", "J96.01", "R06"),
        ("J96.01", "R06.02", "R06"),  # either way round
        ("G59", "E11.41", "G59"),  # "E08-E13 with .41"
        ("S91.001A", "S92.001B", "S91"),  # "S92.- with 7th character B"
        ("J17", "A37.01", "J17"),  # "A37 with fifth-character 1"
    ],
)
def test_two_codes_are_kept_apart(icd10cm: Icd10cm, one: str, other: str, printed_at: str) -> None:
    exclusion = icd10cm.excludes1_between(one, other)
    assert exclusion is not None
    assert exclusion.at == printed_at


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E11.22", "N18.30"),
        ("I10", "E78.5"),
        ("S91.001A", "S92.001A"),
        ("E11.9", "E11.65"),
        ("G59", "E11.42"),
    ],
)
def test_two_codes_may_stand_together(icd10cm: Icd10cm, one: str, other: str) -> None:
    assert icd10cm.excludes1_between(one, other) is None


def test_no_note_excludes_the_family_it_stands_on(reference: Reference) -> None:
    for row in reference.table("icd10cm_excludes1").to_pylist():
        assert not row["code_a"].startswith(row["code_b"]), row
        assert not row["code_b"].startswith(row["code_a"]), row


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("type 1 diabetes mellitus (E10.-)", ("E10",)),
        ("malnutrition (E40-E46)", ("E40", "E41", "E42", "E43", "E44", "E45", "E46")),
        ("sciatica (M54.3-M54.4)", ("M543", "M544")),
        ("atherosclerosis of the extremities (I70.2--I70.3-)", ("I702", "I703")),
        ("torticollis NOS M43.6", ("M436",)),
        (
            "apraxia (I69. with final characters -90)",
            ("I69090", "I69190", "I69290", "I69390", "I69890", "I69990"),
        ),
        ("sepsis-code to specified infection", ()),
        ("vitamin B99999 deficiency", ()),
        ("whooping cough (A37 with an unknown condition)", ()),
    ],
)
def test_a_note_names_these_codes(tree: CodeTree, text: str, found: tuple[str, ...]) -> None:
    assert references(text, tree) == found


def test_categories_are_in_printed_order_not_in_that_of_the_alphabet(reference: Reference) -> None:
    blocks = {
        row["name"]: row for row in reference.table("icd10cm_heading").to_pylist() if row["category"] == "C4A"
    }
    assert "C43-C44" in blocks


def test_seventh_characters_come_from_the_nearest_definition(icd10cm: Icd10cm) -> None:
    assert dict(icd10cm.seventh_characters("S93.401"))["D"] == "subsequent encounter"
    assert icd10cm.seventh_characters("E11.9") == ()


def test_headers_children_and_siblings(icd10cm: Icd10cm) -> None:
    assert [above.code for above in icd10cm.ancestors("N18.31")] == ["N183", "N18"]
    assert [below.code for below in icd10cm.children("N18.3")] == ["N1830", "N1831", "N1832"]
    assert [other.code for other in icd10cm.siblings("N18.30")] == ["N1831", "N1832"]
