"""Problems and solutions as files: what is read, what is refused and where, and what is written."""

import json
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rosters.solver.builders import GRADES, Json, duty, post, problem, read, rules, spell, volunteer
from tests.rosters.solver.strategies import problems
from volunteers.rosters.solver.problem import Assignment, Problem, Rules
from volunteers.rosters.solver.reading import ProblemFault, read_problem
from volunteers.rosters.solver.reasons import explain
from volunteers.rosters.solver.solution import Reason, Score, Solution, Status, Unfilled
from volunteers.rosters.solver.writing import write_problem, write_solution

EXAMPLE = """
{
 "rules": {"rest_hours": 11, "max_hours_per_week": 48, "max_consecutive_days": 6},
 "volunteers": [
  {"id": "v1", "grade": "qualified", "commitment_hours": 16, "max_hours": 40, "already_hours": 4.0,
   "qualifications": [{"code": "response_driver", "from": "2025-01-10", "until": "2026-12-12"}],
   "cleared_from": "2025-01-01", "cleared_until": "2027-03-31", "birth_date": "1990-04-02",
   "available": [{"start": "2026-12-01T18:00", "end": "2026-12-02T02:00"}],
   "busy": [{"start": "2026-12-03T09:00", "end": "2026-12-03T17:00"}],
   "place": [51.454, -2.588]}],
 "duties": [
  {"id": "d1", "start": "2026-12-01T18:00", "end": "2026-12-02T02:00", "priority": 3, "place": [51.38, -2.36],
   "minimum_to_run": 2, "needs_independent": true, "adult_ratio": null,
   "posts": [{"id": "driver", "needs": ["response_driver"], "grades": ["qualified"], "count": 1},
             {"id": "patrol", "needs": [], "grades": ["accompanied", "directed", "qualified"], "count": 3}]}]
}
"""
DAY = spell("2026-12-03T09:00", "2026-12-03T17:00")
NOBODY = {"duty": "d1", "post": "patrol", "volunteer": "v9"}
TAKEN = {"duty": "d1", "post": "patrol", "volunteer": "v1"}
HELD = {"code": "driver", "from": "2025-01-10", "until": None}


def test_the_example_of_the_document_is_read() -> None:
    found = read_problem(EXAMPLE, grades=GRADES)
    assert found.rules == Rules(11, 48, 6, rest_applies_to_busy=False)
    [one], [work] = found.volunteers, found.duties
    assert (one.max_hours, one.already_hours, one.commitment_hours, one.place) == (40, 4, 16, (51.454, -2.588))
    assert (one.qualifications[0].first_on, one.qualifications[0].last_on) == (date(2025, 1, 10), date(2026, 12, 12))
    assert (one.cleared_until, one.birth_date) == (date(2027, 3, 31), date(1990, 4, 2))
    assert (work.start, work.end) == (datetime(2026, 12, 1, 18, tzinfo=UTC), datetime(2026, 12, 2, 2, tzinfo=UTC))
    assert (work.minimum_to_run, work.needs_independent, work.adult_ratio, work.priority) == (2, True, None, 3)
    assert [(one.id, one.needs, one.count) for one in work.posts] == [
        ("driver", ("response_driver",), 1), ("patrol", (), 3),
    ]  # fmt: skip


def test_what_may_be_left_out() -> None:
    found = read(
        {"rules": rules(), "volunteers": [{"id": "v", "grade": "directed", "available": []}], "duties": [duty()]}
    )
    [one], [work] = found.volunteers, found.duties
    assert (one.commitment_hours, one.max_hours, one.already_hours) == (0, None, 0)
    assert (one.qualifications, one.busy, one.place) == ((), (), None)
    assert (one.cleared_from, one.cleared_until, one.birth_date) == (None, None, None)
    assert (work.minimum_to_run, work.needs_independent, work.adult_ratio, work.place) == (1, False, None, None)
    assert (work.posts[0].needs, found.assigned, found.barred) == ((), (), frozenset())


