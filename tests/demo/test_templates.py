"""Does every kind of visit say what it must?"""

import pytest

from cleanclaim.demo.payers import prices
from cleanclaim.demo.templates import BadTemplate, Template, _template, templates

_HEAD = "---\nreason: Cough\ndiagnoses: {uri: J069}\nservices: [{code: 99213, for: [uri]}]\n"


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_every_visit_marks_the_words_for_each_of_its_diagnoses(template: Template) -> None:
    marked = {one.key for one in template.diagnoses if f"[[{one.key}:" in template.text}
    assert marked == {one.key for one in template.diagnoses}


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_every_visit_has_its_history_its_exam_and_its_plan(template: Template) -> None:
    headings = {line.split("# ")[-1] for line in template.text.splitlines() if "# " in line}
    assert {"CC", "HPI"} <= headings
    assert {"AP"} <= headings or {"A", "P"} <= headings
    assert {"EXAM", "PROC"} & headings


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.name)
def test_every_service_points_to_diagnoses_of_its_visit_and_has_a_price(template: Template) -> None:
    keys = {one.key for one in template.diagnoses}
    for service in template.services:
        assert service.diagnoses
        assert set(service.diagnoses) <= keys
        assert service.code == "PREVENTIVE" or service.code in prices()


def test_both_practices_see_thirty_kinds_of_visit() -> None:
    for practice in ("family", "orthopaedics"):
        assert sum(template.practice == practice for template in templates()) >= 30


def test_a_word_that_no_template_knows_is_refused() -> None:
    with pytest.raises(BadTemplate, match="does not know colour"):
        _template("family", "cough", _HEAD + "colour: red\n---\n# CC\n[[uri:URI]]\n")


def test_a_template_without_a_reason_is_refused() -> None:
    with pytest.raises(BadTemplate):
        _template("family", "cough", _HEAD.replace("reason: Cough\n", "") + "---\n# CC\n[[uri:URI]]\n")
