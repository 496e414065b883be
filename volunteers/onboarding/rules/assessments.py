"""Two sheets about one person: when one may be seen, where they lie apart, and what is made of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.strands.rules.sheets import Criterion, Scale, Sheet

SEATS = (1, 2)
FAR = 2  # scores this far apart are marked, and need a reason for what was agreed
LONGEST_COMMENT = 2_000


class Recommendation(StrEnum):
    """What an assessor would do, over all that they saw."""

    RECOMMEND = "recommend"
    WITH_DOUBTS = "with_doubts"
    DO_NOT_RECOMMEND = "do_not_recommend"

    @property
    def label(self) -> str:
        return {
            "recommend": "I recommend them",
            "with_doubts": "I recommend them, with doubts",
            "do_not_recommend": "I do not recommend them",
        }[self]

    @property
    def tone(self) -> str:
        """How that is coloured."""
        return {"recommend": "good", "with_doubts": "waiting", "do_not_recommend": "poor"}[self]


@dataclass(frozen=True)
class SheetEntry:
    """What an assessor has written down so far; a draft may be empty."""

    scores: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    recommendation: Recommendation | None = None


@dataclass(frozen=True)
class Seat:
    """One of the two seats of a round as everyone may see it: who sits there, and whether their sheet is in."""

    round: int
    number: int
    assessor_id: int
    assessor: str
    taken_at: datetime
    sent_at: datetime | None
    highest: int = 5

    @property
    def is_in(self) -> bool:
        return self.sent_at is not None


@dataclass(frozen=True)
class Outcome:
    """What was made of a round, by whom and when."""

    round: int
    passed: bool
    by: str
    at: datetime


@dataclass(frozen=True)
class Round:
    """One sitting of two assessors about one check; a retake is another."""

    number: int
    seats: tuple[Seat, ...]
    outcome: Outcome | None = None

    @property
    def is_in(self) -> bool:
        """Whether both sheets are in, so that either may be seen."""
        return len(self.seats) == len(SEATS) and all(seat.is_in for seat in self.seats)

    @property
    def count_in(self) -> int:
        return sum(seat.is_in for seat in self.seats)

    @property
    def free(self) -> tuple[int, ...]:
        """The seats nobody has taken."""
        return tuple(number for number in SEATS if number not in {seat.number for seat in self.seats})

    def seat_of(self, account_id: int) -> Seat | None:
        """The seat someone has in it."""
        return next((seat for seat in self.seats if seat.assessor_id == account_id), None)

    @property
    def state(self) -> str:
        """How it stands, in words that give away nothing of the sheets."""
        if self.outcome is not None:
            return "Passed" if self.outcome.passed else "Not passed"
        if self.is_in:
            return "Both sheets are in"
        return f"{self.count_in} of {len(SEATS)} sheets in"

    @property
    def tone(self) -> str:
        """How that is coloured."""
        if self.outcome is not None:
            return "good" if self.outcome.passed else "poor"
        return "fair" if self.is_in else "waiting"


def rounds_of(seats: Sequence[Seat], outcomes: Sequence[Outcome]) -> tuple[Round, ...]:
    """The rounds there were, latest first."""
    ended = {outcome.round: outcome for outcome in outcomes}
    return tuple(
        Round(
            number,
            tuple(sorted((seat for seat in seats if seat.round == number), key=lambda seat: seat.number)),
            ended.get(number),
        )
        for number in sorted({seat.round for seat in seats}, reverse=True)
    )


def round_to_sit(rounds: Sequence[Round]) -> Round:
    """The round in which a seat is taken now: the one under way, or the next after one that has ended."""
    if not rounds:
        return Round(1, ())
    latest = rounds[0]
    return latest if latest.outcome is None else Round(latest.number + 1, ())


def refusals_to_sit(
    name: str, rounds: Sequence[Round], *, account_id: int, is_gathered: bool, is_passed: bool
) -> list[Refusal]:
    """Why someone cannot take a seat, beyond whose application it is; empty when they can."""
    sitting = round_to_sit(rounds)
    if is_passed:
        return [Refusal("already_passed", f"{name} is passed already.")]
    if not is_gathered:
        return [Refusal("not_now", f"{name} is not scored at this stage. Move the application there first.")]
    if sitting.seat_of(account_id) is not None:
        return [Refusal("has_seat", "You have a seat already. The other one is for somebody else.")]
    if not sitting.free:
        return [Refusal("seats_taken", "Both seats are taken.", "One of the two assessors can free theirs")]
    return []


def missing_to_send(sheet: Sheet, entry: SheetEntry) -> dict[str, str]:
    """What is still to be filled in before a sheet can be sent: the error by the name of its field."""
    missing: dict[str, str] = {}
    for each in sheet.criteria:
        if each.code not in entry.scores:
            missing[f"score_{each.code}"] = f"Choose a score for {_in_a_sentence(each.name)}."
        if not entry.comments.get(each.code):
            words = f"Write what you heard or saw that shows it, for {_in_a_sentence(each.name)}."
            missing[f"comment_{each.code}"] = words
    if entry.recommendation is None:
        missing["recommendation"] = "Choose what you recommend."
    return missing


@dataclass(frozen=True)
class Compared:
    """One criterion as the two assessors scored it."""

    criterion: Criterion
    scores: tuple[int, int]
    words: tuple[str, str]
    comments: tuple[str, str]
    agreed: int | None = None

    @property
    def gap(self) -> int:
        return abs(self.scores[0] - self.scores[1])

    @property
    def is_far(self) -> bool:
        return self.gap >= FAR

    @property
    def is_same(self) -> bool:
        return self.gap == 0

    @property
    def between(self) -> tuple[int, ...]:
        """The scores on which the two can agree."""
        return tuple(range(min(self.scores), max(self.scores) + 1))


def compared(
    sheet: Sheet, scale: Scale, one: SheetEntry, other: SheetEntry, agreed: Mapping[str, int] | None = None
) -> tuple[Compared, ...]:
    """Two whole sheets beside each other, in the order of the criteria."""
    scored = [each for each in sheet.criteria if each.code in one.scores and each.code in other.scores]
    return tuple(_compare(each, scale, one, other, agreed or {}) for each in scored)


def _compare(each: Criterion, scale: Scale, one: SheetEntry, other: SheetEntry, agreed: Mapping[str, int]) -> Compared:
    levels, scores = dict(scale.steps(each)), (one.scores[each.code], other.scores[each.code])
    return Compared(
        each,
        scores,
        (levels[scores[0]], levels[scores[1]]),
        (one.comments.get(each.code, ""), other.comments.get(each.code, "")),
        agreed.get(each.code),
    )


@dataclass(frozen=True)
class Agreed:
    """What a coordinator writes down over two sheets. ``scores`` has those that had to be agreed."""

    scores: Mapping[str, int]
    passed: bool
    result_on: date | None
    reason: str = ""

    def whole(self, rows: Sequence[Compared]) -> dict[str, int]:
        """A score for every criterion: where both gave the same, that one."""
        return {
            row.criterion.code: row.scores[0] if row.is_same else self.scores[row.criterion.code]
            for row in rows
            if row.is_same or row.criterion.code in self.scores
        }


def refusals_to_agree(
    rows: Sequence[Compared], scale: Scale, agreed: Agreed, recommendations: Sequence[Recommendation | None]
) -> list[Refusal]:
    """Why the result of a round cannot be written down like this; empty when it can."""
    refusals = list(_refusals_of_scores(rows, agreed))
    if not refusals and not agreed.reason:
        refusals += _reasons_wanted(rows, scale, agreed, recommendations)
    return refusals


def _refusals_of_scores(rows: Sequence[Compared], agreed: Agreed) -> Iterator[Refusal]:
    for row in rows:
        name, score = _in_a_sentence(row.criterion.name), agreed.scores.get(row.criterion.code)
        if row.is_same:
            continue
        if score is None:
            yield Refusal("not_agreed", f"Choose the agreed score for {name}.")
        elif score not in row.between:
            low, high = row.between[0], row.between[-1]
            yield Refusal("not_between", f"The agreed score for {name} lies between the two: {low} to {high}.")


def _reasons_wanted(
    rows: Sequence[Compared], scale: Scale, agreed: Agreed, recommendations: Sequence[Recommendation | None]
) -> Iterator[Refusal]:
    far = [_in_a_sentence(row.criterion.name) for row in rows if row.is_far]
    if far:
        yield Refusal("reason_for_far", f"Write how you agreed: the two scores lie far apart for {', '.join(far)}.")
    elif Recommendation.DO_NOT_RECOMMEND in recommendations and len(set(recommendations)) > 1:
        yield Refusal("reason_for_split", "Write how you agreed: the two recommend different things.")
    elif scale.is_pass(agreed.whole(rows)) is not agreed.passed:
        made = "make a pass" if not agreed.passed else "do not make a pass"
        yield Refusal("reason_for_result", f"Write why: the agreed scores {made}. {scale.words}")


def _in_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
