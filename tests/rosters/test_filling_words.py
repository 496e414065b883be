"""What a proposal says of itself: how good it is, and why a place stays empty, in words that anyone understands."""

import pytest

from volunteers.rosters.rules.filling import REASON_CODES
from volunteers.rosters.rules.how_good import BEST, KEPT, LONGER, filled_words, how_good, so_far
from volunteers.rosters.rules.why_empty import CAUSES, NOBODY, Where, explained, said
from volunteers.rosters.solver.solution import Reason

SHARE = "That is at least 99% of the best any roster could do;"


@pytest.mark.parametrize(
    ("filled", "places", "words"),
    [
        (0, 0, "There is no free place to fill"),
        (0, 1, "The free place cannot be filled"),
        (0, 8, "None of 8 free places can be filled"),
        (1, 1, "The one free place can be filled"),
        (52, 60, "52 of 60 free places can be filled"),
        (1200, 1200, "All 1,200 free places can be filled"),
    ],
)
def test_what_was_found_is_said_in_places(filled: int, places: int, words: str) -> None:
    assert filled_words(filled, places) == words


@pytest.mark.parametrize(
    ("filled", "weight", "bound", "words"),
    [
        (60, 240, 240, KEPT),
        (60, 240, 250, KEPT),  # every place is filled: there is nothing more to prove
        (52, 208, 208, BEST),
        (52, 208, None, ""),
        (52, 199, 200, f"{SHARE} important duties count for more. {LONGER}"),
        (0, 0, 200, f"It is not known how much better a roster could be. {LONGER}"),
    ],
)  # fmt: skip
def test_how_good_it_is_is_never_said_better_than_is_proved(
    filled: int, weight: int, bound: int | None, words: str
) -> None:
    assert how_good(filled=filled, places=60, weight=weight, bound=bound) == words


@pytest.mark.parametrize(
    ("weight", "bound", "words"),
    [
        (0, None, ""),
        (0, 0, ""),
        (199, 200, "That is at least 99% of the best any roster could do."),
        (200, 200, "No better one is possible; now it looks for fairer shares and shorter ways."),
    ],
)
def test_so_does_it_while_it_is_looking(weight: int, bound: int | None, words: str) -> None:
    assert so_far(weight=weight, bound=bound) == words


def test_every_reason_has_words_someone_who_can_help_and_a_page() -> None:
    assert list(CAUSES) == list(REASON_CODES)
    for code, cause in CAUSES.items():
        assert cause.remedy.endswith("."), code
        assert cause.link, code
        assert not set("_") & set(f"{cause.one} {cause.many} {cause.remedy}"), code


@pytest.mark.parametrize(
    ("volunteers", "only", "words"),
    [
        (1, 1, "1 volunteer is on another duty at that time. Nothing else stops them."),
        (1, 0, "1 volunteer is on another duty at that time."),
        (1200, 0, "1,200 volunteers are on other duties at that time."),
        (41, 38, "41 volunteers are on other duties at that time. Nothing else stops 38 of them."),
        (41, 41, "41 volunteers are on other duties at that time. Nothing else stops them."),
    ],
)
def test_a_reason_counts_whom_it_stops_and_whom_it_alone_stops(volunteers: int, only: int, words: str) -> None:
    assert said(Reason("elsewhere", volunteers, only)).words == words


def test_what_stops_people_alone_comes_first_and_in_full_and_the_rest_after_it() -> None:
    reasons = [Reason("rest", 9, 5), Reason("busy", 30, 2), Reason("grade", 4, 1), Reason("qualification", 50, 0)]
    first, others = explained(reasons)
    assert [one.where for one in first] == [Where.CALENDAR, Where.DUTY]
    assert [one.people.split()[0] for one in (*first, *others)] == ["9", "30", "4", "50"]


def test_where_nothing_stops_anyone_alone_what_stops_most_comes_first() -> None:
    first, others = explained([Reason("grade", 4, 0), Reason("qualification", 50, 0), Reason("rest", 9, 0)])
    assert [one.people.split()[0] for one in (*first, *others)] == ["50", "9", "4"]


def test_where_there_is_nobody_at_all_that_is_the_reason() -> None:
    assert explained([]) == ((NOBODY,), ())
