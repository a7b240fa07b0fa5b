"""What does a judgement say: place, edition, bypass, what is missing, and whether the claim is clean?"""

import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from cleanclaim.core import edits
from cleanclaim.core.basics.findings import Severity
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.codesets.reference import Reference
from cleanclaim.core.edits.cases import standard
from cleanclaim.core.edits.reference import Given, relations
from cleanclaim.core.facts.payers import PayerProfile

CODES = {
    "reference_edition": [
        {
            "set_name": name,
            "edition": "E1",
            "effective_from": date(2026, 1, 1),
            "effective_to": date(2026, 12, 31),
        }
        for name in ("icd10cm", "icd10cm_tabular", "place_of_service", "modifier", "procedure")
    ],
    "icd10cm": [
        {"code": "I10", "billable": True, "valid_from": date(2015, 10, 1), "valid_to": date(9999, 12, 31)}
    ],
    "place_of_service_code": [
        {"code": "11", "facility": False, "valid_from": date(2000, 1, 1), "valid_to": date(9999, 12, 31)}
    ],
}
REFERENCE = Given(CODES)


def judge(*claims, **more):
    return edits.judge([standard(one) for one in claims], **{"reference": REFERENCE, **more})


def of_edit(judgement, code):
    return [verdict for verdict in judgement.verdicts if verdict.edit == code]


def test_a_claim_in_order_is_clean():
    judgement = judge({})
    assert judgement.clean(1)
    assert judgement.findings(1) == ()


def test_a_verdict_names_its_place_its_editions_and_its_source():
    (verdict,) = of_edit(judge({"diagnoses": ["I10", "ZZZ"]}), "diagnosis-not-billable")
    assert (verdict.claim, verdict.line, verdict.field) == (1, None, "diagnoses.2")
    assert verdict.editions == (edits.EditionRead("icd10cm", "E1"),)
    assert verdict.citation.startswith("45 CFR 162.1002")
    assert verdict.finding().place.field == "diagnoses.2"


def test_no_verdict_carries_what_is_on_the_claim():
    judgement = judge(
        {"diagnoses": ["ZZQ"], "subscriber": {"member_id": ""}, "billing_provider": {"npi": "123"}}
    )
    told = " ".join(str(verdict) for verdict in judgement.verdicts)
    assert judgement.verdicts
    assert not [word for word in ("ZZQ", "Erin", "Example", "123'") if word in told]


def test_each_claim_of_a_batch_is_judged_alone():
    judgement = judge({}, {"subscriber": {"member_id": ""}}, {})
    assert [judgement.clean(n) for n in (1, 2, 3)] == [True, False, True]
    assert [finding.code for finding in judgement.findings(2)] == ["subscriber-id-missing"]


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_the_engine_does_not_change_the_verdicts(engine):
    wrong = {"diagnoses": ["ZZZ"], "subscriber": {"member_id": " "}, "lines": [{"pointers": [3]}]}
    assert judge(wrong, {}, wrong, engine=engine) == judge(wrong, {}, wrong)


def test_an_override_bypasses_one_edit_with_reason_and_author():
    why = edits.Override(edit="diagnosis-not-billable", reason="The payer asked for it.", author="ben")
    wrong = {"diagnoses": ["ZZZ"], "subscriber": {"member_id": ""}}
    judgement = judge(wrong, overrides=[why])
    (verdict,) = of_edit(judgement, "diagnosis-not-billable")
    assert (verdict.result, verdict.reason, verdict.author) == ("bypassed", "The payer asked for it.", "ben")
    assert of_edit(judgement, "subscriber-id-missing")[0].result == "fail"


def test_an_override_of_another_place_bypasses_nothing():
    why = edits.Override(edit="diagnosis-not-billable", reason="…", author="ben", field="diagnoses.1")
    (verdict,) = of_edit(judge({"diagnoses": ["I10", "ZZZ"]}, overrides=[why]), "diagnosis-not-billable")
    assert verdict.result == "fail"
    other = edits.Override(edit="diagnosis-not-billable", reason="…", author="ben", claim=2)
    assert not judge({"diagnoses": ["ZZZ"]}, overrides=[other]).clean(1)


def test_without_an_edition_there_is_no_data_for_every_claim_at_once():
    late = {"lines": [{"service": {"first": "2027-01-01"}}]}
    judgement = judge(late, late)
    (verdict,) = of_edit(judgement, "diagnosis-not-billable")
    assert (verdict.claim, verdict.result) == (None, "no_data")
    assert "icd10cm" in verdict.reason
    assert "codes" in judgement.no_data_families


