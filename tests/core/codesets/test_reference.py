"""Does a fresh install know every code by date, offline?"""

from datetime import date

import pyarrow.compute as pc
import pytest

from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.codesets import Reference
from cleanclaim.core.codesets.store import Store

FY2025, FY2026, FY2027 = date(2024, 12, 1), date(2026, 5, 1), date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "rows", "billable"),
    [(FY2025, 97_584, 74_260), (FY2026, 98_186, 74_719), (FY2027, 98_403, 74_879)],
)
def test_each_fiscal_year_has_the_official_number_of_codes(
    reference: Reference, day: date, rows: int, billable: int
) -> None:
    table = reference.table("icd10cm")
    in_force = table.filter(
        pc.and_(pc.less_equal(table["valid_from"], day), pc.greater_equal(table["valid_to"], day))
    )
    assert in_force.num_rows == rows
    assert pc.sum(in_force["billable"]).as_py() == billable


def test_a_code_that_became_a_header_is_billable_only_before(reference: Reference) -> None:
    assert reference.on(FY2026).icd10cm.is_billable("D69.1")
    assert reference.on(FY2027).icd10cm.is_valid("D69.1")
    assert not reference.on(FY2027).icd10cm.is_billable("D69.1")
    assert [row.billable for row in reference.history("D69.1")] == [True, False]


def test_a_deleted_code_is_not_in_force_after_its_last_day(reference: Reference) -> None:
    last = reference.on(date(2025, 9, 30)).icd10cm.get("S30.1XXA")
    assert last is not None
    assert last.title == "Contusion of abdominal wall, initial encounter"
    assert reference.on(date(2025, 10, 1)).icd10cm.get("S30.1XXA") is None


def test_a_new_code_is_in_force_from_its_first_day(reference: Reference) -> None:
    assert reference.on(date(2026, 9, 30)).icd10cm.get("C78.31") is None
    new = reference.on(date(2026, 10, 1)).icd10cm.get("C7831")
    assert new is not None
    assert new.title == "Secondary malignant neoplasm of larynx"


def test_a_revised_title_is_the_one_of_the_date(reference: Reference) -> None:
    titles = {
        day: reference.on(day).icd10cm.get("L02.212").title  # type: ignore[union-attr]
        for day in (FY2025, FY2026)
    }
    assert titles[FY2025].endswith("[any part, except buttock]")
    assert titles[FY2026].endswith("[any part, except buttock and flank]")


def test_no_edition_decides_before_the_first_one(reference: Reference) -> None:
    editions = reference.on(date(2023, 1, 1))
    assert editions.edition("icd10cm") is None
    assert editions.icd10cm.get("E11.9") is None


def test_a_seventh_character_title_stops_before_its_inclusion(reference: Reference) -> None:
    code = reference.on(FY2027).icd10cm.get("H34.8112")
    assert code is not None
    assert code.title == "Central retinal vein occlusion, right eye, stable"


def test_every_small_set_has_words_and_answers_by_code(reference: Reference) -> None:
    editions = reference.on(FY2027)
    assert reference.table("carc").num_rows == 407
    contractual = editions.carc("45")
    assert contractual is not None
    assert (contractual.category, contractual.responsible) == ("contractual", "poster")
    office, telehealth = editions.place_of_service("11"), editions.place_of_service("02")
    assert office is not None
    assert not office.facility
    assert telehealth is not None
    assert telehealth.facility
    assert editions.modifier("25") is not None
    assert editions.rarc("N130") is not None
    assert editions.claim_status_category("A1") is not None
    assert editions.claim_status("20") is not None
    assert editions.type_of_bill("0131") is not None


def test_a_procedure_is_in_force_only_between_its_dates(reference: Reference) -> None:
    assert reference.on(date(2024, 12, 31)).procedure("99441") is not None
    assert reference.on(date(2025, 1, 1)).procedure("99441") is None


@pytest.mark.parametrize("table", ["carc", "rarc"])
def test_every_reason_says_what_to_do_next(reference: Reference, table: str) -> None:
    for row in reference.table(table).to_pylist():
        assert row["label"], row
        assert row["category"], row
        assert row["next_step"].endswith("."), row


def test_every_published_table_is_the_same_in_both_engines(reference: Reference) -> None:
    import sqlite3

    with sqlite3.connect(f"file:{reference.sqlite_path}?mode=ro", uri=True) as connection:
        for name, rows in reference.tables().items():
            counted = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            assert counted == rows.num_rows, name
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            assert columns == rows.schema.names, name


def test_a_second_opening_makes_nothing_anew(reference: Reference) -> None:
    made: list[str] = []
    again = Reference(reference.folder.parent, lambda what, _done, _of: made.append(what))
    assert made == []
    assert again.editions() == reference.editions()


def test_an_edition_never_changes_under_its_name(reference: Reference) -> None:
    from cleanclaim.core.codesets.code_sets import BY_NAME

    ((new, rows),) = BY_NAME["carc"].build()
    with pytest.raises(TooLate, match="already loaded with other rows"):
        Store(reference.folder).put(new, rows.slice(1))
    assert reference.store.put(new, rows).rows == 407


def test_editions_leave_no_gap(reference: Reference) -> None:
    assert reference.findings() == ()
