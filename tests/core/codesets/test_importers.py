"""Does an official file become an edition, and does a bad one leave nothing?"""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cleanclaim.core.basics.refusals import NotClean, NotYours, Refusal
from cleanclaim.core.codesets import Reference
from cleanclaim.core.codesets.importers import Acceptance, import_file
from cleanclaim.core.codesets.store import Store

ACCEPTED = Acceptance("Ana", datetime(2026, 11, 1, tzinfo=UTC))

# What is in the folder of sample files, and how many rows its manifest counts.
SHARED = [
    ("icd10cm/2018-ICD-10-Code-Descriptions.zip", {"icd10cm": 94_127}),
    ("icd10pcs/2018-ICD-10-PCS-Order-File.zip", {"icd10pcs_order": 79_578}),
    ("icd10cm/icd10cm_index_2027_excerpt.xml", {"icd10cm_index": 8 + 4}),  # terms with a code, and see-terms
    ("gems/2018-ICD-10-CM-General-Equivalence-Mappings.zip", {"icd10cm_gem": 81_593, "icd9cm_gem": 24_860}),
    (
        "gems/2018-ICD-10-PCS-General-Equivalence-Mappings.zip",
        {"icd10pcs_gem": 101_025, "icd9pcs_gem": 73_593},
    ),
    ("hcpcs/2019-Alpha-Numeric-HCPCS-File.zip", {"hcpcs": 6_440 + 360}),
    ("hcpcs/HCPC2026_OCT_ANWEB_excerpt.csv", {"hcpcs": 7}),
    ("ncci/ccipra-v322r0-f1_excerpt.txt", {"ncci_ptp": 24}),
    ("ncci/MCR_MUE_PractitionerServices_Eff_07-01-2026_excerpt.csv", {"ncci_mue": 6}),
    ("ncci/mue_practitioner_2026q2.csv", {"ncci_mue": 15_095}),
    ("ncci/aoc_2026q3.csv.gz", {"ncci_add_on": 7_743}),
    ("pfs/PPRRVU2025_Oct_nodesc.csv.gz", {"pprrvu": 19_090}),
    ("pfs/PPRRVU2025_Oct_fixedwidth_excerpt_nodesc.txt", {"pprrvu": 395}),
    ("pfs/PPRRVU2026_Jul_nonQPP_excerpt_nodesc.csv", {"pprrvu": 3}),
    ("pfs/GPCI2025.csv", {"gpci": 109}),
    ("pfs/GPCI2025.txt", {"gpci": 109}),
    ("pfs/GPCI2026.csv", {"gpci": 109}),
    ("pfs/25LOCCO.csv", {"locality_county": 110}),
    ("pfs/ANES2025.csv", {"anesthesia_factor": 109}),
    ("pfs/OPPSCAP_Oct2025.csv.gz", {"opps_cap": 16_100}),
    ("pfs/PFREV25C.txt", {"carrier_price": 109}),
    ("zip_locality/ZIP5_OCT2025.txt.gz", {"zip_locality": 42_956}),
    ("opps/opps_addendum_b_2026-04.csv", {"opps_addendum_b": 19_059}),
    ("msdrg/drg_weights_fy2026.txt", {"msdrg_weight": 772}),
    ("msdrg/cc_list_fy2026.txt", {"msdrg_severity": 15_065}),
    ("msdrg/mcc_list_fy2026.txt", {"msdrg_severity": 3_354}),
    ("mce/mce_i10dx_master_v44.csv.gz", {"mce_master": 85_122}),
    ("mce/mce_i10sg_master_v44.csv.gz", {"mce_master": 86_910}),
    ("hcc/ra_dx_to_cc_2027.csv.gz", {"hcc_mapping": 44_860}),
    ("ahrq/ccir_v2026-1.csv.gz", {"chronic_condition": 75_699}),
    ("asc/device_code_pairs_2026.csv", {"asc_device": 133}),
    ("cms_bfd_codesystems/ANSI-RSN-CD.csv", {"code_list": 407}),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "reference")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def zipped(**members: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


@pytest.mark.shared
@pytest.mark.parametrize(("file", "counts"), SHARED, ids=[name for name, _ in SHARED])
def test_an_official_file_gives_the_rows_of_its_manifest(
    shared: Path, store: Store, file: str, counts: dict[str, int]
) -> None:
    loaded = import_file(shared / "reference" / file, store, acceptance=ACCEPTED)
    assert {edition.set_name: edition.rows for edition in loaded} == counts


@pytest.mark.shared
def test_both_forms_of_a_release_give_the_same_rows(shared: Path, tmp_path: Path) -> None:
    one, other = Store(tmp_path / "one"), Store(tmp_path / "other")
    (as_csv,) = import_file(shared / "reference/pfs/GPCI2025.csv", one)
    (as_text,) = import_file(shared / "reference/pfs/GPCI2025.txt", other)
    assert one.rows(as_csv).column("work").to_pylist() == other.rows(as_text).column("work").to_pylist()


@pytest.mark.shared
def test_addenda_make_the_official_list_of_the_year(shared: Path, reference: Reference, store: Store) -> None:
    before = reference.edition("icd10cm", "FY2026")
    store.put(_as_new(before), reference.store.rows(before))
    (edition,) = import_file(shared / "reference/icd10cm/icd10cm_order_addenda_2027.txt", store)
    made = {row["code"]: row for row in store.rows(edition).to_pylist()}
    ours = {
        row["code"]: row for row in reference.store.rows(reference.edition("icd10cm", "FY2027")).to_pylist()
    }
    assert made == ours


def _as_new(edition: object) -> object:
    from dataclasses import fields

    from cleanclaim.core.codesets.store import NewEdition

    return NewEdition(**{field.name: getattr(edition, field.name) for field in fields(NewEdition)})


ORDER = "00001 A00     0 Cholera                                                      Cholera\n"
ORDER += "00002 A000    1 Cholera one                                                  Cholera, the first\n"
ADDENDA = (
    "Add:         1 A001    Cholera two                                                  Cholera two\n\n"
)
ADDENDA += "Headers\n  1 headers in icd10cm_order_2030.txt\n  1 headers in icd10cm_order_2031.txt\n"
ADDENDA += "Codes\n  1 codes in icd10cm_order_2030.txt\n  2 codes in icd10cm_order_2031.txt\n"


def test_an_order_file_in_a_zip_is_read_and_its_addenda_passed_over(
    store: Store, write: Callable[[str, str | bytes], Path]
) -> None:
    packed = zipped(icd10cm_order_2031__txt=ORDER, icd10cm_order_addenda_2031__txt=ADDENDA)
    (edition,) = import_file(write("codes.zip", packed), store)
    assert (edition.name, edition.effective_from, edition.rows) == ("FY2031 official", date(2030, 10, 1), 2)
    assert store.rows(edition).column("title").to_pylist() == ["Cholera", "Cholera, the first"]


def test_an_april_release_begins_in_april(store: Store, write: Callable[[str, str | bytes], Path]) -> None:
    (edition,) = import_file(write("april-1-2031-icd10cm-order-2031.txt", ORDER), store)
    assert edition.effective_from == date(2031, 4, 1)


def test_addenda_are_held_to_their_totals(store: Store, write: Callable[[str, str | bytes], Path]) -> None:
    import_file(write("icd10cm_order_2030.txt", ORDER), store)
    (edition,) = import_file(write("icd10cm_order_addenda_2031.txt", ADDENDA), store)
    assert edition.rows == 3
    wrong = ADDENDA.replace("2 codes", "7 codes")
    with pytest.raises(NotClean, match="totals"):
        import_file(write("icd10cm_order_addenda_2031.txt", wrong), Store(store.folder))


BAD = {
    "no layout": ("notes.txt", "once upon a time", "unknown-layout"),
    "a truncated zip": ("codes.zip", zipped(icd10cm_order_2031__txt=ORDER)[:-40], "archive-broken"),
    "a truncated gzip": ("order_2031.txt.gz", gzip.compress(ORDER.encode() * 50)[:-20], "archive-broken"),
    "addenda as the full list": ("icd10cm_order_addenda_2031.txt", ORDER, "addenda-as-full"),
    "order numbers with a gap": ("icd10cm_order_2031.txt", ORDER.replace("00002", "00009"), "rows-missing"),
    "a zip bomb": ("codes.zip", zipped(icd10cm_order_2031__txt=b"0" * (80 << 20)), "archive-bomb"),
    "zips in zips in zips": (
        "codes.zip",
        zipped(a__zip=zipped(b__zip=zipped(c__zip=zipped(d__txt=ORDER)))),
        "archive-too-deep",
    ),
    "a tabular list with a DTD": (
        "tabular.xml",
        '<!DOCTYPE x [<!ENTITY a "a">]><ICD10CM.tabular><version>2031</version></ICD10CM.tabular>',
        "xml-refused",
    ),
    "an index with a DTD": (
        "index.xml",
        "<!DOCTYPE x><ICD10CM.index><version>2031</version></ICD10CM.index>",
        "xml-refused",
    ),
    "an order file without a year": ("icd10cm_order.txt", ORDER, "no-date"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_with_its_reason_and_loads_nothing(
    store: Store, write: Callable[[str, str | bytes], Path], name: str, content: str | bytes, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        import_file(write(name, content), store)
    assert refused.value.code == code
    assert store.editions() == ()


PAIRS = (
    "CPT only copyright.\t\t\t\t\t\t\nColumn1/Column2 Edits\t\t\t\t\t\t\n"
    "10001\t20002\t\t20200101\t*\t1\tMisuse\n10001\t20003\t*\t19960101\t20211231\t0\tStandards\n"
)


def test_a_licensed_file_needs_an_acceptance_that_is_recorded(
    store: Store, write: Callable[[str, str | bytes], Path]
) -> None:
    path = write("ccipra-v323r0-f1.txt", PAIRS)
    with pytest.raises(NotYours, match="American Medical Association"):
        import_file(path, store)
    assert store.editions() == ()
    (edition,) = import_file(path, store, acceptance=ACCEPTED)
    assert edition.effective_from == date(2026, 10, 1)
    recorded = (store.folder / "licences.jsonl").read_text("utf-8")
    assert '"by": "Ana"' in recorded
    assert edition.sha256 in recorded


def test_pairs_keep_their_own_dates(store: Store, write: Callable[[str, str | bytes], Path]) -> None:
    (edition,) = import_file(write("ccioph-v320r0-f1.txt", PAIRS), store, acceptance=ACCEPTED)
    active, ended = store.rows(edition).to_pylist()
    assert active["valid_to"] == date(9999, 12, 31)
    assert (ended["valid_from"], ended["valid_to"]) == (date(1996, 1, 1), date(2021, 12, 31))
    assert ended["setting"] == "outpatient"


def test_a_licensed_cpt_file_gives_the_words_of_a_procedure(
    tmp_path: Path, reference: Reference, write: Callable[[str, str | bytes], Path]
) -> None:
    library = Reference(tmp_path / "home")
    path = write("LONGULT.txt", "99213 The practice's own licensed words\n00100 Other words\n")
    with pytest.raises(NotYours):
        import_file(path, library.store, effective=date(2026, 1, 1))
    import_file(path, library.store, effective=date(2026, 1, 1), acceptance=ACCEPTED)
    library.refresh()
    found = library.on(date(2026, 11, 1)).procedure("99213")
    assert found is not None
    assert found.label == "The practice's own licensed words"
    assert found.kind == "em"
    own = reference.on(date(2026, 11, 1)).procedure("99213")
    assert own is not None
    assert own.source == "own words"


def test_hcpcs_continues_lines_and_leaves_dental_codes_out(
    store: Store, write: Callable[[str, str | bytes], Path]
) -> None:
    heading = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,TERM DT,ACTION CD\n"
    lines = "J9999,0010,3,A drug,Drug,20200101,,N\nJ9999,0020,4,of some kind,,,,\n"
    lines += "D0120,0010,3,Dental,Dental,20200101,,N\n   QZ,0010,7,A modifier,Modifier,20200101,20191231,N\n"
    (edition,) = import_file(write("HCPC2026_OCT_ANWEB.csv", heading + lines), store)
    rows = {row["code"]: row for row in store.rows(edition).to_pylist()}
    assert set(rows) == {"J9999", "QZ"}
    assert rows["J9999"]["title"] == "A drug of some kind"
    assert rows["QZ"]["valid_to"] == date(9999, 12, 31)


def test_the_same_file_twice_changes_nothing_and_another_under_its_name_is_refused(
    store: Store, write: Callable[[str, str | bytes], Path]
) -> None:
    first = import_file(write("icd10cm_order_2031.txt", ORDER), store)
    assert import_file(write("icd10cm_order_2031.txt", ORDER), store) == first
    with pytest.raises(Refusal, match="editions never change"):
        import_file(write("icd10cm_order_2031.txt", ORDER.replace("the first", "the second")), store)


def test_an_index_term_has_its_path_its_beside_words_and_its_manifestation(
    store: Store, write: Callable[[str, str | bytes], Path]
) -> None:
    text = (
        "<ICD10CM.index><version>2031</version><title>INDEX TO DISEASES</title><letter><title>E</title>"
        "<mainTerm><title>Excess <nemod>(of)</nemod></title><term level='1'><title>vitamin</title>"
        "<code>E67.3</code><manif>G02</manif></term></mainTerm></letter></ICD10CM.index>"
    )
    (edition,) = import_file(write("icd10cm_index_2031.xml", text), store)
    (row,) = store.rows(edition).to_pylist()
    assert (row["path"], row["extra"], row["code"], row["manifestation"]) == (
        "Excess; vitamin",
        "of",
        "E673",
        "G02",
    )
