"""How much is too much: hours in a week, in a month and on average, and days in a row.

A duty counts whole in the week and in the month in which it begins, by the time that really passes: a night on which
the clocks go back lasts nine hours, one on which they go forward seven.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from volunteers.errors import Refusal
from volunteers.rosters.rules.case import COORDINATOR, Case
from volunteers.rosters.rules.diary import WEEK, Diary
from volunteers.rosters.rules.wording import in_words, lasting

DAY = timedelta(days=1)


def within_weekly_hours(case: Case) -> Iterable[Refusal]:
    """Not more hours on duty in a week, Monday to Sunday, than the strand allows.

    The Working Time Regulations average 48 hours over 17 weeks. Holding each week to it is the cautious reading.
    """
    most = case.strand.duty.maximum_weekly_hours
    if most is None:
        return
    monday = case.duty.week
    planned = case.duty.minutes + case.others.weeks[monday]
    if planned > most * 60:
        clears_on = monday + WEEK
        message = (
            f"This duty would bring {case.to.object} to {lasting(planned)} in the week of {in_words(monday)}, "
            f"and the most is {most}. {case.to.subject} can take duties again from {in_words(clears_on)}."
        )
        yield Refusal("weekly_hours", message, COORDINATOR, clears_on)


def within_monthly_hours(case: Case) -> Iterable[Refusal]:
    """Not more hours on duty in a calendar month than the strand allows; the number is the force's."""
    most = case.strand.duty.maximum_monthly_hours
    if most is None:
        return
    first = case.duty.month
    planned = case.duty.minutes + case.others.months[first]
    if planned > most * 60:
        clears_on = (first + 31 * DAY).replace(day=1)
        message = (
            f"This duty would bring {case.to.object} to {lasting(planned)} in {first:%B %Y}, and the most in a month "
            f"is {most}. {case.to.subject} can take duties again from {in_words(clears_on)}."
        )
        yield Refusal("monthly_hours", message, COORDINATOR, clears_on)


def within_average_hours(case: Case) -> Iterable[Refusal]:
    """Not more hours a week on average, the day job counted, in any weeks in a row that hold the duty.

    Working Time Regulations 1998, regulation 4: 48 hours for each seven days on average over a reference period of any
    17 weeks, all work together. Weeks of leave, which regulation 4(6) leaves out, are counted as worked: that is
    cautious. Adults may opt out and the police are partly excepted, so both numbers are the force's to confirm.
    https://www.legislation.gov.uk/uksi/1998/1833/regulation/4
    """
    demands, job = case.strand.duty, case.availability.job_minutes
    if demands.average_weekly_hours is None:
        return
    weeks, most = demands.average_weeks, demands.average_weekly_hours
    room = (most * 60 - job) * weeks - case.duty.minutes
    total, first = case.others.fullest(case.duty.week, weeks)
    if total <= room:
        return
    clears_on = _average_clears_on(case.others, case.duty.week, weeks, room)
    average = lasting((total + case.duty.minutes) // weeks + job)
    last = first + WEEK * weeks - DAY
    again = f" {case.to.subject} can take a duty of this length again from {in_words(clears_on)}." if clears_on else ""
    counted = f", with {lasting(job)} a week at {case.to.possessive.lower()} day job" if job else ""
    message = (
        f"This duty would bring {case.to.object} to {average} a week on average{counted}, from {in_words(first)} to "
        f"{in_words(last)}. The most is {most} over {weeks} weeks.{again}"
    )
    yield Refusal("average_hours", message, COORDINATOR, clears_on)


def within_days_in_a_row(case: Case) -> Iterable[Refusal]:
    """Not more days in a row with a duty than the strand allows.

    Working Time Regulations 1998, regulation 11: a rest of 24 hours in each seven days.
    https://www.legislation.gov.uk/uksi/1998/1833/regulation/11
    """
    most, duty = case.strand.duty.maximum_days_in_a_row, case.duty
    if most is None:
        return
    taken = case.others.days
    first, last = duty.first_on, duty.last_on
    while first - DAY in taken:
        first -= DAY
    while last + DAY in taken:
        last += DAY
    length = (last - first).days + 1
    if length > most:
        run = (first + DAY * step for step in range(length))
        clears_on = max((day for day in run if day in taken), default=last) + 2 * DAY
        message = (
            f"This duty would make {length} days in a row with a duty, from {in_words(first)} to {in_words(last)}, "
            f"and the most is {most}. With a day of rest {case.to.subject.lower()} can take duties again from "
            f"{in_words(clears_on)}."
        )
        yield Refusal("days_in_a_row", message, COORDINATOR, clears_on)


def _average_clears_on(others: Diary, monday: date, weeks: int, room: int) -> date | None:
    """The Monday of the next week in which as long a duty leaves every average within the limit; None without one."""
    later = (monday + WEEK * step for step in range(1, 2 * weeks + 1))
    return next((week for week in later if others.fullest(week, weeks)[0] <= room), None)
