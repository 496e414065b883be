"""What each question to a young person and to a guardian takes, and what it says when it cannot."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField

from tests.applications.walk_cadets import GUARDIAN, MORE
from tests.guardians.test_pages import HEALTH
from tests.references.naughty import KEPT, REFUSED
from volunteers.applications.forms.guardian import HealthQuestionsForm, consent_form
from volunteers.applications.steps import get_step
from volunteers.guardians.queries import ConsentLine
from volunteers.guardians.rules import Purpose
from volunteers.strands.queries import get_by_slug
from volunteers.web.fields import tidy

PAGES: dict[str, dict[str, Any]] = {
    "name": {"first_name": "Sam", "last_name": "Tiller"},
    "guardian": GUARDIAN,
    **{question: MORE[question] for question in ("second-guardian", "school", "weekly-attendance")},
    "health": HEALTH,
}
each_page = pytest.mark.parametrize("page", PAGES)

pytestmark = pytest.mark.usefixtures("session")


def sent(app: Flask, page: str, **typed: Any) -> Any:
    """The form of a page after this was sent to it, CSRF aside."""
    with app.test_request_context(method="POST", data=MultiDict({**PAGES[page], **typed})):
        kind = HealthQuestionsForm if page == "health" else get_step(get_by_slug("cadets"), page).form
        form = kind.filled({})
        form.validate()
        form.csrf_token.errors = []
        return form


def errors(form: Any) -> list[str]:
    return [problem["text"] for problem in form.problems()]


def text_fields(form: Any) -> list[str]:
    return [field.name for field in form.answers if isinstance(field, StringField | TextAreaField)]


@each_page
def test_a_good_answer_is_taken_and_comes_back_as_it_is_stored(app: Flask, page: str) -> None:
    form = sent(app, page)
    assert errors(form) == []
    with app.test_request_context():
        again = type(form).filled(form.values())
        assert {field.name: field.data or "" for field in again.answers} == form.values()


@each_page
def test_naughty_words_are_kept_letter_for_letter_or_refused_in_words(app: Flask, page: str) -> None:
    for name in text_fields(sent(app, page)):
        for words in KEPT:
            form = sent(app, page, **{name: words})
            assert form[name].errors or form.values()[name] in ("", tidy(words)), (name, words)
        for words in REFUSED:
            assert sent(app, page, **{name: words})[name].errors, (name, words)
        assert sent(app, page, **{name: "x" * 4_001})[name].errors, name


@each_page
def test_an_answer_that_was_not_offered_is_refused(app: Flask, page: str) -> None:
    for field in sent(app, page).answers:
        if hasattr(field, "choices"):
            for wrong in ("forged", "yes' OR 1=1"):
                assert sent(app, page, **{field.name: wrong})[field.name].errors, (field.name, wrong)


@pytest.mark.parametrize("name", ["Jo", "O’Brien", "Ma. de los Ángeles", "陈" * 200])
def test_guardians_have_all_kinds_of_names(app: Flask, name: str) -> None:
    assert errors(sent(app, "guardian", name=name)) == []


@pytest.mark.parametrize(
    "address", ["jo", "jo@", "@example.org", "jo@example", "jo@example.org\nBcc: all@example.org", "a b@example.org"]
)
@pytest.mark.parametrize("page", ["guardian", "second-guardian"])
def test_an_address_that_is_none_is_refused(app: Flask, page: str, address: str) -> None:
    assert sent(app, page, email=address)["email"].errors


def test_consent_is_asked_in_the_words_of_today_with_what_was_said_before(app: Flask) -> None:
    with app.test_request_context():
        form = consent_form([ConsentLine(purpose, None) for purpose in Purpose])
        assert [field.name for field in form.questions] == ["take_part", "photographs", "medical_help"]
        assert [field.data for field in form.versions] == ["1", "1", "1"]
        assert not any(field.data for field in form.questions)
