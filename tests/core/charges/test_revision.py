"""When a coder codes again, does each charge keep its money and its number?"""

from dataclasses import replace

from tests.core.claims.source import charge

from cleanclaim.core.charges import revise

FIRST, SECOND = charge(1), charge(2, "83036")


def draft(like: object, **changes: object) -> object:
    return replace(like, number="E000001L09", state="draft", **changes)  # type: ignore[type-var]


def test_what_changes_no_money_keeps_its_charge() -> None:
    corrected = draft(FIRST, modifiers=("25",), pointers=(2,))
    revision = revise([FIRST, SECOND], [corrected, draft(SECOND)])  # type: ignore[list-item]
    assert [(one.number, one.modifiers, one.state) for one in revision.kept] == [
        ("E000001L01", ("25",), "coded"),
        ("E000001L02", (), "coded"),
    ]
    assert revision.added == revision.voided == ()


def test_another_service_voids_the_charge_and_adds_the_right_one() -> None:
    other = draft(FIRST, procedure="99214", price=200_00, billed=200_00)
    revision = revise([FIRST, SECOND], [other, draft(SECOND)])  # type: ignore[list-item]
    assert [one.number for one in revision.voided] == ["E000001L01"]
    assert [one.procedure for one in revision.added] == ["99214"]
    assert [one.number for one in revision.kept] == ["E000001L02"]


def test_two_alike_are_matched_one_to_one() -> None:
    revision = revise([FIRST], [draft(FIRST), draft(FIRST)])  # type: ignore[list-item]
    assert (len(revision.kept), len(revision.added), len(revision.voided)) == (1, 1, 0)


def test_a_voided_charge_is_never_taken_up_again() -> None:
    revision = revise([replace(FIRST, state="voided")], [draft(FIRST)])  # type: ignore[list-item]
    assert (len(revision.kept), len(revision.added)) == (0, 1)
