"""Checks that run out before an applicant could be appointed, and what runs out as staff read it."""

from dataclasses import dataclass
from datetime import date, datetime

from volunteers.people.rules.lapses import HeldKind, state_tone, state_words, week_words
from volunteers.strands.rules import Strand


def appointed_by(strand: Strand, stage: str, *, since: date, on: date) -> date:
    """The day by which an applicant who stands at a stage has usually been appointed, seen from a date.

    Whoever stood there longer than usual moves on today at the soonest; stages without usual days take none.
    """
    ahead = strand.pipeline.open_stages
    codes = [each.code for each in ahead]
    if stage not in codes:
        return on
    here = strand.pipeline.stage(stage).usual_by(since)
    day = max(on, here or on)
    for each in ahead[codes.index(stage) + 1 :]:
        day = each.usual_by(day) or day
    return day


def is_still_needed(strand: Strand, stage: str, code: str) -> bool:
    """Whether a stage ahead, or duty itself, asks for a check that was passed."""
    path = strand.pipeline.path
    codes = [each.code for each in path]
    ahead = path[codes.index(stage) + 1 :] if stage in codes else ()
    return any(code in each.needs for each in ahead) or code in strand.duty.clearances


def runs_out_too_soon(strand: Strand, stage: str, code: str, *, until_on: date, since: date, on: date) -> bool:
    """Whether a check would be good no more on the day its applicant could be appointed."""
    return is_still_needed(strand, stage, code) and until_on < appointed_by(strand, stage, since=since, on=on)


@dataclass(frozen=True)
class LapseRow:
    """Something that has run out or will, as staff read it. ``reference`` is an application's, None for a volunteer."""

    kind: HeldKind
    id: int
    subject_id: int
    reference: str | None
    who: str
    what: str
    where: tuple[str, ...]
    until_on: date
    on: date
    warned: tuple[tuple[int, datetime], ...]

    @property
    def state(self) -> str:
        return state_words(self.until_on, self.on)

    @property
    def tone(self) -> str:
        return state_tone(self.until_on, self.on)

    @property
    def has_lapsed(self) -> bool:
        return self.until_on < self.on

    @property
    def week(self) -> str:
        """The heading under which it stands."""
        return week_words(self.until_on, self.on)

    @property
    def last_warned(self) -> datetime | None:
        return max((at for _, at in self.warned), default=None)
