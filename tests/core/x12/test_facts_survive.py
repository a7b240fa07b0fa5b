"""Every fact of an 837P and an 835 survives facts → X12 → facts; what was read is written back unchanged."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.x12 import facts_835
from tests.core.x12.facts_837p import AT, BATCH, envelope, full_claim, plain_claim
from tests.core.x12.goldens import NAMES, golden

from cleanclaim.core import x12
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.exchange import ClaimAcknowledgment

_FULL = full_claim()
_OPTIONAL = [
    field.name
    for field in dataclasses.fields(Claim)
    if field.default is not dataclasses.MISSING
    and field.name not in ("kind", "accident_auto", "accident_other", "accident_on", "accident_state")
    and field.name not in ("relationship", "patient", "diagnoses", "frequency", "payer_claim_control_number")
    and field.name not in ("provider_signature", "assignment", "benefits_assigned", "release", "sequence")
    and field.name not in ("condition_codes", "other_coverages")
]
_OPTIONAL_ON_THE_LINE = [
    field.name
    for field in dataclasses.fields(type(_FULL.lines[0]))
    if field.default is not dataclasses.MISSING
    and field.name not in ("procedure_qualifier", "unit", "pointers", "adjudications")
    and field.name not in ("purchased_provider", "purchased_amount")
]


def _default(of: object, name: str) -> object:
    return next(field.default for field in dataclasses.fields(of) if field.name == name)  # type: ignore[arg-type]


def _claims(claims: list[Claim]) -> tuple[Claim, ...]:
    return x12.read(x12.write_claims(claims, batch=BATCH, envelope=envelope())).claims


def test_every_field_of_the_full_claim_is_filled() -> None:
    empty = [
        field.name
        for field in dataclasses.fields(Claim)
        if getattr(_FULL, field.name) in (None, "", ()) or getattr(_FULL, field.name) is False
    ]
    assert empty == ["accident_employment", "accident_country", "insurance_type"]
    line = _FULL.lines[0]
    assert [f.name for f in dataclasses.fields(line) if getattr(line, f.name) in (None, "", (), False)] == []


def test_every_fact_of_a_claim_survives() -> None:
    claims = [plain_claim(), plain_claim("CLAIM2"), _FULL]
    assert _claims(claims) == tuple(claims)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(_OPTIONAL)), st.sets(st.sampled_from(_OPTIONAL_ON_THE_LINE)))
def test_a_claim_survives_with_any_optional_field_left_out(fields: set[str], of_the_line: set[str]) -> None:
    line = dataclasses.replace(
        _FULL.lines[0], **{name: _default(_FULL.lines[0], name) for name in of_the_line}
    )
    claim = dataclasses.replace(_FULL, lines=(line,), **{name: _default(_FULL, name) for name in fields})
    assert _claims([claim]) == (claim,)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(min_codepoint=33, max_codepoint=0x17F, exclude_characters="*:^~\x7f"),
        min_size=1,
        max_size=55,
    )
)
def test_any_text_without_a_delimiter_survives(text: str) -> None:
    address = dataclasses.replace(plain_claim().subscriber.address, line1=text)
    claim = plain_claim(subscriber=dataclasses.replace(plain_claim().subscriber, address=address))
    if any(0x7F <= ord(letter) <= 0x9F for letter in text):
        with pytest.raises(x12.CannotWrite):
            _claims([claim])
    else:
        assert _claims([claim]) == (claim,)


@pytest.mark.parametrize("delimiter", list("*:^~"))
def test_a_delimiter_inside_a_value_is_refused(delimiter: str) -> None:
    address = dataclasses.replace(plain_claim().subscriber.address, line1=f"A{delimiter}B")
    claim = plain_claim(subscriber=dataclasses.replace(plain_claim().subscriber, address=address))
    with pytest.raises(x12.CannotWrite) as refused:
        _claims([claim])
    assert refused.value.code == "delimiter-inside"


def test_every_fact_of_a_remittance_survives() -> None:
    remittances = (facts_835.full_remittance(), facts_835.plain_remittance(trace_number="EFT0002"))
    assert x12.read(x12.write_remittances(remittances, envelope=envelope())).remittances == remittances


def test_the_batch_survives() -> None:
    data = x12.write_claims([plain_claim()], batch=BATCH, envelope=envelope())
    assert x12.read(data).transactions[0].batch == BATCH


def test_a_claim_that_does_not_add_up_is_not_written() -> None:
    with pytest.raises(x12.CannotWrite) as refused:
        _claims([plain_claim(billed=23751)])
    assert refused.value.code == "claim-total"
    assert "23751" not in refused.value.message


def test_a_remittance_that_does_not_balance_is_not_written() -> None:
    with pytest.raises(x12.CannotWrite) as refused:
        x12.write_remittances([facts_835.plain_remittance(paid=4727)], envelope=envelope())
    assert refused.value.code == "remittance-balance"


@pytest.mark.parametrize("name", ["accepted.999", "rejected.999", "claims.277ca", "answer.ta1"])
def test_every_answer_survives(name: str) -> None:
    reading = x12.read(golden(name))
    answers = reading.acknowledgments
    assert answers
    write = {"999": x12.write_999, "277ca": x12.write_277ca, "ta1": x12.write_ta1}[name.partition(".")[2]]
    envelope_ = envelope(sender_id="RECEIVER01", receiver_id="SENDER01", interchange=201, group=21, at=AT)
    written = write(answers, envelope=envelope_)  # type: ignore[arg-type]
    assert written == golden(name)
    assert x12.read(written).acknowledgments == answers


def test_more_claims_than_a_transaction_takes_become_two() -> None:
    claims = [plain_claim(f"C{number}") for number in range(5_001)]
    reading = x12.read(x12.write_claims(claims, batch=BATCH, envelope=envelope()))
    assert [len(one.claims) for one in reading.transactions] == [5_000, 1]
    assert [one.control_number for one in reading.transactions] == ["0001", "0002"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_written_back_byte_for_byte(name: str) -> None:
    assert x12.rewrite(x12.read(golden(name))) == golden(name)


def test_one_changed_fact_changes_its_bytes_alone() -> None:
    data = golden("plain.837")
    reading = x12.read(data)
    clm = next(one for one in reading.transactions[0].segments if one.id == "CLM")
    changed = x12.rewrite(reading, {(clm.ordinal, 5, 3): "7"})
    assert changed == data.replace(b"11:B:1", b"11:B:7")


def test_a_change_outside_of_every_transaction_is_refused() -> None:
    with pytest.raises(KeyError):
        x12.rewrite(x12.read(golden("plain.837")), {(1, 13, None): "1"})


def test_an_acknowledgment_is_a_fact_of_its_batch() -> None:
    (answer,) = x12.read(golden("claims.277ca")).acknowledgments
    assert isinstance(answer, ClaimAcknowledgment)
    assert answer.batch == BATCH.number
    assert [one.patient_control_number for one in answer.claims] == ["CLAIM1", "CLAIM2", "FULL1"]
