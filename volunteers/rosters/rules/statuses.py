"""What leave, a suspension, a restriction or an 18th birthday closes to a volunteer, on the dates of the duty.

Someone restricted takes no place on a duty of an operational kind, and what they may not do stands in the refusal. Of a
duty that says nothing of its kind, a place is operational where the strand asks for a patrol status (the Special
Constabulary) or where the post asks for a grade or a qualification.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from volunteers.errors import Refusal
from volunteers.people.rules import Standing, StatusKind, StatusSpan
from volunteers.people.rules.moving_on import turns_18_on
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.rosters.rules.facts import DutyFacts, PostFacts
from volunteers.rosters.rules.wording import Pronouns, can, in_words
from volunteers.strands.rules import Party, Strand

COORDINATOR = Party.COORDINATOR.label
HOW = {StatusKind.LEAVE: "on leave", StatusKind.SUSPENDED: "suspended", StatusKind.RESTRICTED: "restricted"}


def refusals_of_status(standing: Standing, duty: DutyFacts, to: Pronouns) -> Iterator[Refusal]:
    """On leave or suspended on a day of the duty: on no duty at all."""
    for span in _on(standing, duty):
        if span.status.stops_every_duty:
            words = f"{to.subject} are {HOW[span.status]} {_when(span)}, and this duty is in that time."
            yield Refusal(span.status.value, f"{words} {_help(span, to)}", COORDINATOR, clears_on(span))


def refusals_of_restriction(
    standing: Standing, duty: DutyFacts, post: PostFacts, strand: Strand, to: Pronouns
) -> Iterator[Refusal]:
    """Restricted on a day of the duty: in no operational place."""
    for span in _on(standing, duty) if is_operational(duty, post, strand) else ():
        if span.status is StatusKind.RESTRICTED:
            words = f"{to.subject} are restricted {_when(span)}"
            limits = f": {span.limits.rstrip('.')}." if span.limits else "."
            message = f"{words}{limits} “{post.name}” is an operational place. {_help(span, to)}"
            yield Refusal(span.status.value, message, COORDINATOR, clears_on(span))


def refusals_of_age(standing: Standing, duty: DutyFacts, to: Pronouns) -> Iterator[Refusal]:
    """A cadet is on no cadet duty from their 18th birthday on."""
    if standing.strand != CHILDRENS_STRAND:
        return
    turns_on = turns_18_on(standing.birth_date)
    if duty.last_on >= turns_on:
        words = f"Police cadets are 13 to 17, and {to.subject.lower()} turn 18 on {in_words(turns_on)}."
        yield Refusal("of_age", f"{words} {can(COORDINATOR)} say what {to.subject.lower()} can do next.", COORDINATOR)


def is_operational(duty: DutyFacts, post: PostFacts, strand: Strand) -> bool:
    """Whether a place is one that someone restricted may not take."""
    if duty.is_operational is not None:
        return duty.is_operational
    return strand.duty.lowest_grade is not None or bool(post.grades) or bool(post.needs)


def clears_on(span: StatusSpan) -> date | None:
    """The first day after it; None where nobody knows yet."""
    return span.until_on + timedelta(days=1) if span.until_on else None


def _on(standing: Standing, duty: DutyFacts) -> Iterator[StatusSpan]:
    return (span for span in standing.statuses if span.touches(duty.first_on, duty.last_on))


def _when(span: StatusSpan) -> str:
    if span.until_on is None:
        return f"from {in_words(span.from_on)} until further notice"
    if span.until_on == span.from_on:
        return f"on {in_words(span.from_on)}"
    return f"from {in_words(span.from_on)} to {in_words(span.until_on)}"


def _help(span: StatusSpan, to: Pronouns) -> str:
    clear = clears_on(span)
    again = f"It clears on {in_words(clear)}." if clear else "It has no last day yet."
    more = {StatusKind.LEAVE: f"bring {to.object} back sooner", StatusKind.SUSPENDED: "say what happens next"}
    return f"{again} {can(COORDINATOR)} {more.get(span.status, 'change it')}."
