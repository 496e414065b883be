"""Fields, as tables of what people type."""

from datetime import date, time
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from volunteers.web import fields


class EveryField(Form):
    name = fields.line("Full name", missing="Enter your full name.", longest=20)
    about = fields.paragraph("About you", missing=None, longest=30)
    email = fields.email("E-mail address")
    born = fields.DayField("Date of birth", missing="Enter your date of birth.", name_of_it="Your date of birth")
    ends = fields.DayField("Last day", missing=None, name_of_it="The last day")
    starts = fields.ClockField("Starts", missing="Enter when it starts.")
    colour = fields.one_of("Colour", [("r", "Red"), ("b", "Blue")], missing="Choose a colour.")
    city = fields.pick("City", [("", "Choose"), ("x", "Exeter")], missing="Choose a city.")
    days = fields.several_of("Days", [("mon", "Monday"), ("tue", "Tuesday")], missing=None)


GOOD: dict[str, Any] = {
    "name": "Siân O'Neill", "about": "", "email": "sian@example.org", "born": ["17", "5", "1990"], "ends": ["", "", ""],
    "starts": "6.30pm",
    "colour": "r", "city": "x", "days": ["mon", "tue"],
}  # fmt: skip


def filled(**changed: Any) -> EveryField:
    given = {**GOOD, **changed}
    pairs = [(name, one) for name, value in given.items() for one in (value if isinstance(value, list) else [value])]
    return EveryField(MultiDict(pairs))


def test_good_answers_become_values() -> None:
    form = filled()
    assert form.validate(), form.errors
    assert form.data == {
        "name": "Siân O'Neill", "about": "", "email": "sian@example.org", "born": date(1990, 5, 17),
        "ends": None, "starts": time(18, 30), "colour": "r", "city": "x", "days": ["mon", "tue"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Enter your full name."),
        ("name", "   ", "Enter your full name."),
        ("name", "x" * 21, "Full name must be 20 characters or fewer."),
        ("name", "Jo\x00Bloggs", "there is a character here we cannot keep"),
        ("name", "Jo\x1bBloggs", "there is a character here we cannot keep"),
        ("about", "x" * 31, "This must be 30 characters or fewer."),
        ("email", "", "Enter your e-mail address."),
        ("email", "jo@", "correct format"),
        ("email", "jo@example.org, mo@example.org", "correct format"),
        ("email", "jo@example.org\nBcc: all@example.org", "correct format"),
        ("ends", ["", "5", "2026"], "The last day must include a day, a month and a year"),
        ("ends", ["31", "4", "2026"], "The last day must be a real date."),
        ("born", ["", "", ""], "Enter your date of birth."),
        ("born", ["31", "2", "1990"], "Your date of birth must be a real date."),
        ("born", ["1", "", "1990"], "must include a day, a month and a year"),
        ("born", ["1", "May", "1990"], "must include a day, a month and a year"),
        ("born", ["1", "5", "90"], "must have a year between 1900 and 2100"),
        ("born", ["١", "5", "1990"], "must include a day, a month and a year"),
        ("born", ["1"], "must include a day, a month and a year"),
        ("born", ["9" * 20, "5", "1990"], "Your date of birth must be a real date."),
        ("born", ["1", "5", "9" * 5000], "Your date of birth must be a real date."),
        ("starts", "", "Enter when it starts."),
        ("starts", "later", "Enter a time, like 6:30pm or 18:30."),
        ("colour", "g", "Choose a colour."),
        ("city", "", "Choose a city."),
        ("city", "y", "Choose a city."),
        ("days", ["wed"], "Choose from the answers shown."),
    ],
)
def test_what_cannot_be_used_is_said_plainly(field: str, typed: Any, words: str) -> None:
    form = filled(**{field: typed})
    assert not form.validate()
    assert list(form.errors) == [field]
    assert words in str(form.errors[field][0])


@pytest.mark.parametrize("field", ["born", "starts", "colour"])
def test_a_field_that_was_not_sent_at_all_is_missing(field: str) -> None:
    pairs = [(name, one) for name, value in GOOD.items() for one in ([value] if isinstance(value, str) else value)]
    form = EveryField(MultiDict([pair for pair in pairs if pair[0] != field]))
    assert not form.validate()
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Jo  ", "Jo"), ("Sia\u0302n", "Siân"), ("José", "José"), ("Nguyễn", "Nguyễn"), ("O’Neill", "O’Neill")],
)
def test_names_are_kept_as_they_are_written(typed: str, kept: str) -> None:
    form = filled(name=typed)
    assert form.validate()
    assert form.name.data == kept


def test_an_address_is_kept_in_small_letters() -> None:
    form = filled(email=" Jo@Example.ORG ")
    assert form.validate()
    assert form.email.data == "jo@example.org"


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("18:30", time(18, 30)),
        ("18.30", time(18, 30)),
        ("6:30pm", time(18, 30)),
        ("6.30 PM", time(18, 30)),
        ("6pm", time(18)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("0:05", time(0, 5)),
        ("9", time(9)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, clock: time) -> None:
    form = filled(starts=typed)
    assert form.validate(), form.errors
    assert form.starts.data == clock


@pytest.mark.parametrize("typed", ["24:00", "13pm", "0am", "6:60", "6:5", "six", "18:30:00", "-1"])
def test_what_is_not_a_time_is_not_read(typed: str) -> None:
    with pytest.raises(ValueError, match="Enter a time"):
        fields.read_clock(typed)
