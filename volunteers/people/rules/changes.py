"""May this be written down about how someone serves? Plain checks; what is refused says who can put it right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.errors import Refusal
from volunteers.people.rules.serving import EndReason, StatusKind, StatusSpan
from volunteers.strands.rules import in_words
from volunteers.strands.rules.reasons import Reason

ANOTHER = "Another coordinator"
OWN = Refusal("own_service", "This is your own service. Someone else has to change it.", ANOTHER)
CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    "Someone else changed this person’s service while you had the page open. Look at it as it is now, then send yours.",
)
DAY = timedelta(days=1)
LONGEST_AHEAD = timedelta(days=366 * 3)


@dataclass(frozen=True)
class Served:
    """A period of service: its first day, and the first day that is no longer in it."""

    started_on: date
    ended_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class StatusChange:
    """How someone is to serve from a day, and until another where that is known; why, and what they may not do."""

    status: StatusKind
    from_on: date
    until_on: date | None = None
    reason: Reason | None = None
    limits: str = ""
    note: str = ""

    @property
    def back_on(self) -> date | None:
        """The day on which they are expected back."""
        return self.until_on + DAY if self.until_on else None


@dataclass(frozen=True)
class Cut:
    """A span that has to make room for a new one, and what is left of it, in order; nothing when it is covered."""

    place: int
    left: tuple[tuple[date, date | None], ...]


def cuts(spans: Sequence[StatusSpan], from_on: date, until_on: date | None) -> list[Cut]:
    """The spans, by their place, that a new one from a day until another goes over."""
    found = []
    for place, span in enumerate(spans):
        if span.touches(from_on, until_on):
            found.append(Cut(place, tuple(_left(span, from_on, until_on))))
    return found


def _left(span: StatusSpan, from_on: date, until_on: date | None) -> Iterable[tuple[date, date | None]]:
    """Before the new one, and after it; of being active again only what is before, for after it goes without saying."""
    if span.from_on < from_on:
        yield span.from_on, from_on - DAY
    ends_later = until_on is not None and (span.until_on is None or until_on < span.until_on)
    if ends_later and until_on is not None and span.status is not StatusKind.ACTIVE:
        yield until_on + DAY, span.until_on


def refusals_of_status(
    change: StatusChange, served: Served, spans: Sequence[StatusSpan], *, today: date
) -> list[Refusal]:
    """Why a change of status cannot be written down."""
    refusals = refusals_of_day("It", change.from_on, served, today=today)
    if change.until_on is not None and change.until_on < change.from_on:
        refusals.append(Refusal("until_before_from", "The last day must be the first day or a later one."))
    if change.status is StatusKind.ACTIVE:
        if not any(span.status is not StatusKind.ACTIVE and span.touches(change.from_on, None) for span in spans):
            words = f"They serve as usual from {in_words(change.from_on)} already. There is nothing to end."
            refusals.append(Refusal("active_already", words))
        return refusals
    return [*refusals, *_wanting(change)]


def _wanting(change: StatusChange) -> Iterable[Refusal]:
    if change.reason is None:
        yield Refusal("reason_needed", "Choose a reason.")
    elif change.reason.note_needed and not change.note.strip():
        yield Refusal("note_needed", f"Say more about “{change.reason.words}” in your own words.")
    if change.status is StatusKind.RESTRICTED and not change.limits.strip():
        yield Refusal("limits_needed", "Say what they may not do.")


def refusals_of_day(what: str, day: date, served: Served, *, today: date) -> list[Refusal]:
    """Why something cannot begin on a day: outside the service, or too far ahead to be more than a slip."""
    if day < served.started_on:
        words = f"{what} cannot begin before their service did, on {in_words(served.started_on)}."
        return [Refusal("before_service", words)]
    if served.ended_on is not None and day >= served.ended_on:
        words = f"{what} cannot begin on or after {in_words(served.ended_on)}, when their service ends."
        return [Refusal("after_service", words)]
    if day > today + LONGEST_AHEAD:
        return [Refusal("too_far_ahead", f"{in_words(day)} is more than three years ahead. Check the year.")]
    return []


def refusals_of_next(
    what: str, day: date, served: Served, begun: Sequence[date], *, today: date
) -> list[Refusal]:  # fmt: skip
    """Why the next rank, grade or posting cannot begin on a day: each begins after the one before it."""
    refusals = refusals_of_day(what, day, served, today=today)
    latest = max(begun, default=None)
    if not refusals and latest is not None and day <= latest:
        words = f"{what} must begin after {in_words(latest)}, when the one before it begins."
        refusals.append(Refusal("before_the_last", words))
    return refusals


def refusals_of_step(ladder: Sequence[str], held: str | None, wanted: str, *, why: str) -> list[Refusal]:
    """Why someone cannot go from one grade to another: one step forward at a time, or back with a reason."""
    if wanted not in ladder:
        return [Refusal("unknown_grade", "Choose one of the statuses shown.")]
    to, at = ladder.index(wanted), ladder.index(held) if held in ladder else -1
    if to == at:
        return [Refusal("held_already", "They hold this already. Choose another one.")]
    if to > at + 1 and at >= 0:
        return [Refusal("step_by_step", "They move on one step at a time. Choose the next one.")]
    if to < at and not why.strip():
        return [Refusal("reason_needed", "Say why they go back.")]
    return []


def refusals_of_ending(
    ends_on: date, served: Served, reason: Reason | None, *, note: str, today: date
) -> list[Refusal]:  # fmt: skip
    """Why service cannot end; ``ends_on`` is the first day on which they no longer serve."""
    refusals = []
    if served.ended_on is not None:
        refusals.append(Refusal("ends_already", f"Their service already ends on {in_words(served.ended_on)}."))
    elif ends_on <= served.started_on:
        words = f"Their service began on {in_words(served.started_on)}. It can end on that day at the earliest."
        refusals.append(Refusal("before_service", words))
    elif ends_on > today + LONGEST_AHEAD:
        refusals.append(Refusal("too_far_ahead", f"{in_words(ends_on)} is more than three years ahead."))
    if reason is None:
        refusals.append(Refusal("reason_needed", "Choose why their service ends."))
    elif reason.note_needed and not note.strip():
        refusals.append(Refusal("note_needed", f"Say more about “{reason.words}” in your own words."))
    return refusals


# What the figures count a kept reason as; a reason a force adds itself is someone leaving of their own wish.
COUNTED_AS = {
    "regular_service": EndReason.PROGRESSED,
    "retired": EndReason.RETIRED,
    "moved_away": EndReason.MOVED_AWAY,
    "turned_18": EndReason.TURNED_18,
    "not_eligible": EndReason.NO_LONGER_ELIGIBLE,
    "required": EndReason.REQUIRED_TO_LEAVE,
    "died": EndReason.DIED,
    "record_cleansed": EndReason.RECORD_CLEANSED,
}
# What must always be there to choose, since it is counted or told apart from all others.
ALWAYS = ("regular_service", "moved_away", "not_eligible", "required", "died", "record_cleansed")


def counted_as(code: str) -> EndReason:
    """What the figures count a reason as."""
    return COUNTED_AS.get(code, EndReason.RESIGNED)


def ways_to_end(kept: Iterable[Reason], *, is_cadet: bool) -> list[Reason]:
    """The reasons to choose from: those the force keeps, and those that must always be there. Only cadets turn 18."""
    found = [each for each in kept if is_cadet or each.code != "turned_18"]
    codes = {each.code for each in found}
    more = [Reason(code, COUNTED_AS[code].label) for code in ALWAYS if code not in codes]
    last = [each for each in found if each.note_needed]
    return [*(each for each in found if not each.note_needed), *more, *last]
