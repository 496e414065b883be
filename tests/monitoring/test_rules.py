"""Who is asked which question, what an answer is, and how a row is named."""

import csv
from datetime import date
from itertools import pairwise

import pytest

from config import ROOT
from volunteers.monitoring.models import EqualityAnswer
from volunteers.monitoring.rules import (
    BACKGROUNDS,
    COUNTED,
    INTAKE,
    NOT_ANSWERED,
    PREFER_NOT_TO_SAY,
    QUESTIONS,
    SEALED,
    Answers,
    Question,
    after,
    asked,
    before,
    financial_year,
    find_asked,
    in_words,
    key_for,
    may_ask,
    token_of,
)

BY_CODE = {question.code: question for question in QUESTIONS}
ADULT = 30
KEY = b"k" * 32
CENSUS = ROOT / "volunteers" / "trends" / "published" / "census2021_avon_somerset_baseline.csv"
# 18 codes of self-defined ethnicity, and NS for "not stated": 18+1.
POLICE_CODES = [
    "W1",
    "W2",
    "W3",
    "W9",
    "M1",
    "M2",
    "M3",
    "M9",
    "A1",
    "A2",
    "A3",
    "A4",
    "A9",
    "B1",
    "B2",
    "B9",
    "O2",
    "O9",
]


def answered(**values: str) -> Answers:
    answers = Answers()
    for name, value in values.items():
        answers = answers.answered(BY_CODE[name.replace("_", "-")], value)
    return answers


def codes(questions: list[Question]) -> list[str]:
    return [question.code for question in questions]


@pytest.mark.parametrize(
    ("age", "ask_children", "expected"), [(18, False, True), (17, False, False), (13, False, False), (13, True, True)]
)
def test_children_are_asked_only_where_the_force_approved(age: int, ask_children: bool, expected: bool) -> None:
    assert may_ask(age, ask_children=ask_children) is expected


@pytest.mark.parametrize(
    ("answers", "age", "expected"),
    [
        (Answers(), ADULT, "ethnic-group sex gender-identity condition religion sexual-orientation"),
        (Answers(), 15, "ethnic-group sex condition religion"),
        (Answers(), 16, "ethnic-group sex gender-identity condition religion sexual-orientation"),
        (
            answered(ethnic_group="mixed"),
            ADULT,
            "ethnic-group ethnic-background sex gender-identity condition religion sexual-orientation",
        ),
        (
            answered(ethnic_group=PREFER_NOT_TO_SAY, condition="yes"),
            ADULT,
            "ethnic-group sex gender-identity condition day-to-day religion sexual-orientation",
        ),
        (answered(condition="no"), 15, "ethnic-group sex condition religion"),
    ],
)
def test_what_is_asked_follows_age_and_answers(answers: Answers, age: int, expected: str) -> None:
    assert codes(asked(answers, age)) == expected.split()


def test_each_question_leads_to_the_next_and_back() -> None:
    answers = answered(ethnic_group="white", condition="yes")
    order = asked(answers, ADULT)
    for one, following in pairwise(order):
        assert after(one, answers, ADULT) == following
        assert before(following, answers, ADULT) == one
    assert before(order[0], answers, ADULT) is None
    assert after(order[-1], answers, ADULT) is None


@pytest.mark.parametrize("group", BACKGROUNDS)
def test_the_background_is_asked_with_the_list_of_the_group(group: str) -> None:
    question = find_asked("ethnic-background", answered(ethnic_group=group), ADULT)
    assert question is not None
    assert [choice.value for choice in question.choices] == [
        *(choice.value for choice in BACKGROUNDS[group]), PREFER_NOT_TO_SAY
    ]  # fmt: skip
    assert question.choices[-2].own_words, "the last background can be described in one's own words"
    with pytest.raises(ValueError, match="is not an answer"):
        answered(ethnic_group=group).answered(BY_CODE["ethnic-background"], "moon")


def test_a_background_of_another_group_is_no_answer() -> None:
    with pytest.raises(ValueError, match="'arab' is not an answer"):
        answered(ethnic_group="white", ethnic_background="arab")


def test_a_background_goes_with_its_group_and_its_description_too() -> None:
    given = answered(ethnic_group="asian").answered(BY_CODE["ethnic-background"], "asian_other", "Nepali")
    assert given.own_words == {"ethnic-background": "Nepali"}
    assert given.answered(BY_CODE["ethnic-group"], "asian") == given
    for change in ("black", PREFER_NOT_TO_SAY, None):
        left = given.answered(BY_CODE["ethnic-group"], change)
        assert "ethnic-background" not in left.values
        assert not left.own_words


def test_own_words_are_kept_only_beside_an_answer_that_asks_for_them() -> None:
    assert Answers().answered(BY_CODE["religion"], "sikh", "words").own_words == {}
    assert Answers().answered(BY_CODE["religion"], "other", "Jain").own_words == {"religion": "Jain"}


def test_prefer_not_to_say_is_an_answer_and_a_skipped_question_is_none() -> None:
    said, skipped = answered(sex=PREFER_NOT_TO_SAY), answered(sex="male").answered(BY_CODE["sex"], None)
    assert said.values == {"sex": PREFER_NOT_TO_SAY}
    assert not said.is_empty
    assert skipped.is_empty
    words = {line.question.code: line.words for line in in_words(said, ADULT)}
    assert words["sex"] == "Prefer not to say"
    assert words["religion"] == NOT_ANSWERED


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
def test_every_question_can_be_declined_last_and_has_its_column(question: Question) -> None:
    assert question.choices[-1].value == PREFER_NOT_TO_SAY
    assert len(question.values) == len(question.choices)
    assert question.column in EqualityAnswer.__table__.columns


def test_the_backgrounds_are_those_of_the_census_and_of_18_plus_1() -> None:
    with CENSUS.open() as lines:
        rows = csv.DictReader(lines)
        census = {row["category"] for row in rows if row["characteristic"] == "ethnic_group_19"}
    backgrounds = [choice for group in BACKGROUNDS.values() for choice in group]
    assert len(backgrounds) == len(census) == 19
    assert sorted({choice.police_code for choice in backgrounds}) == sorted(POLICE_CODES)
    assert BY_CODE["ethnic-background"].choices[-1].police_code == "NS"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2026, 12, 31), 2026)]
)
def test_a_financial_year_begins_in_april(day: date, year: int) -> None:
    assert financial_year(day) == year


def test_a_name_differs_by_application_table_and_key_and_is_always_the_same() -> None:
    names = {
        token_of(table, number, key) for table in (INTAKE, COUNTED) for number in (1, 2) for key in (KEY, b"o" * 32)
    }
    assert len(names) == 8
    assert token_of(INTAKE, 1, KEY) == token_of(INTAKE, 1, KEY)
    assert len({key_for(label, KEY) for label in (INTAKE, COUNTED, SEALED)} | {KEY}) == 4
