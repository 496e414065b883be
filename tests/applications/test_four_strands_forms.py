"""What each question of four strands takes, and what it says when it cannot."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField

from tests.applications import (
    walk_community_speedwatch,
    walk_farm_watch,
    walk_neighbourhood_watch,
    walk_support_volunteers,
)
from tests.references.naughty import KEPT, REFUSED
from volunteers.applications.steps import get_step
from volunteers.strands.queries import get_by_slug
from volunteers.web.fields import tidy

PSV, NW = walk_support_volunteers.DRIVER, walk_neighbourhood_watch.STARTING
FARM, CSW = walk_farm_watch.FARM, walk_community_speedwatch.STARTING
WALKS = (PSV, NW, walk_neighbourhood_watch.JOINING, FARM, CSW, walk_community_speedwatch.JOINING)
SHARED = {"name", "date-of-birth", "address", "contact", "adjustments", "heard-about"}
# One page of each question: the first of several items, and never a list of them.
PAGES = {
    (walk.slug, page.partition("/")[0]): typed
    for walk in reversed(WALKS)
    for page, typed in reversed(walk.typed.items())
    if page.partition("/")[0] not in SHARED and (page.endswith("/1") or f"{page}/1" not in walk.typed)
    and page.partition("/")[2] in ("", "1")
}  # fmt: skip
POINTS = "Enter the penalty points as a whole number from 0 to 24."
HOUSEHOLDS = "Enter the households as a whole number from 2 to 5,000, like 25."
LIKE_AN_ADDRESS = "Enter an e-mail address in the correct format, like name@example.com."
LIKE_A_PHONE = "Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192."
NOT_KEPT = "Use letters, numbers and punctuation only: there is a character here we cannot keep."


# Some questions find their choices in the database.
pytestmark = pytest.mark.usefixtures("session")


def sent(app: Flask, slug: str, question: str, **typed: Any) -> Any:
    """The form of a question after this was sent to it, CSRF aside."""
    data = MultiDict({**PAGES[slug, question], **typed})
    with app.test_request_context(method="POST", data=data):
        form = get_step(get_by_slug(slug), question).form.filled({})
        form.validate()
        form.csrf_token.errors = []
        return form


def errors(form: Any) -> list[str]:
    return [problem["text"] for problem in form.problems()]


def text_fields(form: Any) -> list[str]:
    """The fields that take any words at all."""
    return [field.name for field in form.answers if isinstance(field, StringField | TextAreaField)]


each_page = pytest.mark.parametrize(("slug", "question"), PAGES, ids=["-".join(page) for page in PAGES])


@each_page
def test_a_good_answer_is_taken_and_comes_back_as_it_is_stored(app: Flask, slug: str, question: str) -> None:
    form = sent(app, slug, question)
    assert errors(form) == []
    stored = form.values()
    with app.test_request_context():
        again = get_step(get_by_slug(slug), question).form.filled(stored)
    for field in again.answers:
        if isinstance(stored[field.name], str | list):
            now = field.data.isoformat() if hasattr(field.data, "isoformat") else field.data or ""
            assert now == stored[field.name], field.name


@each_page
def test_nothing_at_all_is_refused_in_words(app: Flask, slug: str, question: str) -> None:
    with app.test_request_context(method="POST", data={}):
        form = get_step(get_by_slug(slug), question).form.filled({})
        form.validate()
        form.csrf_token.errors = []
        assert errors(form)
        assert all(error.endswith((".", "mph.")) and error[0].isupper() for error in errors(form))


@each_page
def test_naughty_words_are_kept_letter_for_letter_or_refused_in_words(app: Flask, slug: str, question: str) -> None:
    for name in text_fields(sent(app, slug, question)):
        for words in KEPT:
            form = sent(app, slug, question, **{name: words})
            assert form[name].errors or not form.values()[name] or form.values()[name] == tidy(words), (name, words)
        for words in REFUSED:
            assert sent(app, slug, question, **{name: words})[name].errors, (name, words)


@each_page
def test_what_is_too_long_is_refused(app: Flask, slug: str, question: str) -> None:
    for name in text_fields(sent(app, slug, question)):
        assert sent(app, slug, question, **{name: "x" * 4_001})[name].errors, name


@each_page
def test_an_answer_that_was_not_offered_is_refused(app: Flask, slug: str, question: str) -> None:
    form = sent(app, slug, question)
    for field in form.answers:
        if hasattr(field, "choices"):
            for wrong in ("forged", "", "yes' OR 1=1"):
                again = sent(app, slug, question, **{field.name: wrong})
                assert again[field.name].errors, (field.name, wrong)


def test_plain_lines_take_two_hundred_letters_and_an_apostrophe(app: Flask) -> None:
    for slug, question, name in (
        (PSV.slug, "referees", "name"), (PSV.slug, "work", "occupation"), (NW.slug, "streets", "street"),
        (FARM.slug, "holding", "name"), (FARM.slug, "premises", "name"), (CSW.slug, "team", "name"),
        (CSW.slug, "sites", "road"),
    ):  # fmt: skip
        for words in ("O’Brien's", "陈" * 200):
            form = sent(app, slug, question, **{name: words})
            assert errors(form) == []
            assert form.values()[name] == words
        assert errors(sent(app, slug, question, **{name: "x" * 201}))[0].endswith("200 characters or fewer.")


@pytest.mark.parametrize(
    ("slug", "question", "typed", "said"),
    [
        (PSV.slug, "role", {"role": "chief"}, "Choose the role you would like most."),
        (PSV.slug, "other-roles", {"roles": ["none", "driver"]},
         "Choose other roles, or “No, only the one I chose”, but not both."),
        (PSV.slug, "driver", {"since": ["31", "2012"]}, "Enter a month and a year in numbers, like 3 2015."),
        (PSV.slug, "driver", {"since": ["1", "0001"]}, "Enter a month and a year in numbers, like 3 2015."),
        (PSV.slug, "driver", {"since": ["1", "2099"]}, "The month when you got your full licence must be in the past."),
        (PSV.slug, "driver", {"since": ["", ""]}, "Enter the month and year when you got your full licence."),
        (PSV.slug, "driver", {"number": "a-1"},
         "Enter your licence number as on the card: 5 to 20 letters and numbers."),
        (PSV.slug, "driver", {"points": "none"}, POINTS),
        (PSV.slug, "driver", {"points": "-1"}, POINTS),
        (PSV.slug, "driver", {"points": "25"}, POINTS),
        (PSV.slug, "driver", {"points": "٣"}, POINTS),
        (PSV.slug, "conflicts", {"any": "yes", "what": " "}, "Tell us what it is."),
        (PSV.slug, "referees", {"email": "mary"}, LIKE_AN_ADDRESS),
        (PSV.slug, "referees", {"phone": "ring me"}, LIKE_A_PHONE),
        (PSV.slug, "referees", {"relation": "family"},
         "A referee cannot be in your family or be your partner. Name someone else."),
        (PSV.slug, "referees", {"years_known": "long"}, "Enter the years as a whole number, like 3."),
        (PSV.slug, "referees", {"years_known": "91"}, "Enter the years as a whole number, like 3."),
        (NW.slug, "households", {"households": "1"}, HOUSEHOLDS),
        (NW.slug, "households", {"households": "about 20"}, HOUSEHOLDS),
        (NW.slug, "known-scheme", {"which": ""}, "Tell us where the scheme is, or who runs it."),
        (NW.slug, "unit", {"place": " "}, "Tell us which street, village or town."),
        (FARM.slug, "holding", {"other": ""}, "Tell us what else you keep or grow."),
        (FARM.slug, "holding", {"number": "12/34/5678"}, "Enter the CPH number like 12/345/6789, or leave it empty."),
        (FARM.slug, "premises", {"typed": "by the oak"},
         "Enter a grid reference like ST 123 456, or latitude and longitude like 51.4545, -2.5879."),
        (FARM.slug, "premises", {"typed": "XX 123 456"},
         "There is no land in the map square XX. Check the two letters."),
        (FARM.slug, "channels", {"mobile": ""}, "Enter the mobile number that we may send texts to."),
        (FARM.slug, "channels", {"mobile": "my son’s"}, LIKE_A_PHONE),
        (FARM.slug, "channels", {"by": ["phone"], "phone": ""}, "Enter the number that we may ring."),
        (FARM.slug, "consent", {"agreed": []},
         "Tick the box to say that you agree. Alerts are what Farm Watch is for."),
        (CSW.slug, "team", {"email": "a@b"}, LIKE_AN_ADDRESS),
        (CSW.slug, "sites", {"limit": "60"}, "Choose the speed limit: 20, 30 or 40 mph."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_plainly(app: Flask, slug: str, question: str, typed: dict[str, Any], said: str) -> None:
    assert errors(sent(app, slug, question, **typed)) == [said]


@pytest.mark.parametrize(
    ("slug", "question", "typed", "stored"),
    [
        (PSV.slug, "role", {}, {"role": "driver", "name": "Volunteer driver"}),
        (PSV.slug, "other-roles", {"roles": ["none"]}, {"roles": ["none"], "names": []}),
        (PSV.slug, "driver", {"number": "lovel-952100 a99yz"},
         {"since": "2012-03-01", "number": "LOVEL952100A99YZ", "points": 3, "vehicles": ["b", "d1"]}),
        (PSV.slug, "conflicts", {"any": "no", "what": "left over"}, {"any": "no", "what": ""}),
        (NW.slug, "households", {"households": "1,200"}, {"households": 1200}),
        (NW.slug, "known-scheme", {"known": "no", "which": "left over"}, {"known": "no", "which": ""}),
        (NW.slug, "unit", {}, {"scheme": "none", "place": "Mill Lane, Bedminster", "unit": "", "name": ""}),
        (FARM.slug, "holding", {"farmed": ["pigs"], "other": "left over", "number": ""},
         {"name": "Manor Farm", "farmed": ["pigs"], "other": "", "number": ""}),
        (FARM.slug, "holding", {"farmed": ["pigs"]},
         {"name": "Manor Farm", "farmed": ["pigs"], "other": "", "number": "36/123/4567"}),
        (FARM.slug, "channels", {"by": ["email"], "mobile": "left over", "phone": "left over"},
         {"by": ["email"], "mobile": "", "phone": ""}),
    ],
)  # fmt: skip
def test_what_is_stored_is_plain(
    app: Flask, slug: str, question: str, typed: dict[str, Any], stored: dict[str, Any]
) -> None:
    form = sent(app, slug, question, **typed)
    assert errors(form) == []
    assert form.values() == stored


def test_every_question_but_those_of_eligibility_and_the_declaration_is_tried_here() -> None:
    for walk in WALKS:
        strand = get_by_slug(walk.slug)
        asked = {question for section in strand.asks for question in section.questions}
        by_rule = {rule.question for rule in strand.eligibility}
        tried = {question for slug, question in PAGES if slug == walk.slug}
        assert asked - by_rule - SHARED - {"declaration"} == tried
