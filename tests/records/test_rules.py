"""Evidence, progress, reviews, kit and years of service from plain values."""

from dataclasses import replace
from datetime import date

import pytest

from volunteers.forces.queries import load_force
from volunteers.forces.rules import KitKind
from volunteers.records.rules import (
    Piece,
    Spell,
    counted_from,
    due_of,
    milestones_of,
    next_milestone,
    next_status,
    progress_of,
    refusals_of_issue,
    refusals_of_piece,
    refusals_of_return,
    refusals_of_review,
    tidy_serial,
)
from volunteers.strands.queries import get_strand

STRAND, FARM = get_strand("special_constabulary"), get_strand("farm_watch")
RECORDS = load_force("avon_and_somerset").records
FOR_DIRECTED = [skill.code for skill in STRAND.skills.skills if skill.needed_for == "directed"]  # type: ignore[union-attr]
TODAY = date(2026, 5, 4)


def shown(*codes: str, signed: int = 3, waiting: int = 0) -> dict[str, tuple[int, int]]:
    return dict.fromkeys(codes, (signed, waiting))


def test_the_list_of_specials_is_as_long_as_the_published_one() -> None:
    skills = STRAND.skills
    assert skills is not None
    assert (len(skills.skills), sum(skill.is_mandatory for skill in skills.skills), skills.times) == (34, 29, 3)
    assert skills.confirm
    assert all(skill.explains.endswith(".") for skill in skills.skills)


@pytest.mark.parametrize(
    ("grade", "following"),
    [(None, "directed"), ("in_training", "directed"), ("accompanied", "directed"), ("directed", "qualified"),
     ("qualified", None), ("unknown", "directed")],
)  # fmt: skip
def test_the_next_status_by_skills(grade: str | None, following: str | None) -> None:
    found = next_status(STRAND, grade)
    assert (found.code if found else None) == following


def test_a_strand_without_skills_has_no_status_ahead() -> None:
    assert next_status(FARM, "member") is None
    assert progress_of(FARM, "member", {}).lines == ()


@pytest.mark.parametrize(
    ("grade", "counts", "words"),
    [
        ("accompanied", {}, "19 of 19 skills to go; visible patrol needs three more"),
        ("accompanied", shown(*FOR_DIRECTED[:8]) | shown("statement_taking", signed=1),
         "11 of 19 skills to go; statement taking needs two more"),
        ("accompanied", shown(*FOR_DIRECTED[:-1]) | shown(FOR_DIRECTED[-1], signed=2, waiting=1),
         "1 of 19 skills to go; road traffic collision needs one more"),
        ("accompanied", shown(*FOR_DIRECTED), "Ready for Directed patrol"),
        ("directed", shown(*FOR_DIRECTED), "10 of 29 skills to go; protecting a scene needs three more"),
        ("qualified", {}, "Every status is reached."),
    ],
)  # fmt: skip
def test_what_is_missing_in_words(grade: str, counts: dict[str, tuple[int, int]], words: str) -> None:
    assert progress_of(STRAND, grade, counts).words == words


def test_ready_only_by_what_the_status_needs() -> None:
    desirable = shown("court", "cctv")
    assert not progress_of(STRAND, "accompanied", desirable).is_ready
    assert progress_of(STRAND, "accompanied", shown(*FOR_DIRECTED, signed=4)).is_ready
    assert not progress_of(STRAND, "accompanied", shown(*FOR_DIRECTED[1:])).is_ready


@pytest.mark.parametrize(
    ("signed", "waiting", "marks", "takes_more"),
    [(0, 0, "eee", True), (1, 1, "swe", True), (2, 1, "ssw", False), (3, 0, "sss", False), (4, 2, "sss", False)],
)
def test_the_three_marks(signed: int, waiting: int, marks: str, takes_more: bool) -> None:
    line = progress_of(STRAND, "accompanied", {"radio": (signed, waiting)}).lines[1]
    assert (line.skill.code, "".join(mark[0] for mark in line.marks)) == ("radio", marks)
    assert line.takes_more is takes_more


