"""Every text field of every form, given everything people and machines type: refused in words, or kept as it is."""

import json
import re
import unicodedata
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectFieldBase

from tests.abuse.corpus import BIG_LIST, STRINGS, big_list
from tests.abuse.forms import every_form
from volunteers.applications.forms import QuestionForm
from volunteers.web.fields import BARRED, tidy
from volunteers.web.forms import Form

WITHOUT_CSRF = {"csrf": False}
PARTS = 6  # so that they can be shared out
FEW = 25  # a form of choices alone is given every so manieth string


@pytest.fixture(autouse=True)
def _request(app: Flask, session: Session) -> Iterator[None]:
    with app.test_request_context(method="POST"):
        yield


def test_the_big_list_is_there_whole() -> None:
    assert BIG_LIST.is_file(), "run make setup: the list is a package beside the style sheet's"
    assert len(big_list()) == 485
    assert len(STRINGS) > 585


@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_takes_every_string_or_says_why_not(part: int) -> None:
    forms = list(every_form().items())[part::PARTS]
    wrong = [fault for name, form in forms for fault in faults_of(name, form)]
    assert wrong == [], f"{len(wrong)} in all"


def faults_of(name: str, kind: type[Form]) -> Iterator[str]:
    """What a form does wrong with the strings, each typed into all of its fields at once."""
    fields = list(kind(meta=WITHOUT_CSRF))
    takes_text = any(isinstance(field, StringField) and not isinstance(field, RadioField) for field in fields)
    for string in STRINGS if takes_text else STRINGS[::FEW]:
        try:
            form = kind(MultiDict([(field.name, string) for field in fields]), meta=WITHOUT_CSRF)
            form.validate()
        except Exception as fault:
            yield f"{name}: {string[:40]!r} raises {fault!r}"
            continue
        yield from faults_in(name, form, string)


def faults_in(name: str, form: Form, typed: str) -> Iterator[str]:
    """What is wrong with a form that was filled in."""
    for field in form:
        if fault := fault_of(field, typed):
            yield f"{name}, {field.name}: {typed[:40]!r} {fault}"
    if isinstance(form, QuestionForm) and not form.errors:
        json.dumps(form.values())
    assert all(is_a_sentence(one["text"]) for one in form.problems()), form.problems()


def fault_of(field: Field, typed: str) -> str | None:
    """What is wrong with what a field made of a string; None when it is refused in words or kept as it is."""
    if field.errors:
        return None if all(is_a_sentence(str(one)) for one in field.errors) else f"is answered {field.errors}"
    if isinstance(field, SelectFieldBase) or not isinstance(field, StringField):
        return None
    data = field.data or ""
    if BARRED.search(data) and not isinstance(field, PasswordField):
        return "holds what no page may hold"
    return None if data in kept_as(field, typed) else f"is kept as {data[:40]!r}"


def kept_as(field: Field, typed: str) -> set[str]:
    """How a string may be kept: trimmed and in one form of Unicode, an address in small letters, a password as it is.

    Of a code the digits alone are kept. What a page holds hidden was never typed.
    """
    if isinstance(field, PasswordField):
        return {typed}
    tidied = unicodedata.normalize("NFC", typed).strip()
    if isinstance(field, HiddenField):
        return {typed, tidied, str(tidy(typed))}
    if (field.render_kw or {}).get("autocomplete") == "one-time-code":
        return {"".join(re.findall("[0-9]", typed))}
    return {tidied.lower()} if isinstance(field, EmailField) else {tidied}


def is_a_sentence(text: str) -> bool:
    return " " in text and text.endswith((".", "?", "!"))
