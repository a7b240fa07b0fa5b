"""Does every part of a page show what it is given, in the forms that all pages share?"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from cleanclaim.app.site.templatetags import words

TODAY = date(2026, 10, 14)


@dataclass
class Bucket:
    """An age of what is owed."""

    label: str
    cents: int
    url: str = "/aging"
    is_late: bool = False


def shown(source: str, **context: object) -> str:
    """Render a line of template with both libraries."""
    return Template("{% load words parts %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.dollars(123450), "1,234.50"),
        (words.dollars(None), "–"),
        (words.usd(-1200), "−$12.00"),
        (words.usd(0), "$0.00"),
        (words.day(datetime(2026, 10, 14, 9, 5, tzinfo=UTC)), "2026-10-14"),
        (words.moment(datetime(2026, 10, 14, 9, 5, tzinfo=UTC)), "2026-10-14 09:05"),
        (words.long_day(TODAY), "October 14, 2026"),
        (words.icd("E1122"), "E11.22"),
        (words.icd("I10"), "I10"),
        (words.count(1204), "1,204"),
        (words.percent(0.9432), "94.3 %"),
        (words.days(1), "1 day"),
        (words.roles(["poster", "coding_lead"]), "coding lead, poster"),
    ],
)
def test_a_value_has_one_form(said: str, expected: str) -> None:
    assert said == expected


def test_a_status_is_a_word_and_a_shape() -> None:
    denied = shown("{% status 'partially_denied' %}")
    assert "Partially denied" in denied
    assert "#i-half" in denied


def test_a_status_that_nobody_named_is_still_said() -> None:
    assert "Awaiting moonrise" in shown("{% status 'awaiting_moonrise' %}")


@pytest.mark.parametrize(
    ("deadline", "left", "tone"),
    [
        (date(2026, 10, 12), "2 d late", "is-late"),
        (TODAY, "today", "is-soon"),
        (date(2026, 10, 15), "tomorrow", "is-soon"),
        (date(2026, 11, 14), "31 d", "is-far"),
    ],
)
def test_a_deadline_says_what_is_left(deadline: date, left: str, tone: str) -> None:
    html = shown("{% due deadline today %}", deadline=deadline, today=TODAY)
    assert left in html
    assert tone in html


def test_bars_are_as_long_as_their_amounts_and_link_to_their_rows() -> None:
    html = shown(
        "{% bars buckets 'Aging' %}", buckets=[Bucket("0–30", 20000), Bucket("over 30", 5000, is_late=True)]
    )
    assert re.findall(r'width="([\d.]+)"', html) == ["100.00", "25.00"]
    assert html.count('href="/aging"') == 2
    assert "250.00" in html
    assert "80.0 %" in html


def test_bars_without_amounts_draw_nothing_and_divide_by_nothing() -> None:
    assert 'width="0.00"' in shown("{% bars buckets 'Aging' %}", buckets=[Bucket("0–30", 0)])


def test_a_trend_is_said_to_those_who_cannot_see_it() -> None:
    html = shown("{% trend values 'Falling from 44 to 38' %}", values=[44, 41, 38])
    assert 'aria-label="Falling from 44 to 38"' in html
    assert 'points="0.00,4.00 50.00,19.00 100.00,34.00"' in html


def line(said: str, cents: int, kind: str = "item", code: str = "") -> dict[str, object]:
    """One line of arithmetic."""
    return {"words": said, "cents": cents, "kind": kind, "code": code}


def test_arithmetic_that_balances_carries_a_check_mark() -> None:
    total = {"lines": [line("Billed", 13700), line("Paid", 4728, "end")], "is_balanced": True}
    html = render_to_string("site/parts/arithmetic.html", {"sum": total})
    assert "137.00" in html
    assert "balances" in html
    assert "Does not balance" not in html


def test_arithmetic_that_does_not_balance_shows_the_difference() -> None:
    total = {"lines": [line("Billed", 13700)], "is_balanced": False, "difference_cents": 700}
    html = render_to_string("site/parts/arithmetic.html", {"sum": total})
    assert "Does not balance" in html
    assert ">7.00<" in html


def test_a_timeline_tells_what_is_to_come_by_its_day_and_what_was_by_its_minute() -> None:
    at = datetime(2026, 10, 14, 9, 5, tzinfo=UTC)
    past = {"at": at, "words": "Paid", "icon": "money", "document_url": "/835", "document_label": "835"}
    coming = {"at": at, "words": "A statement goes out", "icon": "clock", "is_to_come": True}
    html = render_to_string("site/parts/timeline.html", {"events": [coming, past]})
    assert html.index("A statement goes out") < html.index("Paid")
    assert html.count("09:05") == 1
    assert 'href="/835"' in html


class Ask(forms.Form):
    """A question with one field."""

    words = forms.CharField(label="Question")


def test_a_wrong_field_is_named_above_and_marked_below() -> None:
    form = Ask({"words": ""})
    form.is_valid()
    html = render_to_string("site/parts/fields.html", {"form": form})
    assert 'role="alert"' in html
    assert html.count("This field is required.") == 2
    assert 'href="#id_words"' in html


def test_an_action_that_may_not_be_done_says_why() -> None:
    action = {"name": "void", "label": "Void", "url": "/void", "why_not": "This payer takes no void."}
    html = render_to_string("site/parts/actions.html", {"actions": [action]})
    assert "disabled" in html
    assert "This payer takes no void." in html
    assert "/void" not in html


def test_an_action_with_questions_asks_in_a_dialog() -> None:
    action = {"name": "ask", "label": "Ask clinician", "url": "/ask", "key": "q", "form": Ask()}
    html = render_to_string("site/parts/actions.html", {"actions": [action]})
    assert 'data-opens="ask-ask"' in html
    assert 'data-key="q"' in html
    assert '<dialog id="ask-ask"' in html


def test_what_was_done_can_be_undone_where_it_may() -> None:
    class Said:
        extra_tags, level_tag = "/undo/1", "success"

        def __str__(self) -> str:
            return "Released."

    html = render_to_string("site/parts/did.html", {"messages": [Said()]})
    assert "Released." in html
    assert 'action="/undo/1"' in html


def test_a_finding_without_data_is_no_error() -> None:
    finding = {
        "severity": "error",
        "is_no_data": True,
        "words": "The edition is not loaded.",
        "code": "mue",
        "url": "/edits/mue",
    }
    html = render_to_string("site/parts/findings.html", {"findings": [finding]})
    assert "No data" in html
    assert "#i-ring" in html


def test_what_people_typed_is_escaped() -> None:
    html = render_to_string("site/parts/facts.html", {"facts": [{"name": "Note", "value": "<script>"}]})
    assert "<script>" not in html


def test_a_statement_says_what_is_owed_first_and_why_for_each_service() -> None:
    service = {
        "words": "Office visit",
        "billed_cents": 21200,
        "not_charged_cents": 8188,
        "plan_paid_cents": 10410,
    }
    service |= {"patient_paid_cents": 0, "owed_cents": 2614, "why": "Your plan leaves 20 percent to you."}
    encounter = {"date_of_service": TODAY, "provider": "Dr Chen", "owed_cents": 2614, "services": [service]}
    statement = {"number": "S-1", "dated": TODAY, "due": TODAY, "owed_cents": 2614, "encounters": [encounter]}
    html = render_to_string("statements/body.html", {"statement": statement})
    assert "You owe <b>$26.14</b>" in html
    assert "Your plan leaves 20 percent to you." in html