def test_only_the_claim_whose_date_has_no_edition_lacks_data():
    judgement = judge({"diagnoses": ["ZZZ"]}, {"lines": [{"service": {"first": "2027-01-01"}}]})
    found = [(verdict.claim, verdict.result) for verdict in of_edit(judgement, "diagnosis-not-billable")]
    assert found == [(1, "fail"), (2, "no_data")]


def test_lacking_data_stops_a_claim_only_where_its_payer_requires_the_family():
    late = {"lines": [{"service": {"first": "2027-01-01"}}]}
    assert judge(late).clean(1)
    assert not judge(late, required_families=["codes"]).clean(1)
    requires = PayerProfile(
        payer="00000000-0000-0000-0000-000000000000",
        valid_from=date(2020, 1, 1),
        timely_filing_days=365,
        correction="replacement",
        required_edit_families=("codes",),
    )
    assert not judge(late, profile=requires).clean(1)
    assert not judge(late, profile={"STD01": requires}).clean(1)
    assert judge(late, profile={"OTHER": requires}).clean(1)


def test_a_claim_without_a_line_is_judged_too():
    claim = standard({"subscriber": {"member_id": ""}})
    empty = type(claim)(**{**{n: getattr(claim, n) for n in claim.__slots__}, "lines": ()})
    judgement = edits.judge([empty], reference=REFERENCE)
    assert "subscriber-id-missing" in {verdict.edit for verdict in judgement.verdicts}


def test_no_claims_give_no_verdicts():
    assert edits.judge([], reference=REFERENCE).verdicts == ()


def test_a_warning_does_not_make_a_claim_unclean():
    warning = edits.Verdict("x", "codes", edits.Result.FAIL, Severity.WARNING, "x", "x", 1)
    error = edits.Verdict("x", "codes", edits.Result.FAIL, Severity.ERROR, "x", "x", 1)
    assert edits.Judgement((warning,), 1).clean(1)
    assert not edits.Judgement((error,), 1).clean(1)


def test_a_page_is_found_by_its_code():
    assert edits.page("excludes1-pair").family == "conventions"
    with pytest.raises(Unknown):
        edits.page("nothing")


def test_a_library_of_arrow_tables_judges_like_rows_written_out():
    library = {
        name: pa.Table.from_pylist(
            [{column: row.get(column) for column in relations()[name].names} for row in CODES.get(name, [])],
            schema=pa.schema([(c.name, _ARROW[c.scalar]) for c in relations()[name].columns]),
        )
        for name in relations()
    }
    library["reference_edition"] = pa.Table.from_pylist(CODES["reference_edition"])
    for here, there in (("modifier_code", "modifier"), ("place_of_service_code", "place_of_service"),
                        ("procedure_code", "procedure")):  # fmt: skip
        library[there] = library[here]
    given = SimpleNamespace(tables=lambda: library, sqlite_path=None)
    wrong = {"diagnoses": ["I10", "ZZZ"]}
    assert judge(wrong, reference=given, engine="duckdb") == judge(wrong)


_ARROW = {"text": pa.string(), "date": pa.date32(), "boolean": pa.bool_(), "integer": pa.int64()}


def test_a_kept_engine_remembers_nothing_of_the_claim_before(reference):
    wrong = {"diagnoses": ["ZZZ"], "lines": [{}, {"units": "0"}, {"pointers": [7]}]}
    fresh = judge({}, reference=reference)
    assert judge(wrong, reference=reference, history=[standard({})]) == judge(
        wrong, reference=reference, history=[standard({})]
    )
    assert judge({}, reference=reference) == fresh
    assert not judge(wrong, reference=reference).clean(1)


def test_the_library_itself_judges_alike_on_each_engine(reference):
    wrong = {"diagnoses": ["E1122", "E109", "E11"], "place_of_service": "98"}
    found = judge(wrong, {}, reference=reference, engine="sqlite")
    assert found == judge(wrong, {}, reference=reference, engine="duckdb")
    assert {"excludes1-pair", "diagnosis-not-billable", "place-of-service-unknown"} <= {
        finding.code for finding in found.findings(1)
    }
    assert found.clean(2)


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    home = os.environ.get("CLEANCLAIM_HOME")  # the tests' own, where the library is built already
    return Reference(Path(home) if home else tmp_path_factory.mktemp("home"))
