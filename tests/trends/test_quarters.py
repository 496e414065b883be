"""Counting quarters: everyone once, in whatever order links are cut, quarters frozen and events recorded."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.trends.counted import (
    CADETS,
    SPECIALS,
    Life,
    at_noon,
    by_sex,
    counts_of,
    live,
    lives,
    moved,
    night,
    sent,
    serves,
    totals,
)
from volunteers.extensions import db
from volunteers.monitoring.queries import answers_by_application, own_answers
from volunteers.people.models import PostingPeriod
from volunteers.trends.disclosure.quarters import Atom, QuarterCounts, before
from volunteers.trends.models import CountedQuarter
from volunteers.trends.queries.quarter_counts import frozen_quarters, has_frozen
from volunteers.trends.rules.representation.tallies import SHORTEST
from volunteers.trends.service.quarters import MOST_QUARTERS, freeze_due

JUNE, SEPTEMBER = date(2025, 6, 30), date(2025, 9, 30)
APRIL, MAY, JULY, AUGUST = date(2025, 4, 14), date(2025, 5, 14), date(2025, 7, 14), date(2025, 8, 14)
THEN = date(2025, 7, 1)
LATER = date(2025, 10, 1)


def test_a_small_world_counted_by_hand(session: Session) -> None:
    sent(APRIL, sex="female")
    moved(sent(APRIL, sex="male"), "sift", MAY)
    moved(moved(sent(MAY, sex="male"), "sift", MAY), "unsuccessful", JUNE)
    moved(sent(MAY, area=None), "withdrawn", JUNE)
    moved(sent(date(2025, 3, 31), sex="female"), "withdrawn", date(2025, 4, 1))
    appointed = moved(sent(date(2025, 2, 1), sex="female"), "appointed", APRIL)
    serves(appointed.account, MAY)
    serves(None, date(2020, 1, 1), area="somerset")
    serves(None, date(2020, 1, 1), MAY)
    serves(None, date(2020, 1, 1), date(2025, 7, 1), area="bath")
    sent(APRIL, strand=CADETS, birth_date=date(2010, 6, 1), area="bristol")
    assert JUNE not in night(JUNE), "the quarter is not over"
    assert night(THEN) == [JUNE]
    assert by_sex(counts_of(JUNE)) == {
        ("applied", "bristol", "female"): 1, ("applied", "bristol", "male"): 2, ("applied", "", "not_answered"): 1,
        ("lost:sift", "bristol", "male"): 1, ("lost:submitted", "", "not_answered"): 1,
        ("lost:submitted", "bristol", "female"): 1, ("appointed", "bristol", "female"): 1,
        ("active", "bristol", "female"): 1, ("active", "somerset", "not_answered"): 1,
        ("active", "bath", "not_answered"): 1, ("left", "bristol", "not_answered"): 1,
    }  # fmt: skip
    cadets = {atom: count for atom, count in counts_of(JUNE).items() if atom.strand == CADETS}
    assert cadets == {
        Atom("applied", CADETS, "bristol", characteristic, group): 1
        for characteristic, group in (
            ("ethnicity", "not_answered"), ("sex", "not_answered"), ("age", "13_to_15"),
            ("disability", "not_answered"), ("religion", "not_answered"),
        )
    }  # fmt: skip


def test_days_are_those_of_london_and_ages_those_on_the_day(session: Session) -> None:
    for moment, born in ((at_noon(JUNE) + timedelta(hours=11, minutes=30), date(2000, 6, 30)),
                         (at_noon(JUNE) + timedelta(hours=12), date(2000, 7, 1))):  # fmt: skip
        application = sent(JUNE, birth_date=born)
        application.submitted_at = moment
    session.flush()
    night(LATER)
    for cut_off in (JUNE, SEPTEMBER):
        assert counts_of(cut_off)[Atom("applied", SPECIALS, "bristol", "age", "25_to_34")] == 1
    assert counts_of(JUNE)[Atom("applied", SPECIALS, "bristol", "age", "16_to_24")] == 0


def test_who_moves_inside_a_strand_has_not_left_and_counts_where_they_were(session: Session) -> None:
    period = serves(None, date(2020, 1, 1), area="somerset")
    for area, day in (("bristol", date(2020, 1, 1)), ("somerset", JULY)):
        session.add(PostingPeriod(service_period_id=period.id, area=area, from_on=day, recorded_at=at_noon(MAY)))
    follows = serves(None, date(2020, 1, 1), MAY)
    serves(follows.volunteer.account, MAY, area="bath")
    leaves = serves(None, date(2020, 1, 1), MAY)
    serves(leaves.volunteer.account, date(2020, 1, 1), strand="farm_watch")
    night(LATER)
    assert by_sex(counts_of(JUNE)) == {
        ("active", "bristol", "not_answered"): 1, ("active", "bath", "not_answered"): 1,
        ("left", "bristol", "not_answered"): 1,
    }  # fmt: skip
    assert by_sex(counts_of(SEPTEMBER)) == {
        ("active", "somerset", "not_answered"): 1,
        ("active", "bath", "not_answered"): 1,
    }


def test_an_application_opened_again_counts_as_it_last_stood(session: Session) -> None:
    again = moved(moved(sent(APRIL), "unsuccessful", MAY), "sift", JUNE)
    moved(moved(moved(sent(APRIL), "unsuccessful", MAY), "sift", MAY), "withdrawn", JUNE)
    night(THEN)
    moved(again, "unsuccessful", JULY)
    moved(moved(sent(JULY), "withdrawn", JULY), "unsuccessful", AUGUST)
    night(LATER)
    assert by_sex(counts_of(JUNE)) == {
        ("applied", "bristol", "not_answered"): 2,
        ("lost:sift", "bristol", "not_answered"): 1,
    }
    assert by_sex(counts_of(SEPTEMBER)) == {
        ("applied", "bristol", "not_answered"): 1, ("lost:sift", "bristol", "not_answered"): 1,
        ("lost:submitted", "bristol", "not_answered"): 1,
    }  # fmt: skip


def test_whose_link_is_cut_before_the_quarter_is_over_counts_once_with_what_they_said(session: Session) -> None:
    ended = [moved(sent(APRIL, sex="female"), "unsuccessful", MAY) for _ in range(4)]
    silent = moved(sent(APRIL), "unsuccessful", MAY)
    night(date(2025, 5, 15))
    assert [own_answers(one.id) for one in ended] == [None] * 4
    night(date(2025, 5, 16))
    assert not has_frozen(JUNE)
    night(THEN)
    assert by_sex(counts_of(JUNE)) == {
        ("applied", "bristol", "female"): 4, ("applied", "bristol", "not_answered"): 1,
        ("lost:submitted", "bristol", "female"): 4, ("lost:submitted", "bristol", "not_answered"): 1,
    }  # fmt: skip
    moved(silent, "sift", JULY)
    assert night(date(2025, 7, 2)) == [], "a quarter is counted once"
    night(LATER)
    assert by_sex(counts_of(SEPTEMBER)) == {}


def test_what_was_counted_by_a_live_link_is_not_counted_again_when_it_is_cut(session: Session) -> None:
    going_on = [sent(APRIL, sex="female") for _ in range(3)]
    serving = [moved(sent(APRIL, sex="male"), "appointed", MAY) for _ in range(3)]
    periods = [serves(one.account, MAY) for one in serving]
    night(THEN)
    for application in going_on:
        moved(application, "withdrawn", JULY)
    for period in periods:
        period.ended_on = AUGUST
    session.flush()
    night(date(2025, 8, 15))
    assert answers_by_application([one.id for one in (*going_on, *serving)]) == {}
    night(LATER)
    assert by_sex(counts_of(JUNE)) == {
        ("applied", "bristol", "female"): 3, ("applied", "bristol", "male"): 3, ("appointed", "bristol", "male"): 3,
        ("active", "bristol", "male"): 3,
    }  # fmt: skip
    assert by_sex(counts_of(SEPTEMBER)) == {("lost:submitted", "bristol", "female"): 3, ("left", "bristol", "male"): 3}


@pytest.mark.parametrize("cuts", [True, False])
def test_what_is_recorded_late_counts_in_the_quarter_that_is_open(session: Session, cuts: bool) -> None:
    serving = [moved(sent(APRIL, sex="male"), "appointed", MAY) for _ in range(3)]
    periods = [serves(one.account, MAY) for one in serving]
    night(THEN, cuts=cuts)
    for period in periods:
        period.ended_on = date(2025, 6, 20)
    session.flush()
    night(JULY, cuts=cuts)
    night(LATER, cuts=cuts)
    assert by_sex(counts_of(JUNE))[("active", "bristol", "male")] == 3, "what is frozen stays as it was"
    assert by_sex(counts_of(SEPTEMBER)) == {("left", "bristol", "male"): 3}


def test_one_opened_again_after_the_cut_stands_as_it_was_counted(session: Session) -> None:
    ended = [moved(sent(APRIL, sex="female"), "unsuccessful", MAY) for _ in range(3)]
    night(date(2025, 5, 15))
    moved(moved(ended[0], "sift", date(2025, 5, 20)), "withdrawn", JUNE)
    night(THEN)
    assert by_sex(counts_of(JUNE)) == {("applied", "bristol", "female"): 3, ("lost:submitted", "bristol", "female"): 3}
    night(LATER)
    assert by_sex(counts_of(SEPTEMBER)) == {}


def test_what_waits_in_the_intake_is_counted(session: Session) -> None:
    sent(APRIL, sex="female")
    night(THEN)
    assert by_sex(counts_of(JUNE)) == {("applied", "bristol", "female"): 1}


def test_quarters_are_counted_from_the_first_event_and_at_most_the_last_twelve(session: Session) -> None:
    assert freeze_due(LATER) == [], "nobody has ever been here"
    sent(APRIL)
    assert freeze_due(date(2025, 6, 30)) == []
    assert freeze_due(LATER) == [JUNE, SEPTEMBER]
    assert [quarter.cut_off for quarter in frozen_quarters(JUNE)] == [JUNE]
    serves(None, date(2001, 1, 1))
    assert freeze_due(LATER) == [], "what is brought in later changes nothing of what was counted"
    session.execute(text("TRUNCATE counted_quarters"))
    session.expire_all()
    found = freeze_due(LATER)
    assert (len(found), found[0], found[-1]) == (MOST_QUARTERS, before(SEPTEMBER, MOST_QUARTERS - 1), SEPTEMBER)


def test_a_frozen_quarter_is_sealed_of_one_length_and_cannot_be_changed(session: Session) -> None:
    for _ in range(3):
        moved(sent(APRIL, sex="female"), "unsuccessful", MAY)
    night(date(2025, 5, 15))
    row = session.get_one(CountedQuarter, JUNE)
    assert row.frozen_at is None
    tallied = len(row.sealed)
    night(THEN)
    rows = session.scalars(select(CountedQuarter)).all()
    assert {len(row.sealed) for row in rows} == {tallied}
    assert tallied > SHORTEST
    assert all(row.frozen_at for row in rows)
    for word in (b"female", b"applied", b"bristol", b"special"):
        assert not any(word in row.sealed for row in rows)
    with pytest.raises(DBAPIError, match="never counted again"), session.begin_nested():
        session.execute(text("UPDATE counted_quarters SET frozen_at = NULL"))


FIRST, DAYS = date(2025, 1, 10), 420


def lived_through(people: Sequence[Life], nights: Sequence[date], **more: bool) -> list[QuarterCounts]:
    """The quarters counted of these lives, undone afterwards so that they can be lived again."""
    outer = db.session.begin_nested()
    known: list[dict[str, object]] = [{} for _ in people]
    for step in range(DAYS):
        day = FIRST + timedelta(days=step)
        if day in nights:
            night(day, **more)
        for life, rows in zip(people, known, strict=True):
            live(life, day, rows)
    found = frozen_quarters(FIRST + timedelta(days=DAYS))
    outer.rollback()
    db.session.expunge_all()
    return found


@pytest.mark.parametrize("seed", range(3))
def test_cutting_links_every_night_changes_no_count(session: Session, seed: int) -> None:
    chance = Random(seed)
    people = lives(chance, 80, FIRST, 330)
    nights = [FIRST + timedelta(days=step) for step in range(DAYS) if chance.random() < 0.2]
    cut, uncut = (lived_through(people, nights, cuts=cuts) for cuts in (True, False))
    assert len(cut) == len(uncut) >= 4
    for one, other in zip(cut, uncut, strict=True):
        assert (one.cut_off, Counter(one.counts)) == (other.cut_off, Counter(other.counts))
        for scope in ("adults", "cadets"):
            first, *others = [counts for name, counts in totals(one).items() if name.startswith(scope)]
            assert all(counts == first for counts in others)


def test_without_the_tally_the_cut_would_lose_what_people_said(session: Session) -> None:
    chance = Random(1)
    people = lives(chance, 80, FIRST, 330)
    nights = [FIRST + timedelta(days=step) for step in range(DAYS) if chance.random() < 0.2]
    whole, lost = (lived_through(people, nights, tallies=tallies) for tallies in (True, False))
    said = [
        sum(count for one in quarters for atom, count in one.counts.items() if atom.group in {"female", "male"})
        for quarters in (whole, lost)
    ]
    assert said[0] > said[1] + 10
