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
from volunteers.applications.forms.base import MonthField
from volunteers.web.fields import BARRED, DayField, tidy
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
    if isinstance(field.data, int):
        return None if str(typed).isdigit() and int(typed) == field.data else f"is kept as {field.data}"
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


# Day, month, year as they are typed, and whether there is such a day in a year anyone is asked for.
DAYS = {
    ("31", "4", "1990"): False, ("29", "2", "2023"): False, ("29", "2", "1900"): False, ("29", "2", "2000"): True,
    ("1", "1", "0001"): False, ("1", "1", "9999"): False, ("1", "1", "90"): False, ("0", "1", "1990"): False,
    ("1", "13", "1990"): False, ("\uff11", "\uff12", "\uff11\uff19\uff19\uff10"): False, ("1", "May", "1990"): False,
    ("-1", "1", "1990"): False, ("1.5", "1", "1990"): False, ("9" * 5_000, "1", "1990"): False,
    ("1", "", "1990"): False,
    (" 1 ", "01", "1990"): True, ("\x00", "\u202e", "'"): False, ("1e1", "1", "1990"): False,
}  # fmt: skip


def test_every_date_of_every_form_is_a_real_day_or_refused_in_words() -> None:
    fields = [
        (kind, field.name, isinstance(field, DayField))
        for kind in every_form().values()
        for field in kind(meta=WITHOUT_CSRF)
        if isinstance(field, DayField | MonthField)
    ]
    assert len(fields) > 12
    wrong = [
        (kind.__qualname__, name, day)
        for kind, name, takes_days in fields
        for day, is_real in DAYS.items()
        if not is_judged_well(
            kind, name, day if takes_days else day[1:], is_real if takes_days else is_a_month(*day[1:])
        )
    ]
    assert wrong == []


def is_judged_well(kind: type[Form], name: str, boxes: tuple[str, ...], is_real: bool) -> bool:
    """A real date is taken, though another rule may refuse it; any other is not, and it is said why if it matters."""
    form = kind(MultiDict([(name, box) for box in boxes]), meta=WITHOUT_CSRF)
    form.validate()
    said = [str(one) for one in form[name].errors]
    if not all(is_a_sentence(one) for one in said) or (form[name].data is not None) is not is_real:
        return False
    return is_real or bool(said) or name in getattr(kind, "needed_when", {})


def is_a_month(month: str, year: str) -> bool:
    return (
        all(re.fullmatch("[0-9]{1,4}", box) for box in (month, year))
        and int(month) in range(1, 13)
        and int(year) in range(1900, 2101)
    )