def test_places_that_are_taken_and_pairs_that_are_barred() -> None:
    found = read(problem(assigned=[TAKEN], barred=[{"duty": "d1", "volunteer": "v1"}]))
    assert found.assigned == (Assignment("d1", "patrol", "v1"),)
    assert found.barred == {("v1", "d1")}


@pytest.mark.parametrize(
    "given",
    [
        problem(duty(posts=[])),
        problem(duty(posts=[post(count=0), post("lead", grades=[]), post("driver", needs=["nobody_has_this"])])),
        problem(duty(priority=5.0, minimum_to_run=0)),
        problem(volunteer(cleared_from="2026-02-01", cleared_until="2026-01-01")),
        {"rules": rules(), "volunteers": [], "duties": []},
        problem(volunteer(nickname="Jo", max_hours=None, place=None), unknown={"key": [1]}),
    ],
)
def test_what_cannot_be_filled_is_not_malformed(given: Json) -> None:
    assert read(given) == read_problem(write_problem(read(given)), grades=GRADES)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2026-10-25T00:59", "2026-10-24T23:59"),
        ("2026-10-25T01:30", "2026-10-25T00:30"),
        ("2026-10-25T01:30+01:00", "2026-10-25T00:30"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30"),
        ("2026-10-25T01:30Z", "2026-10-25T01:30"),
        ("2026-10-25T02:00", "2026-10-25T02:00"),
        ("2027-03-28T02:00", "2027-03-28T01:00"),
        ("2026-07-01T09:00+01:00", "2026-07-01T08:00"),
    ],
)
def test_times_are_london_s(written: str, means: str) -> None:
    [work] = read(problem(duty(start=written, end="2028-01-01T00:00"))).duties
    assert work.start == datetime.fromisoformat(means).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"volunteers": [], "duties": []}, "rules: is missing"),
        (problem(rules=[]), "rules: must be an object, not a list"),
        (problem(rules={"rest_hours": 11}), "rules.max_hours_per_week: is missing"),
        (problem(rules=rules(rest_hours=-1)), "rules.rest_hours: must be from 0 to 1,000,000, not -1"),
        (problem(rules=rules(rest_hours=True)), "rules.rest_hours: must be a number, not true"),
        (problem(rules=rules(max_hours_per_week=float("nan"))), "rules.max_hours_per_week: must be a number, not NaN"),
        (problem(rules=rules(max_consecutive_days=1.5)), "rules.max_consecutive_days: must be a whole number, not 1.5"),
        (problem(rules=rules(rest_applies_to_busy=1)), "rules.rest_applies_to_busy: must be true or false, not 1"),
        ({**problem(), "duties": {}}, "duties: must be a list, not an object"),
        (problem(volunteer(7)), "volunteers[0].id: must be a text, not 7"),
        (problem(volunteer("")), 'volunteers[0].id: must be a text, not ""'),
        (problem(volunteer(), volunteer()), "volunteers[1].id: 'v1' is the id of another volunteer too, volunteers[0]"),
        (
            problem(volunteer(grade="boss")),
            "volunteers[0].grade: there is no grade 'boss'; there are: accompanied, cadet, directed, qualified",
        ),
        (problem(volunteer(max_hours=-0.5)), "volunteers[0].max_hours: must be from 0 to 1,000,000, not -0.5"),
        (problem(volunteer(already_hours="4")), 'volunteers[0].already_hours: must be a number, not "4"'),
        (problem(volunteer(available=None)), "volunteers[0].available: must be a list, not null"),
        (
            problem(volunteer(available=[DAY, spell("2026-12-03T17:00", "2026-12-03T17:00")])),
            "volunteers[0].available[1].end: is not after start",
        ),
        (problem(volunteer(busy=[{"start": DAY["start"]}])), "volunteers[0].busy[0].end: is missing"),
        (
            problem(volunteer(cleared_from="2026-02-30")),
            'volunteers[0].cleared_from: must be a date such as 2026-12-01, not "2026-02-30"',
        ),
        (
            problem(volunteer(birth_date="20000101")),
            'volunteers[0].birth_date: must be a date such as 2026-12-01, not "20000101"',
        ),
        (
            problem(volunteer(qualifications=[HELD, HELD | {"until": "2025-01-09"}])),
            "volunteers[0].qualifications[1].until: is before from",
        ),
        (problem(volunteer(place=[51.4])), "volunteers[0].place: must be a latitude and a longitude, such as "
                                           "[51.454, -2.588]"),
        (problem(duty(place=[51.4, 181])), "duties[0].place[1]: must be from -180 to 180, not 181"),
        (problem(duty(), duty()), "duties[1].id: 'd1' is the id of another duty too, duties[0]"),
        (problem(duty(end="2026-12-09T14:00")), "duties[0].end: is not after start"),
        (problem(duty(start="2026-12-09 14:00")), 'duties[0].start: "2026-12-09 14:00" is not a time such as '
                                                 "2026-12-01T18:00"),
        (problem(duty(start="2026-12-09T24:00")), 'duties[0].start: "2026-12-09T24:00" is not a time such as '
                                                 "2026-12-01T18:00"),
        (problem(duty(start="2026-03-29T01:30")), 'duties[0].start: "2026-03-29T01:30" is a time that London leaves '
                                                 "out when the clocks go forward"),
        (problem(duty(start="2026-12-09T14:00+01:00")), 'duties[0].start: "2026-12-09T14:00+01:00" has an offset '
                                                       "that London does not have at that time"),
        (problem(duty(priority=6)), "duties[0].priority: must be from 1 to 5, not 6"),
        (problem(duty(priority=2.5)), "duties[0].priority: must be a whole number, not 2.5"),
        (problem(duty(minimum_to_run=-1)), "duties[0].minimum_to_run: must be from 0 to 1,000,000, not -1"),
        (problem(duty(adult_ratio=0)), "duties[0].adult_ratio: must be from 1 to 1,000,000, not 0"),
        (problem(duty(needs_independent="yes")), 'duties[0].needs_independent: must be true or false, not "yes"'),
        (
            problem(duty(posts=[post(), post()])),
            "duties[0].posts[1].id: 'patrol' is the id of another post of this duty too, duties[0].posts[0]",
        ),
        (problem(duty(posts=[post(count=-1)])), "duties[0].posts[0].count: must be from 0 to 1,000,000, not -1"),
        (problem(duty(posts=[post(needs="driver")])), 'duties[0].posts[0].needs: must be a list, not "driver"'),
        (
            problem(duty(posts=[post(grades=["qualified", "x\ny"])])),
            "duties[0].posts[0].grades[1]: there is no grade 'x\\ny'; there are: "
            "accompanied, cadet, directed, qualified",
        ),
        (problem(assigned=[NOBODY]), "assigned[0].volunteer: there is no volunteer 'v9'"),
        (problem(assigned=[TAKEN | {"duty": "d2"}]), "assigned[0].duty: there is no duty 'd2'"),
        (problem(assigned=[TAKEN | {"post": "lead"}]), "assigned[0].post: there is no post of this duty 'lead'"),
        (problem(assigned=[TAKEN, TAKEN]), "assigned[1].volunteer: 'v1' is on this duty already"),
        (problem(barred=[{"duty": "d1"}]), "barred[0].volunteer: is missing"),
    ],
)  # fmt: skip
def test_what_is_malformed_is_named_in_one_line(given: Any, line: str) -> None:
    with pytest.raises(ProblemFault) as caught:
        read(given)
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "problem: is not JSON: Expecting value at line 1, column 1"),
        ('{"rules":\n nothing}', "problem: is not JSON: Expecting value at line 2, column 2"),
        ("[]", "problem: must be an object, not a list"),
        ("null", "problem: must be an object, not null"),
        ('{"rules": {}, "duties": [], "rules": {}}', 'problem: has the key "rules" twice'),
        ('{"rules": {"rest_hours": 11, "rest_hours": 1}}', 'rules: has the key "rest_hours" twice'),
        ("[" * 100_000, "problem: has lists or objects inside each other too deeply"),
        ('{"rules": {"rest_hours": ' + "9" * 5_000 + "}}", "rules.rest_hours: must be a number, not Infinity"),
        ('{"rules": {"rest_hours": 1e999}}', "rules.rest_hours: must be a number, not Infinity"),
        ('{"rules": "' + "x" * 5_000 + '"}', 'rules: must be an object, not "' + "x" * 39 + "..."),
        (" " * (64 * 1024 * 1024 + 1), "problem: is larger than 64 MB"),
    ],
    ids=range(11),
)
def test_what_is_no_problem_at_all_is_said_in_one_line(text: str, line: str) -> None:
    with pytest.raises(ProblemFault) as caught:
        read_problem(text, grades=GRADES)
    assert str(caught.value) == line


