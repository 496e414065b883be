"""The plain parts: headcounts between published dates, names, ways of a given length."""

from datetime import date
from itertools import pairwise
from random import Random

import pytest

from volunteers.demo.headcount import headcount, level, months, published
from volunteers.demo.journeys import journey, route_to_appointment, route_to_end
from volunteers.demo.names import a_person
from volunteers.demo.scales import is_open, route_of, ways
from volunteers.strands.queries import all_strands, get_strand

SPECIALS = get_strand("special_constabulary")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2017, 3, 31), 343),
        (date(2017, 9, 30), 340),
        (date(2019, 9, 30), 308),
        (date(2021, 12, 31), 312),
        (date(2023, 3, 31), 235),
        (date(2030, 1, 1), 240),
    ],
)
def test_level_on_a_day_someone_published_or_after_all_of_them(on: date, expected: int) -> None:
    assert level(on) == expected


def test_level_runs_straight_between_two_published_days() -> None:
    assert level(date(2018, 6, 30)) == pytest.approx(329 + 3 * 91 / 183)


@pytest.mark.parametrize("left_out", [date(2016, 6, 30), date(2020, 6, 30), date(2022, 6, 30)])
def test_rounded_and_lower_bound_counts_are_left_out(left_out: date) -> None:
    assert left_out not in {on for on, _ in published()}


@pytest.mark.parametrize("volunteers", [20, 47, 240, 1_000])
def test_joiners_and_leavers_add_up_to_each_months_headcount(volunteers: int) -> None:
    today = date(2026, 11, 22)
    planned = months(Random(1), date(2016, 11, 1), today, volunteers=volunteers, joining={date(2026, 9, 1): 2})
    here = headcount(date(2016, 10, 31), volunteers=volunteers, today=today)
    for month in planned:
        assert min(month.joiners, month.leavers) >= 0
        here += month.joiners - month.leavers
        assert here == month.headcount == headcount(month.last_on, volunteers=volunteers, today=today)
    assert here == volunteers
    assert next(month for month in planned if month.first_on == date(2026, 9, 1)).joiners >= 2


@pytest.mark.parametrize(("youngest", "oldest"), [(18, 62), (13, 17), (20, 62)])
def test_people_are_of_the_age_asked_for(youngest: int, oldest: int) -> None:
    chance, on = Random(3), date(2026, 2, 28)
    ages = [(on - a_person(chance, n, on=on, youngest=youngest, oldest=oldest).birth_date).days for n in range(300)]
    assert min(ages) >= youngest * 365.25
    assert max(ages) < (oldest + 1) * 365.25


def test_addresses_lead_nowhere_and_are_each_their_own() -> None:
    emails = [a_person(Random(5), number, on=date(2026, 1, 1)).email for number in range(200)]
    assert len(set(emails)) == 200
    assert all(email.endswith("@example.com") for email in emails)


@pytest.mark.parametrize(("count", "changes"), [(1, 10), (2, 20), (50, 517), (99, 198), (100, 1_000)])
def test_ways_add_up_and_are_never_too_short(count: int, changes: int) -> None:
    lengths = ways(Random(1), count, changes)
    assert (len(lengths), sum(lengths)) == (count, changes)
    assert min(lengths) >= 2


@pytest.mark.parametrize("moves", range(2, 22))
def test_a_route_has_exactly_so_many_moves_and_each_is_in_the_table(moves: int) -> None:
    chance = Random(moves)
    for _ in range(30):
        route = route_of(SPECIALS.pipeline, moves, chance)
        assert len(route) == moves + 1
        assert route[0] == "draft"
        for here, there in pairwise(route):
            assert there in SPECIALS.pipeline.stage(here).moves


def test_routes_are_open_ended_and_appointed() -> None:
    chance = Random(1)
    ends = {route_of(SPECIALS.pipeline, moves, chance)[-1] for moves in range(2, 19) for _ in range(40)}
    assert {"appointed", "unsuccessful", "withdrawn", "pre_employment_checks"} <= ends
    assert is_open(SPECIALS.pipeline, ["draft", "submitted"])
    assert not is_open(SPECIALS.pipeline, ["draft", "submitted", "withdrawn"])


@pytest.mark.parametrize("strand", all_strands(), ids=lambda strand: str(strand.code))
def test_a_journey_goes_forward_in_time_and_can_be_seen_as_of_a_day(strand) -> None:  # type: ignore[no-untyped-def]
    chance = Random(2)
    for _ in range(50):
        way = journey(
            strand, route_to_appointment(strand.pipeline, chance, strays=0.5), chance, ends_on=date(2026, 6, 1)
        )
        days = [move.on for move in way.moves]
        assert days == sorted(days)
        assert days[-1] == date(2026, 6, 1)
        seen = way.as_of(days[1])
        assert seen.moves == tuple(move for move in way.moves if move.on <= days[1])
        assert all(check.result_on is None or check.result_on <= days[1] for check in seen.checks)
        assert all(not check.passed for check in seen.checks if check.result_on is None)


def test_who_was_declined_failed_a_check_of_the_stage_where_it_ended() -> None:
    route = route_to_end(SPECIALS.pipeline, "pre_employment_checks", "unsuccessful")
    way = journey(SPECIALS, route, Random(4), starts_on=date(2025, 1, 6))
    failed = [check.code for check in way.checks if not check.passed]
    assert len(failed) == 1
    assert failed[0] in SPECIALS.pipeline.gathered_at("pre_employment_checks")
