"""Is every fact what its tables, its JSON and its rows say it is?"""

import dataclasses
from datetime import date

import pytest

from cleanclaim.core.facts import claims, codec, common, remittances, tables
from cleanclaim.core.facts.definition import columns


def all_facts():
    from cleanclaim.core.facts import encounters, exchange, money, organisations, payers, people

    for module in (claims, common, encounters, exchange, money, organisations, payers, people, remittances):
        for value in vars(module).values():
            if dataclasses.is_dataclass(value) and value.__module__ == module.__name__:
                yield value


@pytest.mark.parametrize("of", list(all_facts()), ids=lambda of: of.__name__)
def test_every_fact_explains_itself_and_has_columns_that_every_form_knows(of):
    assert of.__doc__
    assert of.__dataclass_params__.frozen
    assert columns(of)


def test_every_published_table_has_an_arrow_schema_and_distinct_column_names():
    for name, table in tables.published().items():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), name
        assert tables.arrow_schema(name).names == names


def a_claim() -> claims.Claim:
    person = claims.ClaimPerson(name=common.PersonName(last="SAMPLE", first="ANN"), member_id="X1")
    line = claims.ServiceLine(
        number=1,
        procedure="99213",
        modifiers=("25", "95"),
        billed=12_000,
        units=1,
        pointers=(1, 2),
        service=common.Period(first=date(2026, 10, 1)),
    )
    return claims.Claim(
        patient_control_number="A1",
        billed=12_000,
        place_of_service="11",
        subscriber=person,
        payer=claims.ClaimPayer(name="EXAMPLE PLAN", id="EX1"),
        billing_provider=claims.ClaimProvider(role="billing", name=common.PersonName(last="LAKESIDE")),
        diagnoses=(claims.DiagnosisCode(qualifier="ABK", code="E119"),),
        lines=(line,),
    )


def test_a_claim_spreads_over_its_tables_with_the_keys_of_all_above_it():
    spread = tables.rows("claim", [a_claim()], first=7)
    assert spread["modifier"] == [(7, 1, 1, "25"), (7, 1, 2, "95")]
    assert spread["pointer"] == [(7, 1, 1, 1), (7, 1, 2, 2)]
    assert spread["diagnosis"] == [(7, 1, "ABK", "E119")]
    line = dict(zip([c.name for c in tables.published()["line"].columns], spread["line"][0], strict=True))
    assert (line["claim"], line["procedure"], line["billed"]) == (7, "99213", 12_000)


def test_arrow_tables_are_typed_by_the_definition():
    made = tables.arrow_tables("claim", [a_claim()])
    assert made["line"].schema == tables.arrow_schema("line")
    assert made["line"].column("service_first").to_pylist() == [date(2026, 10, 1)]


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"qualifier": "ABK"}, "a required field is missing"),
        ({"qualifier": "ABK", "code": "E119", "colour": "red"}, "no field 'colour'"),
        ({"qualifier": "ABK", "code": 5}, "DiagnosisCode.code: not a code"),
        (["ABK"], "not an object"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_with_the_field_named(document, says):
    with pytest.raises(codec.Misfit, match=says):
        codec.from_document(claims.DiagnosisCode, document)
