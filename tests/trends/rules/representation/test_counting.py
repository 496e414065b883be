"""From answers and an age to one group of each characteristic, and what a tally keeps."""

from datetime import date

import pytest

from volunteers.monitoring.rules import PREFER_NOT_TO_SAY, QUESTIONS, Answers
from volunteers.trends.disclosure.quarters import Atom
from volunteers.trends.rules.representation.counting import (
    QUESTION_OF,
    Counted,
    add_up,
    age_on,
    groups_of,
    scope_of,
)
from volunteers.trends.rules.representation.groups import BY_SCOPE, NOT_ANSWERED
from volunteers.trends.rules.representation.tallies import SHORTEST, Event, EventKind, Tally, read_tally

SPECIALS, CADETS = "special_constabulary", "cadets"
ADULT = 40
DAY = date(2026, 5, 6)


def an_event(number: int = 1, *, of: str = "1", on: date = DAY, measure: str = "left") -> Event:
    return Event(EventKind.LEFT, number, on, of, measure, SPECIALS, "bristol", date(1986, 1, 1), (7, 5))


@pytest.mark.parametrize(
    ("condition", "day_to_day", "expected"),
    [
        ("yes", "a_lot", "disabled"), ("yes", "a_little", "disabled"), ("yes", "no", "not_disabled"),
        ("yes", PREFER_NOT_TO_SAY, PREFER_NOT_TO_SAY), ("yes", None, NOT_ANSWERED), ("no", None, "not_disabled"),
        (PREFER_NOT_TO_SAY, None, PREFER_NOT_TO_SAY), (None, None, NOT_ANSWERED),
    ],
)  # fmt: skip
def test_disabled_is_who_is_limited_by_a_lasting_condition(
    condition: str | None, day_to_day: str | None, expected: str
) -> None:
    given = {"condition": condition, "day-to-day": day_to_day}
    answers = Answers({code: value for code, value in given.items() if value})
    assert groups_of("adults", answers, ADULT)["disability"] == expected


@pytest.mark.parametrize(
    ("scope", "age", "expected"),
    [
        ("adults", 15, NOT_ANSWERED), ("adults", 16, "16_to_24"), ("adults", 24, "16_to_24"),
        ("adults", 25, "25_to_34"),
        ("adults", 64, "55_to_64"), ("adults", 65, "65_and_over"), ("adults", 99, "65_and_over"),
        ("adults", None, NOT_ANSWERED), ("cadets", 12, NOT_ANSWERED), ("cadets", 13, "13_to_15"),
        ("cadets", 15, "13_to_15"), ("cadets", 16, "16_to_17"), ("cadets", 17, "16_to_17"),
        ("cadets", 18, NOT_ANSWERED),
    ],
)  # fmt: skip
def test_an_age_outside_every_group_is_not_told(scope: str, age: int | None, expected: str) -> None:
    assert groups_of(scope, Answers(), age)["age"] == expected


@pytest.mark.parametrize(
    ("born", "day", "expected"),
    [
        (date(2000, 5, 6), date(2026, 5, 5), 25), (date(2000, 5, 6), date(2026, 5, 6), 26),
        (date(2004, 2, 29), date(2026, 2, 28), 21), (date(2004, 2, 29), date(2026, 3, 1), 22), (None, DAY, None),
    ],
)  # fmt: skip
def test_age_is_that_on_the_day(born: date | None, day: date, expected: int | None) -> None:
    assert age_on(born, day) == expected


@pytest.mark.parametrize("scope", ["adults", "cadets"])
def test_every_answer_there_is_counts_in_a_group_of_its_characteristic(scope: str) -> None:
    questions = {question.code: question for question in QUESTIONS}
    for characteristic in BY_SCOPE[scope]:
        if characteristic.code not in QUESTION_OF:
            continue
        question = questions[QUESTION_OF[characteristic.code]]
        for value in question.values:
            assert groups_of(scope, Answers({question.code: value}), ADULT)[characteristic.code] == value
    lost = groups_of(scope, Answers({"sex": "an answer of former lists"}), ADULT)
    assert lost["sex"] == NOT_ANSWERED


def test_who_says_nothing_is_counted_in_everything_once() -> None:
    counts = add_up(
        [Counted("applied", SPECIALS, "", Answers(), ADULT), Counted("left", CADETS, "bath", Answers(), 14)]
    )
    adults = {each.code: NOT_ANSWERED for each in BY_SCOPE["adults"]} | {"age": "35_to_44"}
    cadets = {each.code: NOT_ANSWERED for each in BY_SCOPE["cadets"]} | {"age": "13_to_15"}
    assert counts == {
        **{Atom("applied", SPECIALS, "", code, group): 1 for code, group in adults.items()},
        **{Atom("left", CADETS, "bath", code, group): 1 for code, group in cadets.items()},
    }
    assert (scope_of(CADETS), scope_of(SPECIALS), scope_of("farm_watch")) == ("cadets", "adults", "adults")


def told(tally: Tally) -> dict[str, int]:
    """How many were counted in each measure."""
    return {atom.measure: count for atom, count in tally.counts.items() if atom.characteristic == "religion"}


def test_an_event_is_counted_once_and_never_where_another_quarter_has() -> None:
    tally = Tally()
    tally.add([an_event()], {}, seen_before=set())
    tally.add([an_event(), an_event(2, of="2")], {}, seen_before={"left 2"})
    assert told(tally) == {"left": 1}
    assert tally.seen == {"left 1"}


def test_of_two_events_for_the_same_person_the_later_counts_and_both_are_done() -> None:
    tally = Tally()
    tally.add(
        [an_event(2, on=date(2026, 6, 1), measure="appointed"), an_event(1, measure="lost:vetting")], {},
        seen_before=set(),
    )  # fmt: skip
    assert told(tally) == {"appointed": 1}
    assert tally.seen == {"left 1", "left 2"}
    tally.add([an_event(3, on=date(2026, 6, 9), measure="lost:vetting")], {}, seen_before=set())
    assert told(tally) == {"appointed": 1}, "what was counted by answers now past finding stands"


def test_the_answers_are_those_of_the_newest_application_that_has_any() -> None:
    for answers, expected in (
        ({5: Answers({"sex": "male"}), 7: Answers({"sex": "female"})}, "female"),
        ({5: Answers({"sex": "male"}), 9: Answers({"sex": "female"})}, "male"),
        ({9: Answers({"sex": "female"})}, NOT_ANSWERED),
    ):
        tally = Tally()
        tally.add([an_event()], answers, seen_before=set())
        assert tally.counts[Atom("left", SPECIALS, "bristol", "sex", expected)] == 1


def test_a_tally_comes_back_from_its_document_and_its_length_says_nothing() -> None:
    small, large = Tally(), Tally()
    small.add([an_event()], {}, seen_before=set())
    large.add([an_event(number, of=str(number)) for number in range(3_000)], {}, seen_before=set())
    for tally in (Tally(), small, large):
        assert read_tally(tally.to_bytes()) == tally
        assert len(tally.to_bytes()) == SHORTEST
    final = read_tally(large.to_bytes(is_final=True))
    assert (final.counts, final.seen, final.owners) == (large.counts, large.seen, set())
