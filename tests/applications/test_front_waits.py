"""How long people wait: counted from the dated record, against numbers worked out by hand, and told in words."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application, stage_of
from volunteers import clock
from volunteers.applications import jobs
from volunteers.applications.models import StageWait
from volunteers.applications.queries import waits_of
from volunteers.applications.rules import Wait, days_in_words, wait_in_words
from volunteers.applications.rules.waiting import range_in_words
from volunteers.applications.service import measure_waits
from volunteers.strands.queries import get_strand

SPECIALS, WATCH = "special_constabulary", "farm_watch"
AT = clock.start_of_day(date(2026, 10, 1))


def came_to(stage: str, *, days: int, ended: date = date(2026, 9, 1), strand: str = SPECIALS) -> None:
    """An application that was so many days at each stage before this one, to which it came on a day."""
    before = [each.code for each in get_strand(strand).pipeline.path[1:]].index(stage)
    submitted_at = clock.start_of_day(ended) - timedelta(days=days * before)
    an_application(strand=strand, stage=stage, submitted_at=submitted_at, days_between=days)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (6, "6 days"), (7, "1 week"), (21, "3 weeks"), (56, "8 weeks"), (57, "2 months"), (91, "3 months")],
)
def test_days_in_words(days: int, words: str) -> None:
    assert days_in_words(days) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "less than a day"),
        (0, 1, "up to 1 day"),
        (2, 5, "2 to 5 days"),
        (3, 3, "about 3 days"),
        (6, 8, "about 1 week"),
        (2, 20, "up to 3 weeks"),
        (20, 36, "3 to 5 weeks"),
        (50, 56, "7 to 8 weeks"),
        (10, 90, "up to 3 months"),
        (70, 170, "2 to 6 months"),
        (358, 362, "about 12 months"),
    ],
)
def test_a_range_of_days_in_words(low: int, high: int, words: str) -> None:
    assert range_in_words(low, high) == words


@pytest.mark.parametrize(
    ("usual", "wait", "sentence"),
    [
        (21, Wait(10, 20, 36), "Most people at this stage wait 3 to 5 weeks"),
        (21, Wait(9, 20, 36), "About 3 weeks"),
        (21, None, "About 3 weeks"),
        (None, Wait(10, 20, 36), "Most people at this stage wait 3 to 5 weeks"),
    ],
)
def test_what_was_measured_is_told_from_ten_people_on(usual: int | None, wait: Wait | None, sentence: str) -> None:
    told = wait_in_words(usual, wait)
    assert told
    assert told.sentence == sentence
    assert told.is_measured == sentence.startswith("Most")


def test_a_stage_without_days_has_no_wait() -> None:
    assert wait_in_words(None, Wait(9, 1, 2)) is None


@pytest.mark.usefixtures("session")
def test_the_middle_half_of_those_who_passed() -> None:
    for days in (1, 10, 20, 30, 100):
        came_to("sift", days=days)
    came_to("interview", days=7, strand=SPECIALS)
    measure_waits(at=AT)
    # Six left the first stage: 1, 7, 10, 20, 30 and 100 days. One left the second.
    assert waits_of(SPECIALS) == {"submitted": Wait(6, 8, 28), "sift": Wait(1, 7, 7)}
    assert waits_of(WATCH) == {}


@pytest.mark.usefixtures("session")
def test_the_whole_way_of_those_appointed() -> None:
    came_to("appointed", days=10, strand=WATCH)
    came_to("appointed", days=20, strand=WATCH)
    measure_waits(at=AT)
    assert waits_of(WATCH)["appointed"] == Wait(2, 25, 35)


@pytest.mark.usefixtures("session")
def test_the_strands_are_counted_apart() -> None:
    came_to("visit", days=4, strand=WATCH)
    came_to("sift", days=9)
    measure_waits(at=AT)
    assert waits_of(WATCH) == {"submitted": Wait(1, 4, 4)}
    assert waits_of(SPECIALS) == {"submitted": Wait(1, 9, 9)}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("ended", "counted"),
    [
        (date(2024, 9, 30), False),
        (date(2024, 10, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_the_last_two_years_count(ended: date, counted: bool) -> None:
    came_to("sift", days=5, ended=ended)
    measure_waits(at=AT)
    assert ("submitted" in waits_of(SPECIALS)) == counted


@pytest.mark.usefixtures("session")
def test_a_refusal_was_waited_for_and_a_withdrawal_was_not() -> None:
    submitted = clock.start_of_day(date(2026, 8, 1))
    an_application(stage="unsuccessful", submitted_at=submitted, days_between=12)
    an_application(stage="withdrawn", submitted_at=submitted, days_between=2)
    measure_waits(at=AT)
    assert waits_of(SPECIALS) == {"submitted": Wait(1, 12, 12)}


@pytest.mark.usefixtures("session")
def test_someone_who_came_back_to_a_stage_waited_there_twice() -> None:
    found = an_application(stage="sift", submitted_at=clock.start_of_day(date(2026, 7, 1)), days_between=4)
    found.move_to(stage_of(found, "submitted"), by=None, at=clock.start_of_day(date(2026, 7, 8)))
    found.move_to(stage_of(found, "sift"), by=None, at=clock.start_of_day(date(2026, 7, 20)))
    measure_waits(at=AT)
    assert waits_of(SPECIALS) == {"submitted": Wait(2, 6, 10), "sift": Wait(1, 3, 3)}


def test_the_job_counts_twice_to_the_same_result(session: Session) -> None:
    came_to("sift", days=5, ended=clock.today() - timedelta(days=9))
    session.commit()
    jobs.measure_waits()
    before = waits_of(SPECIALS)
    jobs.measure_waits()
    assert waits_of(SPECIALS) == before == {"submitted": Wait(1, 5, 5)}
    assert session.scalar(select(func.count()).select_from(StageWait)) == 1
