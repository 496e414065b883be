"""What is judged of households, pasted lines and tasks, as tables."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from volunteers.watch_schemes.rules.households import (
    MOST_LINES,
    HouseholdEntry,
    read_lines,
    refusals_of_household,
)
from volunteers.watch_schemes.rules.states import Facts, tasks_of

TODAY = date(2026, 5, 4)
GOOD = HouseholdEntry("12 Mill Lane", "Ann", agreed_on=TODAY, agreed_how="in_person")
NOTHING = Facts(
    today=TODAY, confirm_list_by=date(2027, 1, 1), households=5, estimated=5, streets=1, without_agreement=0,
    messages_waiting=0, oldest_message_on=None, doors_waiting=0, is_asked=False, answer_by=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"address": "  "}, ["no_address"]),
        ({"agreed_how": ""}, ["agreement"]),
        ({"agreed_on": None}, ["agreement"]),
        ({"agreed_on": None, "agreed_how": ""}, []),
        ({"agreed_on": TODAY + timedelta(days=1)}, ["agreed_later"]),
        ({"note": "Cannot walk"}, ["note_alone"]),
        ({"note": "Cannot walk", "needs_help": True}, []),
    ],
)
def test_what_a_household_needs(changes: dict[str, object], codes: list[str]) -> None:
    found = refusals_of_household(replace(GOOD, **changes), today=TODAY)  # type: ignore[arg-type]
    assert [refusal.code for refusal in found] == codes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12 Mill Lane", ("12 Mill Lane", "", "", "")),
        ("12 Mill Lane, Ann Perry, ANN@example.com, 01632 960 001",
         ("12 Mill Lane", "Ann Perry", "ann@example.com", "01632 960 001")),
        ("12 Mill Lane; 01632 960001; Ann", ("12 Mill Lane", "Ann", "", "01632 960001")),
        ("12 Mill Lane\tAnn\t\tann@example.com", ("12 Mill Lane", "Ann", "ann@example.com", "")),
        ('"Flat 2, 12 Mill Lane", Ann', ("Flat 2, 12 Mill Lane", "Ann", "", "")),
    ],
)  # fmt: skip
def test_a_good_line_is_read_however_it_is_written(line: str, expected: tuple[str, ...]) -> None:
    found = read_lines(line, known=(), agreed_on=TODAY, agreed_how="in_person")
    entry = found.entries[0]
    assert (entry.address, entry.name, entry.email, entry.phone) == expected
    assert entry.agreed_on == TODAY
    assert not found.bad


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (", Ann", "address is missing"),
        ("ann@example.com", "house comes first"),
        ("1 Mill Lane, ann@nowhere", "no e-mail address"),
        ("1 Mill Lane, 0163", "neither a name nor"),
        ("1 Mill Lane, a@example.com, b@example.com", "one e-mail address"),
        ("x" * 130, "too long"),
        ("9 MILL LANE, Ann", "on your list already"),
    ],
)
def test_a_bad_line_is_named_with_why_and_the_others_are_kept(line: str, why: str) -> None:
    found = read_lines(f"Address, name\n2 Mill Lane\n\n{line}\n4 Mill Lane", known={"9 mill lane"}, agreed_on=None,
                       agreed_how="")  # fmt: skip
    assert [entry.address for entry in found.entries] == ["2 Mill Lane", "4 Mill Lane"]
    assert [(bad.number, bad.text) for bad in found.bad] == [(4, line)]
    assert why in found.bad[0].why
    assert found.left == line


def test_a_line_twice_and_lines_beyond_the_most_are_named() -> None:
    twice = read_lines("1 A Road\n1 a road", known=(), agreed_on=None, agreed_how="")
    assert [bad.number for bad in twice.bad] == [2]
    many = read_lines("\n".join(f"{n} A Road" for n in range(MOST_LINES + 1)), known=(), agreed_on=None, agreed_how="")
    assert (len(many.entries), len(many.bad)) == (MOST_LINES, 1)


@pytest.mark.parametrize(
    ("changes", "codes", "late"),
    [
        ({}, [], 0),
        ({"is_asked": True, "answer_by": TODAY}, ["still_running"], 0),
        ({"is_asked": True, "answer_by": date(2026, 5, 3)}, ["still_running"], 1),
        ({"messages_waiting": 2, "oldest_message_on": date(2026, 4, 26)}, ["pass_on"], 1),
        ({"messages_waiting": 1, "oldest_message_on": TODAY}, ["pass_on"], 0),
        ({"doors_waiting": 1}, ["knock"], 0),
        ({"without_agreement": 3}, ["agreement"], 0),
        ({"streets": 0}, ["streets"], 0),
        ({"households": 4}, ["invite"], 0),
        ({"households": 1, "estimated": None}, ["invite"], 0),
        ({"confirm_list_by": TODAY + timedelta(days=30)}, ["confirm_list"], 0),
        ({"confirm_list_by": TODAY + timedelta(days=31)}, [], 0),
        ({"doors_waiting": 1, "messages_waiting": 1, "oldest_message_on": date(2026, 1, 1)}, ["pass_on", "knock"], 1),
    ],
)
def test_tasks_come_from_what_is_missing_the_late_first(
    changes: dict[str, object], codes: list[str], late: int
) -> None:
    tasks = tasks_of(replace(NOTHING, **changes))  # type: ignore[arg-type]
    assert [task.code for task in tasks] == codes
    assert sum(task.is_late for task in tasks) == late
