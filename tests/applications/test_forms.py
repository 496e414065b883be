"""What each question takes, and what it says when it cannot."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.applications.walk import FORMS, TYPED
from volunteers.applications.steps import get_step, next_in_section, previous_in_section, steps_of
from volunteers.errors import NotFound
from volunteers.strands.queries import get_strand

LIKE_A_PHONE = "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192."
SPECIALS = get_strand("special_constabulary")


@pytest.fixture(autouse=True)
def _posted(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def sent(app: Flask, question: str, **typed: Any) -> Any:
    """The form of a question after this was sent to it, CSRF aside."""
    data = {**TYPED[question], **typed}
    with app.test_request_context(method="POST", data=data):
        form = get_step(SPECIALS, question.partition("/")[0]).form.filled({})
        form.validate()
        form.csrf_token.errors = []
        return form


def errors(form: Any) -> list[str]:
    return [problem["text"] for problem in form.problems()]


@pytest.mark.parametrize("question", FORMS)
def test_a_good_answer_is_taken(app: Flask, question: str) -> None:
    assert errors(sent(app, question)) == []


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("name", {"last_name": ""}, "Enter your last name. If you have one name only, enter it here."),
        ("name", {"last_name": "   "}, "Enter your last name. If you have one name only, enter it here."),
        ("name", {"last_name": "x" * 201}, "Last name must be 200 characters or fewer."),
        ("name", {"last_name": "a\x07b"},
         "Use letters, numbers and punctuation only: there is a character here we cannot keep."),
        ("date-of-birth", {"birth_date": ["", "", ""]}, "Enter your date of birth."),
        ("date-of-birth", {"birth_date": ["31", "4", "1990"]}, "Your date of birth must be a real date."),
        ("date-of-birth", {"birth_date": ["1", "1", "0001"]},
         "Your date of birth must have a year between 1900 and 2100."),
        ("date-of-birth", {"birth_date": ["1", "1", "2099"]}, "Your date of birth must be in the past."),
        ("date-of-birth", {"birth_date": ["1"]},
         "Your date of birth must include a day, a month and a year, in numbers."),
        ("address", {"moved_in": ["", ""]}, "Enter the month and year when you moved in."),
        ("address", {"moved_in": ["13", "2015"]}, "Enter a month and a year in numbers, like 3 2015."),
        ("address", {"moved_in": ["6"]}, "Enter a month and a year in numbers, like 3 2015."),
        ("address", {"moved_in": ["6", "2099"]}, "The month when you moved in must be in the past."),
        ("contact", {"phone": "ring me"}, LIKE_A_PHONE),
        ("contact", {"phone": "12"}, LIKE_A_PHONE),
        ("driving", {"licence": ""}, "Choose whether you have a driving licence."),
        ("driving", {"licence": "forged"}, "Choose whether you have a driving licence."),
        ("tattoos", {"any": "yes", "describe": ""}, "Tell us where each tattoo is and what it shows."),
        ("adjustments", {"needed": "yes", "what": " "}, "Tell us what would help you."),
        ("availability", {"hours": "15"}, "Special Constables give at least 16 hours a month on average."),
        ("availability", {"hours": "many"}, "Enter the hours a month as a whole number, like 16."),
        ("availability", {"when": []}, "Choose at least one time when you are free."),
        ("area", {"area": "elsewhere"}, "Choose the area where you would like to volunteer."),
        ("heard-about", {"source": "other"}, "Tell us how you heard about us."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_plainly(app: Flask, question: str, typed: dict[str, Any], said: str) -> None:
    assert errors(sent(app, question, **typed)) == [said]


@pytest.mark.parametrize(
    ("question", "typed", "field", "stored"),
    [
        ("name", {"first_name": "", "last_name": "Suharto"}, "last_name", "Suharto"),
        ("name", {"last_name": "  D’Arcy-O'Neil "}, "last_name", "D’Arcy-O'Neil"),
        ("name", {"last_name": "é"}, "last_name", "é"),
        ("name", {"last_name": "陈" * 200}, "last_name", "陈" * 200),
        ("date-of-birth", {"birth_date": ["29", "02", "2000"]}, "birth_date", "2000-02-29"),
        ("address", {"moved_in": ["06", "2015"]}, "moved_in", "2015-06-01"),
        ("contact", {"phone": "0117 496 0001 ext 12"}, "phone", "0117 496 0001 ext 12"),
        ("driving", {"licence": "none", "number": "left over"}, "number", ""),
        ("tattoos", {"any": "no", "describe": "left over"}, "describe", ""),
        ("availability", {"hours": "20 hours"}, "hours", 20),
        ("availability", {"when": ["weekends"]}, "when", ["weekends"]),
    ],
)
def test_what_is_stored_is_plain(app: Flask, question: str, typed: dict[str, Any], field: str, stored: object) -> None:
    form = sent(app, question, **typed)
    assert errors(form) == []
    assert form.values()[field] == stored


def test_every_question_of_the_strand_but_the_declaration_has_a_page() -> None:
    asked = [question for section in SPECIALS.asks for question in section.questions]
    paged = [step.question for step in steps_of(SPECIALS)]
    assert paged == [question for question in asked if question not in ("age", "declaration")]


def test_pages_follow_one_another_within_their_section() -> None:
    name, birth = get_step(SPECIALS, "name"), get_step(SPECIALS, "date-of-birth")
    assert next_in_section(SPECIALS, name, {}) is birth
    assert previous_in_section(SPECIALS, birth, {}) is name
    assert previous_in_section(SPECIALS, name, {}) is None
    assert next_in_section(SPECIALS, get_step(SPECIALS, "contact"), {}) is None


@pytest.mark.parametrize("strand", ["special_constabulary", "cadets"])
def test_a_question_without_a_page_is_not_found(strand: str) -> None:
    with pytest.raises(NotFound):
        get_step(get_strand(strand), "nonsense")
