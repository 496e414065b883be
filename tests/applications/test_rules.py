"""What an application lacks, how it reads, and when another may be begun: values in and out."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.applications.answers import answers_of
from volunteers.applications.rules import (
    ALPHABET,
    REFERENCE,
    AnswerInWords,
    Change,
    Earlier,
    SectionState,
    about,
    answered_by,
    answers_in_words,
    copies_of,
    days_ahead,
    days_in_words,
    eligibility_answers,
    first_unanswered,
    missing_questions,
    progress_of,
    reference_of,
    refusals_to_apply,
    refusals_to_submit,
    standing_of,
    verdict_of,
)
from volunteers.strands.queries import get_by_slug, get_strand
from volunteers.strands.rules import Outcome

SPECIALS = get_strand("special_constabulary")
TODAY = date(2026, 10, 25)
AREAS = {"bristol": "Bristol"}


def answers(**changed: Any) -> dict[str, Any]:
    """A whole form with some answers changed, or taken away with None; underscores stand for hyphens."""
    given = {**answers_of(), **{question.replace("_", "-"): values for question, values in changed.items()}}
    return {question: values for question, values in given.items() if values is not None}


@pytest.mark.parametrize("letter", "AEIOU01")
def test_a_reference_has_no_vowel_and_nothing_that_looks_like_another(letter: str) -> None:
    assert letter not in ALPHABET


def test_a_reference_is_written_in_groups() -> None:
    assert reference_of("SC", list("7KX4M2QP")) == "SC-7KX4-M2QP"
    assert REFERENCE.fullmatch("SC-7KX4-M2QP")
    assert not REFERENCE.fullmatch("SC-7KX4-M2Q0")


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (6, "6 days"), (7, "1 week"), (14, "2 weeks"), (56, "8 weeks"), (60, "2 months"), (265, "9 months")],
)
def test_a_wait_is_said_as_people_say_it(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_the_whole_way_is_the_sum_of_its_open_stages() -> None:
    assert days_ahead(SPECIALS.pipeline) == sum(stage.usual_days or 0 for stage in SPECIALS.pipeline.open_stages) > 0


@pytest.mark.parametrize(
    ("changed", "section", "state"),
    [
        ({}, "about-you", SectionState.COMPLETED),
        ({"name": None}, "about-you", SectionState.IN_PROGRESS),
        ({"driving": None}, "driving", SectionState.NOT_STARTED),
        ({"date_of_birth": None}, "eligibility", SectionState.IN_PROGRESS),
        ({"occupation": {"answer": "bailiff"}}, "eligibility", SectionState.PROBLEM),
        ({"date_of_birth": {"birth_date": "2010-01-01"}}, "eligibility", SectionState.PROBLEM),
        ({"declaration": None}, "declaration", SectionState.NOT_STARTED),
        ({"declaration": None, "driving": None}, "declaration", SectionState.CANNOT_START),
        ({"occupation": {"answer": "bailiff"}}, "declaration", SectionState.CANNOT_START),
    ],
)
def test_where_a_section_stands(changed: dict[str, Any], section: str, state: SectionState) -> None:
    found = {each.section.code: each for each in progress_of(SPECIALS, answers(**changed), TODAY)}
    assert found[section].state is state


@pytest.mark.parametrize(
    ("changed", "section", "opens"),
    [
        ({}, "about-you", "name"),
        ({"address": None}, "about-you", "address"),
        ({"occupation": {"answer": "bailiff"}}, "eligibility", "occupation"),
    ],
)
def test_a_section_opens_at_what_is_missing_or_wrong(changed: dict[str, Any], section: str, opens: str) -> None:
    found = {each.section.code: each.opens for each in progress_of(SPECIALS, answers(**changed), TODAY)}
    assert found[section] == opens


def test_a_question_of_age_is_answered_by_the_date_of_birth() -> None:
    assert answered_by("age", SPECIALS) == "date-of-birth"
    assert answered_by("name", SPECIALS) == "name"
    assert eligibility_answers(SPECIALS, answers())["age"] == date(1990, 12, 10)
    assert missing_questions(SPECIALS, answers(date_of_birth=None)) == ["age", "date-of-birth"]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"declaration": None}, ["not_declared"]),
        ({"declaration": {"true": False}}, ["not_declared"]),
        ({"name": None}, ["name_missing"]),
        ({"occupation": {"answer": "bailiff"}}, ["occupation_stops"]),
        ({"convictions": {"answer": "yes"}}, ["offences_missing"]),
        ({"date_of_birth": {"birth_date": "2008-10-26"}}, ["age_stops"]),
        ({"date_of_birth": {"birth_date": "2008-10-25"}}, []),
        ({"name": None, "finance": {"answer": "bankrupt"}, "declaration": None},
         ["name_missing", "finance_stops", "not_declared"]),
    ],
)  # fmt: skip
def test_what_keeps_an_application_from_being_sent(changed: dict[str, Any], codes: list[str]) -> None:
    refusals = refusals_to_submit(SPECIALS, answers(**changed), titles={"name": "Name"}, on=TODAY)
    assert [refusal.code for refusal in refusals] == codes


@pytest.mark.parametrize(
    ("earlier", "serves", "codes", "clears"),
    [
        ([], False, [], None),
        ([], True, ["already_serving"], None),
        ([Earlier(date(2026, 4, 26), date(2026, 10, 26))], False, ["too_soon"], date(2026, 10, 26)),
        ([Earlier(date(2026, 4, 25), date(2026, 10, 25))], False, [], None),
        ([Earlier(date(2026, 9, 1), date(2027, 3, 1)), Earlier(date(2020, 1, 1), date(2020, 7, 1))], False,
         ["too_soon"], date(2027, 3, 1)),
    ],
)  # fmt: skip
def test_when_another_application_may_be_begun(
    earlier: list[Earlier], serves: bool, codes: list[str], clears: date | None
) -> None:
    refusals = refusals_to_apply(SPECIALS, earlier=earlier, serves=serves, on=TODAY)
    assert [refusal.code for refusal in refusals] == codes
    assert [refusal.clears_on for refusal in refusals] == ([clears] if codes else [])


ELIGIBLE = eligibility_answers(SPECIALS, answers_of())


@pytest.mark.parametrize(
    ("changed", "outcome", "from_on"),
    [
        ({}, Outcome.PASS, None),
        ({"convictions": "yes"}, Outcome.REFER, None),
        ({"convictions": None}, Outcome.UNANSWERED, None),
        ({"occupation": "bailiff", "convictions": None}, Outcome.NO, None),
        ({"age": date(2010, 3, 2)}, Outcome.NOT_YET, date(2028, 3, 2)),
        ({"age": date(2010, 3, 2), "finance": "bankrupt"}, Outcome.NOT_YET, None),
        ({"age": date(2010, 3, 2), "occupation": "bailiff"}, Outcome.NO, None),
    ],
)
def test_what_the_eligibility_answers_come_to(changed: dict[str, Any], outcome: Outcome, from_on: date | None) -> None:
    verdict = verdict_of(SPECIALS, {**ELIGIBLE, **changed}, TODAY)
    assert (verdict.outcome, verdict.from_on) == (outcome, from_on)
    assert verdict.may_go_on == (outcome in (Outcome.PASS, Outcome.REFER))


def test_the_next_eligibility_question_is_the_first_without_an_answer() -> None:
    assert first_unanswered(SPECIALS, {}, TODAY) == "age"
    assert first_unanswered(SPECIALS, {**ELIGIBLE, "finance": None}, TODAY) == "finance"
    assert first_unanswered(SPECIALS, ELIGIBLE, TODAY) == "age"


def rows(**changed: Any) -> dict[str, AnswerInWords]:
    sections = answers_in_words(SPECIALS, answers(**changed), areas=AREAS)
    return {row.question: row for section in sections for row in section.rows}


@pytest.mark.parametrize(
    ("question", "values", "lines"),
    [
        ("name", {"last_name": "Suharto"}, ("Suharto",)),
        ("name", {"first_name": "Ada", "last_name": "O’Brien", "preferred_name": "Countess"},
         ("Ada O’Brien", "Likes to be called: Countess")),
        ("date-of-birth", {"birth_date": "2000-02-29"}, ("29 February 2000",)),
        ("birthplace", {"town": "Cork", "country": "Ireland"}, ("Cork, Ireland",)),
        ("driving", {"licence": "none", "number": ""}, ("No",)),
        ("employment", {"occupation": "Student", "employer": "", "history": "a\nb"}, ("Student", "a", "b")),
        ("tattoos", {"any": "yes", "describe": "A rose"}, ("Yes", "A rose")),
        ("availability", {"hours": 16, "when": ["weekends"]}, ("16 hours a month", "Weekends")),
        ("area", {"area": "bristol"}, ("Bristol",)),
        ("area", {"area": "gone"}, ("gone",)),
        ("heard-about", {"source": "other", "other": "A dream"}, ("In another way", "A dream")),
        ("contact", {"phone": "07700 900 982"}, ("07700 900 982",)),
        ("occupation", {"answer": "none"}, ("None of these",)),
        ("education", {"education": ""}, ("Nothing to add",)),
    ],
)  # fmt: skip
def test_an_answer_reads_as_it_was_given(question: str, values: dict[str, Any], lines: tuple[str, ...]) -> None:
    assert rows(**{question: values})[question].lines == lines


def test_a_missing_answer_is_shown_as_missing_and_age_once() -> None:
    found = rows(name=None)
    assert found["name"].is_missing
    assert not found["address"].is_missing
    assert "age" not in found
    assert "declaration" not in found


def test_the_columns_follow_the_answers() -> None:
    copied = copies_of(answers(), reference="SC-7KX4-M2QP", email="ada@example.com")
    assert (copied.first_name, copied.birth_date, copied.area) == ("Ada", date(1990, 12, 10), "bristol")
    assert copied.search_words == "ada lovelace sc-7kx4-m2qp ada@example.com"
    assert copies_of({}, reference="SC-1", email="a@b").search_words == "sc-1 a@b"


def at(day: int) -> datetime:
    return datetime(2026, 10, day, 12, tzinfo=UTC)


def test_the_way_shows_what_is_done_what_is_now_and_what_is_ahead() -> None:
    changes = [Change("submitted", at(1)), Change("sift", at(5))]
    standing = standing_of(SPECIALS, stage="sift", since=date(2026, 10, 5), changes=changes, on=date(2026, 10, 6))
    assert [(step.stage.code, step.is_done, step.is_now) for step in standing.way][:3] == [
        ("submitted", True, False),
        ("sift", False, True),
        ("interview", False, False),
    ]
    assert (standing.who_next, standing.usual_wait, standing.usual_by) == ("You", "2 weeks", date(2026, 10, 19))
    assert [each.words for each in standing.happened] == ["Moved on to: Online assessment", "You sent your application"]
    assert [check.code for check in standing.gathers] == ["sift"]
    assert not standing.is_slow


def test_past_its_usual_days_an_application_is_slow() -> None:
    standing = standing_of(SPECIALS, stage="sift", since=date(2026, 10, 1), changes=[], on=date(2026, 10, 16))
    assert standing.is_slow


@pytest.mark.parametrize(("stage", "words"), [("withdrawn", "was withdrawn"), ("unsuccessful", "was not successful")])
def test_an_ended_application_shows_how_far_it_came(stage: str, words: str) -> None:
    changes = [Change("submitted", at(1)), Change(stage, at(5))]
    standing = standing_of(SPECIALS, stage=stage, since=date(2026, 10, 5), changes=changes, on=TODAY)
    assert [step.stage.code for step in standing.way] == ["submitted"]
    assert words in standing.happened[0].words
    assert not standing.gathers


@pytest.mark.parametrize(
    ("slug", "ages"),
    [("special-constabulary", "18 or over"), ("cadets", "13 to 17")],
)
def test_a_card_says_what_helps_to_choose(slug: str, ages: str) -> None:
    assert about(get_by_slug(slug)).ages == ages
