"""When: before the last day to sign up, about and not at work, on no other duty, and rested."""

from collections.abc import Iterable
from datetime import date, timedelta

from volunteers.availability.rules import DAY, DAY_NAMES, Availability, Exceptional, WeeklyTime
from volunteers.errors import Refusal
from volunteers.rosters.rules.case import COORDINATOR, SUPERVISOR, Case
from volunteers.rosters.rules.diary import Diary
from volunteers.rosters.rules.facts import Engagement, Giving, minutes_between
from volunteers.rosters.rules.wording import can, clock_words, days_of, in_words, lasting, minutes_words


def still_to_come(case: Case) -> Iterable[Refusal]:
    """The duty has not begun."""
    if case.duty.starts_at <= case.now:
        yield Refusal("begun", "This duty has already begun.")


def still_to_sign_up(case: Case) -> Iterable[Refusal]:
    """The last moment to sign up is not over, for those who do it themselves."""
    until = case.duty.sign_up_until
    if case.own_act and until is not None and until <= case.now:
        words = f"The time to sign up for this duty ended on {in_words(until.date())} at {clock_words(until)}."
        yield Refusal("sign_up_closed", f"{words} {can(SUPERVISOR)} still put {case.to.object} on it.", SUPERVISOR)


def given_by_supervisor(case: Case) -> Iterable[Refusal]:
    """A supervisor chooses who is on some duties: nobody takes a place on them."""
    if case.own_act and case.duty.giving is Giving.SUPERVISOR:
        words = f"A supervisor chooses who is on this duty. {can(SUPERVISOR)} put {case.to.object} on it."
        yield Refusal("by_supervisor", words, SUPERVISOR)


def about_then(case: Case) -> Iterable[Refusal]:
    """They have not said that they are away on a day of the duty."""
    duty, you = case.duty, case.to
    away = case.availability.away(duty.first_on, duty.last_on)
    if away is not None:
        clears_on = _back_on(case.availability, away)
        words = f"{you.subject} have said that {you.subject.lower()} are away {_span(away)}."
        change = f"{you.subject} can change that under “My availability”."
        yield Refusal("away", f"{words} {change}", you.subject.lower(), clears_on)


def not_at_work(case: Case) -> Iterable[Refusal]:
    """The duty does not overlap their day job as they have told us of it."""
    duty, you = case.duty, case.to
    job = case.availability.at_work(duty.starts, duty.ends)
    if job is not None:
        words = f"This duty overlaps {you.possessive.lower()} day job, {_hours(job)}."
        change = f"{you.subject} can change that, or say that {you.subject.lower()} can on that day"
        yield Refusal("day_job", f"{words} {change}, under “My availability”.", you.subject.lower())


def notes_of(case: Case) -> tuple[str, ...]:
    """What stops nothing and is worth saying."""
    if case.availability.is_usual(case.duty.starts, case.duty.ends) is False:
        return (f"This is outside the times {case.to.subject.lower()} usually can.",)
    return ()


def no_clash(case: Case) -> Iterable[Refusal]:
    """No other duty at the same time. Two on one day are allowed where they do not overlap and leave time to rest."""
    if case.others is not case.engagements and case.duty.duty_id in Diary.of(case.engagements).duty_ids:
        yield Refusal("already_on", f"{case.to.subject} are already on this duty.")
    for other in case.others.near(case.duty, 0):
        if _overlap(other, case.duty):
            words = f"{case.to.subject} are already on “{other.title}” ({days_of(other)}), which overlaps this duty."
            yield Refusal("clash", f"{words} {can(COORDINATOR)} free {case.to.object} from one of them.", COORDINATOR)


def rested(case: Case) -> Iterable[Refusal]:
    """Enough hours between this duty and those before and after it.

    Working Time Regulations 1998, daily rest of 11 hours; the number is the force's to confirm.
    """
    hours = case.strand.duty.rest_hours
    for other in case.others.near(case.duty, hours) if hours else ():
        gap = _gap_in_minutes(other, case.duty)
        if hours and gap is not None and gap < hours * 60:
            words = (
                f"There must be {hours} hours of rest between duties. Between this one and “{other.title}” "
                f"({days_of(other)}) there would be {lasting(gap)}."
            )
            yield Refusal("rest", f"{words} {can(COORDINATOR)} free {case.to.object} from one of them.", COORDINATOR)


def _back_on(availability: Availability, away: Exceptional) -> date:
    """The first day after the days away, and after those that follow on from them."""
    back: date = away.last_on + timedelta(days=1)
    while more := availability.away(back, back):
        back = more.last_on + timedelta(days=1)
    return back


def _span(away: Exceptional) -> str:
    if away.first_on == away.last_on:
        return f"on {in_words(away.first_on)}"
    return f"from {in_words(away.first_on)} to {in_words(away.last_on)}"


def _hours(job: WeeklyTime) -> str:
    """Monday 9am to 5pm, or Friday 10pm to Saturday 6am."""
    first, last = job.starts // DAY, (job.ends - 1) // DAY
    until = minutes_words(job.ends % DAY)
    after = until if first == last else f"{DAY_NAMES[job.ends // DAY % 7]} {until}"
    return f"{DAY_NAMES[first]} {minutes_words(job.starts % DAY)} to {after}"


def _overlap(one: Engagement, other: Engagement) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _gap_in_minutes(one: Engagement, other: Engagement) -> int | None:
    """The minutes between two duties, whichever comes first; None when they overlap."""
    if one.ends_at <= other.starts_at:
        return minutes_between(one.ends_at, other.starts_at)
    if other.ends_at <= one.starts_at:
        return minutes_between(other.ends_at, one.starts_at)
    return None
