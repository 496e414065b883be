"""Which quarters a release can be of, who may do what with one, and how it reads as tables of words."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.trends.disclosure.changes import WINDOW, window
from volunteers.trends.disclosure.quarters import is_cut_off

ANOTHER = "Another analyst of the Commissioner’s office"
WHOLE_QUARTERS = (
    "Releases are of whole quarters, which end on 31 March, 30 June, 30 September and 31 December: figures to any "
    "other day, beside these, would tell of the few people in between."
)
IN_THE_NIGHT = "Quarters are counted in the night after they end: look again tomorrow."
STANDING = Refusal(
    "prepared_already",
    "A release of this quarter is prepared already. It has to be published or discarded first.",
)
SAY_WHY = Refusal("known", "There is a release of this quarter already. Correct it, and say why.")
NOTHING_TO_CORRECT = Refusal(
    "nothing_to_correct", "There is no release of this quarter yet, so there is nothing to correct. Leave the note out."
)
OWN = Refusal("own", "Nobody publishes a release that they prepared themselves.", ANOTHER)
BEING_MADE = Refusal("being_made", "This release is still being made. It can be published once it is there.")
PUBLISHED = Refusal("published", "This release was published already. A correction can be prepared.")
DISCARDED = Refusal("discarded", "This release was discarded.")
OUTDATED = Refusal(
    "outdated",
    "Another release was published since this one was prepared, and what that one told was not taken into account "
    "here. Discard this one and prepare it again.",
)
NOT_THE_SAME = Refusal(
    "not_the_same",
    "Made again from its frozen input, this release does not come out the same byte for byte, so it is not published. "
    "Discard it and prepare it again.",
)
FAULTS = {one.code: one for one in (OWN, BEING_MADE, PUBLISHED, DISCARDED, OUTDATED, NOT_THE_SAME)}
# What someone else's act brought about.
MEANWHILE = frozenset({STANDING, PUBLISHED, DISCARDED, OUTDATED})
DAY = timedelta(days=1)
# Of no other are there figures, and before the year 1 and after 9999 there are no days to reckon with.
YEARS = range(2000, 2200)


class State(StrEnum):
    """How far a release has come."""

    BEING_MADE = "being_made"
    PREPARED = "prepared"
    PUBLISHED = "published"
    DISCARDED = "discarded"

    @property
    def words(self) -> str:
        return _STATES[self][0]

    @property
    def tone(self) -> str:
        return _STATES[self][1]


_STATES = {
    State.BEING_MADE: ("Being made", "waiting"),
    State.PREPARED: ("Waits for a second person", "waiting"),
    State.PUBLISHED: ("Published", "good"),
    State.DISCARDED: ("Discarded", "waiting"),
}


@dataclass(frozen=True)
class Known:
    """A release there is, published or not; discarded ones do not count."""

    cut_off: date
    version: int
    is_published: bool


def not_made(fault: str) -> Refusal:
    """That what was counted does not hang together; ``fault`` says how."""
    return Refusal("not_made", f"What was counted does not hang together, so no release was made: {fault}.")


def stage_words(strands: Iterable[Iterable[tuple[str, str]]]) -> dict[str, str]:
    """What stages are called inside a sentence, by their codes, given those of each strand as (code, name) in order.

    A release has one name for a code. Where strands call a stage of one code differently none of their names will do.
    """
    names: dict[str, set[str]] = {}
    first = set()
    for stages in strands:
        for number, (code, name) in enumerate(stages):
            names.setdefault(code, set()).add(inside_a_sentence(name))
            if number == 0:
                first.add(code)
    neutral = {code: "the first stage" if code in first else code.replace("_", " ") for code in names}
    return {code: min(several) if len(several) == 1 else neutral[code] for code, several in names.items()}


def inside_a_sentence(name: str) -> str:
    """The name of a stage inside a sentence: ``Form review`` as ``form review``, but ``DBS check`` as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def next_version(cut_off: date, known: Iterable[Known]) -> int:
    """The version that a new release of a quarter would be."""
    return 1 + max((one.version for one in known if one.cut_off == cut_off and one.is_published), default=0)


def refusals_to_prepare(
    cut_off: date, note: str, *, today: date, counted: Collection[date], known: Collection[Known]
) -> list[Refusal]:
    """Why no release of this day can be prepared today; ``counted`` are the quarters counted for good.

    Releases follow each other. What the latest of them told is what a new one is made beside, so an older one is
    never made again.
    """
    return next(([refusal] for refusal in _refusals(cut_off, note, today, counted, known)), [])


def quarters_of(cut_off: date) -> list[date]:
    """The ends of the four quarters that a release to this day is over; none for a day that ends no quarter."""
    return window(cut_off) if cut_off.year in YEARS and is_cut_off(cut_off) else []


def _refusals(
    cut_off: date, note: str, today: date, counted: Collection[date], known: Collection[Known]
) -> Iterator[Refusal]:
    if not quarters_of(cut_off):
        yield Refusal("no_quarter", f"{_day(cut_off)} is not the last day of a quarter. {WHOLE_QUARTERS}")
    if cut_off >= today:
        words = f"The quarter ends on {_day(cut_off)}. A release is of whole quarters."
        yield Refusal("not_over", words, clears_on=cut_off + DAY)
    later = max((one.cut_off for one in known if one.is_published and one.cut_off > cut_off), default=None)
    if later is not None:
        words = f"Releases follow each other, and there is one to {_day(later)} already. Correct that one instead."
        yield Refusal("follow", words)
    yield from _uncounted(cut_off, today, counted)
    if any(one.cut_off == cut_off and not one.is_published for one in known):
        yield STANDING
    is_correction = next_version(cut_off, known) > 1
    if is_correction and not note:
        yield SAY_WHY
    if note and not is_correction:
        yield NOTHING_TO_CORRECT


def _uncounted(cut_off: date, today: date, counted: Collection[date]) -> Iterator[Refusal]:
    missing = [on for on in quarters_of(cut_off) if on not in counted]
    if cut_off in missing:
        words = f"The quarter that ended on {_day(cut_off)} has not been counted yet. {IN_THE_NIGHT}"
        yield Refusal("not_counted", words, clears_on=today + DAY)
    if missing:
        there = WINDOW - len(missing)
        words = "A release is over twelve months, so four quarters must have been counted. "
        yield Refusal("too_few_quarters", f"{words}To {_day(cut_off)} only {there} {'is' if there == 1 else 'are'}.")


def refusals_to_discard(state: State) -> list[Refusal]:
    """Why a release in this state cannot be discarded."""
    return [{State.PUBLISHED: PUBLISHED, State.DISCARDED: DISCARDED}[state]] if state in _OVER else []


def refusals_to_publish(state: State, *, is_own: bool, is_outdated: bool) -> list[Refusal]:
    """Why a release in this state cannot be published by someone."""
    if state in _OVER:
        return refusals_to_discard(state)
    if state is State.BEING_MADE:
        return [BEING_MADE]
    if is_own:
        return [OWN]
    return [OUTDATED] if is_outdated else []


_OVER = {State.PUBLISHED, State.DISCARDED}


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