def test_mandatory_skills_come_first_in_three_groups() -> None:
    groups = progress_of(STRAND, "accompanied", shown(*FOR_DIRECTED[:2])).groups
    assert [(group.name, group.done, len(group.lines)) for group in groups] == [
        ("Directed patrol", 2, 19), ("Qualified Special Constable", 0, 10), ("Desirable", 0, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("duty_on", "codes"),
    [(TODAY, []), (date(2026, 5, 5), ["duty_in_future"]), (date(2026, 1, 1), []),
     (date(2025, 12, 31), ["duty_before_service"])],
)  # fmt: skip
def test_the_day_of_a_piece(duty_on: date, codes: list[str]) -> None:
    refusals = refusals_of_piece(Piece("radio", duty_on, "x"), serving_since=date(2026, 1, 1), on=TODAY)
    assert [refusal.code for refusal in refusals] == codes


@pytest.mark.parametrize(
    ("on", "words", "tone"),
    [(date(2026, 5, 3), "1 day overdue", "poor"), (date(2026, 4, 24), "10 days overdue", "poor"),
     (TODAY, "Due today", "waiting"), (date(2026, 5, 5), "Due in 1 day", "waiting"),
     (date(2026, 7, 3), "Due in 60 days", "waiting"), (date(2026, 7, 4), "Due in 61 days", "good")],
)  # fmt: skip
def test_when_a_review_is_due(on: date, words: str, tone: str) -> None:
    due = due_of(on, None, seen_on=TODAY)
    assert (due.words, due.tone) == (words, tone)


def test_what_was_set_at_the_last_review_counts() -> None:
    assert due_of(date(2026, 1, 1), date(2026, 9, 1), seen_on=TODAY).on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("held", "following", "codes"),
    [
        (TODAY, date(2027, 5, 4), []),
        (date(2026, 5, 5), date(2027, 5, 5), ["held_in_future"]),
        (date(2025, 12, 31), date(2026, 12, 31), ["held_before_service"]),
        (TODAY, TODAY, ["next_not_after"]),
        (TODAY, date(2029, 5, 10), ["next_too_far"]),
    ],
)
def test_the_days_of_a_review(held: date, following: date, codes: list[str]) -> None:
    refusals = refusals_of_review(held, following, serving_since=date(2026, 1, 1), on=TODAY)
    assert [refusal.code for refusal in refusals] == codes


@pytest.mark.parametrize(("typed", "kept"), [("", None), (None, None), (" \t", None), (" r 12-a ", "R12-A")])
def test_a_serial_is_compared_without_spaces_and_small_letters(typed: str | None, kept: str | None) -> None:
    assert tidy_serial(typed) == kept


RADIO, VEST = KitKind("radio", "Radio"), KitKind("hi_vis", "Hi-vis jacket", has_serial=False)


@pytest.mark.parametrize(
    ("kind", "serial", "on", "codes"),
    [(RADIO, "R1", TODAY, []), (RADIO, None, TODAY, ["no_serial"]), (VEST, None, TODAY, []),
     (VEST, None, date(2026, 5, 5), ["issued_in_future"]), (None, "R1", TODAY, ["unknown_kind"])],
)  # fmt: skip
def test_what_can_be_issued(kind: KitKind | None, serial: str | None, on: date, codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_of_issue(kind, serial, on, on=TODAY)] == codes


@pytest.mark.parametrize(
    ("on", "codes"),
    [(TODAY, []), (date(2026, 5, 5), ["returned_in_future"]), (date(2026, 4, 1), []),
     (date(2026, 3, 31), ["returned_before_issue"])],
)  # fmt: skip
def test_when_something_can_come_back(on: date, codes: list[str]) -> None:
    assert [refusal.code for refusal in refusals_of_return(date(2026, 4, 1), on, on=TODAY)] == codes


FIRST, SECOND = Spell(date(2010, 1, 1), date(2012, 1, 1)), Spell(date(2020, 1, 1))
LEAVE = Spell(date(2021, 1, 1), date(2021, 1, 11))


@pytest.mark.parametrize(
    ("service", "before_breaks", "leave_counts", "begins"),
    [
        ([SECOND], True, True, date(2020, 1, 1)),
        ([SECOND, FIRST], True, True, date(2018, 1, 1)),
        ([SECOND, FIRST], False, True, date(2020, 1, 1)),
        ([SECOND], True, False, date(2020, 1, 11)),
        ([SECOND, FIRST], False, False, date(2020, 1, 11)),
        ([FIRST], True, True, None),
        ([Spell(date(2026, 6, 1))], True, True, None),
    ],
)
def test_from_when_years_are_counted(
    service: list[Spell], before_breaks: bool, leave_counts: bool, begins: date | None
) -> None:
    records = replace(RECORDS, counts_service_before_breaks=before_breaks, leave_counts=leave_counts)
    assert counted_from(service, [LEAVE], TODAY, records) == begins


@pytest.mark.parametrize(
    ("leave", "days"),
    [(Spell(date(2026, 4, 24)), 10), (Spell(date(2019, 12, 1), date(2020, 1, 6)), 5), (Spell(date(2026, 6, 1)), 0)],
)
def test_only_leave_within_service_and_up_to_today_moves_the_day(leave: Spell, days: int) -> None:
    begins = counted_from([SECOND], [leave], TODAY, replace(RECORDS, leave_counts=False))
    assert begins is not None
    assert (begins - SECOND.from_on).days == days


def test_nine_years_bring_a_medal_to_specials_alone() -> None:
    special = milestones_of(date(2017, 5, 4), "special_constabulary", RECORDS)
    farm = milestones_of(date(2017, 5, 4), "farm_watch", RECORDS)
    assert [one.years for one in special] == [1, 5, 9, 10, 20, 25, 30]
    assert [one.years for one in farm] == [1, 5, 10, 20, 25, 30]
    following = next_milestone(special, TODAY)
    assert following is not None
    assert (following.on, following.words) == (TODAY, "9 years of service")
    assert "has to confirm" in following.note


def test_who_began_on_29_february_completes_a_year_on_1_march() -> None:
    days = {one.years: one.on for one in milestones_of(date(2024, 2, 29), "farm_watch", RECORDS)}
    assert (days[1], days[20]) == (date(2025, 3, 1), date(2044, 2, 29))
