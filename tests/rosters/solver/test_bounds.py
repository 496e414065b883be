"""What is proved of large problems, held against an exhaustive search of tiny ones, where no other proof hides it."""

import json
from typing import Any

import pytest
from hypothesis import given

from tests.rosters.solver import brute
from tests.rosters.solver.builders import duty, problem, rules, volunteer
from tests.rosters.solver.filled import KNOWN, often
from tests.rosters.solver.strategies import problems
from volunteers.rosters.solver.columns import Generation
from volunteers.rosters.solver.compiled import Compiled
from volunteers.rosters.solver.greedy import fill_greedily
from volunteers.rosters.solver.reading import read_problem
from volunteers.rosters.solver.relaxing import Relaxation
from volunteers.rosters.solver.roster import Roster

Json = dict[str, Any]
SLIP = 1e-4


def relaxed(of: Json) -> tuple[Relaxation, Roster]:
    """All the ways to a bound, one after the other, beside the first roster."""
    compiled = Compiled(read_problem(json.dumps(of), grades=KNOWN))
    roster = Roster(compiled)
    fill_greedily(roster)
    relaxation = Relaxation(compiled)
    relaxation.begin(roster.picks())
    for _ in range(2):
        if compiled.most:
            relaxation.programme()
    if relaxation.best is not None:
        generation = Generation(relaxation)
        for _ in range(3):
            generation.round()
        assert Roster(compiled, generation.master.dive()).weight >= 0
    return relaxation, roster


@often(150)
@given(problems())
def test_no_roster_is_heavier_than_the_bound(of: Json) -> None:
    relaxation, roster = relaxed(of)
    assert relaxation.lowest + SLIP >= brute.best(of)[0] >= roster.weight


@pytest.mark.parametrize(
    ("hours", "most", "week"),
    [(0.25, 0.25, 48), (0.25, 0.5, 48), (1, 1, 168), (1, 2, 1000), (0.25, None, 48), (1, 100_000, 1000)],
)
def test_duties_shorter_than_a_step_of_hours_cost_what_they_cost(hours: float, most: float | None, week: float) -> None:
    short = [duty(f"d{day}", f"2026-12-{day:02}T10:00", after(day, hours)) for day in (2, 9)]
    long = [duty(f"long {day}", f"2026-12-{day:02}T00:00", f"2026-12-{day:02}T13:37") for day in (4, 16)]
    of = problem(volunteer(max_hours=most), *short, *long, rules=rules(max_hours_per_week=week))
    relaxation, roster = relaxed(of)
    assert relaxation.lowest + SLIP >= brute.best(of)[0] >= roster.weight > 0


def after(day: int, hours: float) -> str:
    """So many hours after ten o'clock on a day in December."""
    end = 600 + round(hours * 60)
    return f"2026-12-{day:02}T{end // 60:02}:{end % 60:02}"


def test_a_duty_longer_than_a_week_counts_in_the_week_it_begins_in() -> None:
    of = problem(duty("d1", "2026-12-01T00:00", "2026-12-09T00:00"), rules=rules(max_hours_per_week=1000))
    relaxation, roster = relaxed(of)
    assert relaxation.lowest + SLIP >= roster.weight > 0