ODD = (
    None, True, False, 0, -1, 1.5, 10**18, 1e300, float("inf"), "", "x", "\ud800\n", "qualified",
    "2026-10-25T01:30", "0001-01-01T00:00", "9999-12-31T23:59", "1900-01-01T00:00", "2026-12-01",
    [], [[]], {}, {"id": "d0"}, [None], ["qualified"],
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_whatever_stands_anywhere_it_is_read_or_refused_in_one_line(made: Json, chance: Random) -> None:
    holder: Any = made
    key = chance.choice(list(holder))
    while isinstance(holder[key], dict | list) and holder[key] and chance.random() < 0.85:
        holder = holder[key]
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    holder[key] = chance.choice(ODD)
    found = _read_or_refused(made)
    if isinstance(found, ProblemFault):
        assert str(found).isprintable()
        assert str(found).startswith(f"{found.field}: ")
    else:
        assert read_problem(write_problem(found), grades=GRADES) == found
        explain(found, [])


def _read_or_refused(made: Json) -> Problem | ProblemFault:
    try:
        return read(made)
    except ProblemFault as fault:
        return fault


@settings(max_examples=60, deadline=None)
@given(problems())
def test_a_problem_that_is_written_reads_the_same(made: Json) -> None:
    found = read(made)
    assert read_problem(write_problem(found), grades=GRADES) == found


def test_times_are_written_as_the_clock_shows_them() -> None:
    twice = [spell("2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00"), spell("2026-07-01T09:00", "2026-07-01T10:00")]
    written = json.loads(write_problem(read(problem(volunteer(busy=twice)))))
    assert written["volunteers"][0]["busy"] == twice


def test_a_solution_is_written_as_the_document_says() -> None:
    gap = Unfilled("d1", "patrol", 3, (Reason("no_one_available", 44, 41), Reason("rest", 3, 3)))
    solution = Solution(
        (Assignment("d1", "driver", "v1"),), Score(3, 0.0, 11.9), 4, Status.FEASIBLE, 0.4004, (gap,)
    )  # fmt: skip
    assert json.loads(write_solution(solution)) == {
        "assignments": [{"duty": "d1", "post": "driver", "volunteer": "v1"}],
        "score": {"weight": 3, "shortfall_hours": 0.0, "kilometres": 11.9},
        "bound": {"weight": 4},
        "status": "feasible",
        "seconds": 0.4,
        "unfilled": [
            {
                "duty": "d1",
                "post": "patrol",
                "places": 3,
                "reasons": [
                    {"code": "no_one_available", "volunteers": 44, "volunteers_only": 41},
                    {"code": "rest", "volunteers": 3, "volunteers_only": 3},
                ],
            }
        ],
    }
