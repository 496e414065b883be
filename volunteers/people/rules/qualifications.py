"""The kinds of qualification a volunteer can hold, until the force keeps its own list, and how one is judged.

After the skills to record in domain.md, 2.2, and the specialist roles special constables hold:
https://docslib.org/doc/12006542/specialisms-in-the-special-constabulary . How long each lasts was found for personal
safety training alone, so the others do not run out by themselves until the force says when.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.errors import Refusal
from volunteers.forces.rules.lists import refusals_of_name

LONGEST_VALIDITY = 240  # months
SUPPORT_VOLUNTEERS = "police_support_volunteers"


@dataclass(frozen=True)
class QualificationKind:
    """A kind to choose: its strands (none named: all), how long it lasts (None: it does not run out by itself).

    ``to_confirm`` marks a validity without a source, which the force has still to confirm. One of the defaults is at
    version 1, as it is once the force keeps it.
    """

    code: str
    name: str
    valid_months: int | None = None
    to_confirm: bool = True
    strands: tuple[str, ...] = ()
    is_ended: bool = False
    version: int = 1

    @property
    def validity(self) -> str:
        """How long it lasts, in words."""
        if self.valid_months is None:
            lasts = "Does not run out by itself"
        elif self.valid_months % 12:
            lasts = f"{self.valid_months} month{'s' if self.valid_months > 1 else ''}"
        else:
            years = self.valid_months // 12
            lasts = f"{years} year{'s' if years > 1 else ''}"
        return f"{lasts}, to confirm" if self.to_confirm else lasts

    def is_for(self, strands: Collection[str]) -> bool:
        """Whether someone who serves in these strands may hold it."""
        return not self.strands or any(strand in self.strands for strand in strands)


@dataclass(frozen=True)
class QualificationKindDraft:
    """A kind as an administrator enters it. ``after`` is the code it stands after."""

    name: str
    valid_months: int | None
    to_confirm: bool
    strands: tuple[str, ...]
    after: str | None


DEFAULTS: tuple[QualificationKind, ...] = (
    QualificationKind("first_aid", "First aid"),
    # Specials hold this one as a clearance, which every duty of theirs demands. 12 hours in every year:
    # https://www.college.police.uk/article/new-safety-training-officers
    QualificationKind(
        "personal_safety", "Public and personal safety training", 12, to_confirm=False, strands=(SUPPORT_VOLUNTEERS,)
    ),
    # Held from the day it was given, by which a driver is judged: see the placements of support volunteers.
    QualificationKind("driving_licence", "Full driving licence", strands=(SUPPORT_VOLUNTEERS,)),
    QualificationKind("standard_driver", "Standard driver"),
    QualificationKind("response_driver", "Response driver"),
    QualificationKind("public_order_level_2", "Public order level 2"),
    QualificationKind("taser", "Taser"),
    QualificationKind("evidential_breath_test", "Evidential breath test"),
    QualificationKind("body_worn_video", "Body-worn video"),
    QualificationKind("speed_device_operator", "Speed device operator"),
    QualificationKind("community_language", "Community language", to_confirm=False),
)


def refusals_of_kind(draft: QualificationKindDraft, *, taken: Collection[str], known: Collection[str]) -> list[Refusal]:
    """Why a draft will not do; ``taken`` are the names of the others, ``known`` the codes of the strands."""
    refusals = refusals_of_name(draft.name, taken=taken)
    if draft.valid_months is not None and not 1 <= draft.valid_months <= LONGEST_VALIDITY:
        refusals.append(Refusal("validity", f"It can last between 1 and {LONGEST_VALIDITY} months."))
    if not set(draft.strands) <= set(known):
        refusals.append(Refusal("unknown_strand", "Choose from the kinds of volunteering shown."))
    return refusals


@dataclass(frozen=True)
class Award:
    """A qualification as it is recorded; without a last good day it lasts as its kind does."""

    code: str
    from_on: date
    until_on: date | None
    evidence: str


@dataclass(frozen=True)
class EndOfHolding:
    """Why one is good no longer, with its last good day; none for one that was recorded by mistake."""

    last_on: date | None
    reason: str
    was_mistake: bool = False


def refusals_to_award(
    award: Award, kind: QualificationKind | None, *, began: Iterable[date], on: date
) -> Sequence[Refusal]:
    """Why an award cannot be recorded on a date; ``began`` are the first days of those of its kind already held."""
    refusals = []
    if kind is None:
        refusals.append(Refusal("unknown_kind", "Choose one of the qualifications shown."))
    if award.from_on > on:
        refusals.append(Refusal("award_in_future", "The date of the award must be today or in the past."))
    if award.until_on is not None and award.until_on < award.from_on:
        refusals.append(Refusal("ends_before_award", "The last good day cannot be before the date of the award."))
    if award.from_on in set(began):
        refusals.append(Refusal("awarded_already", "One of this kind and date is recorded already."))
    if not award.evidence.strip():
        refusals.append(Refusal("no_evidence", "Say what shows it, for example the number of a certificate."))
    return refusals


def refusals_to_end_holding(
    ending: EndOfHolding, *, from_on: date, until_on: date | None, on: date
) -> Sequence[Refusal]:
    """Why what is held between two dates cannot be ended so, on a date."""
    refusals = []
    if not ending.reason.strip():
        refusals.append(Refusal("no_reason", "Say why."))
    if ending.was_mistake:
        return refusals
    if until_on is not None and until_on < on:
        refusals.append(Refusal("ran_out", "It has run out already, so there is nothing to end."))
    elif ending.last_on is None:
        refusals.append(Refusal("no_last_day", "Enter the last day on which it was good."))
    elif not from_on <= ending.last_on <= on:
        refusals.append(
            Refusal("last_day", "The last good day must be between the date of the award and today, both included.")
        )
    return refusals


def last_good_day(ending: EndOfHolding, *, from_on: date) -> date:
    """Its last good day once it is ended; the day before it began, where it was good on none."""
    if ending.was_mistake or ending.last_on is None:
        return from_on - timedelta(days=1)
    return ending.last_on
