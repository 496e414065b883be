"""What makes one kind of volunteering differ from another, as plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol, TypeVar

from volunteers.errors import NotFound
from volunteers.strands.rules.checks import CheckDefinition
from volunteers.strands.rules.documents import DocumentAsked
from volunteers.strands.rules.eligibility import EligibilityRule, Finding
from volunteers.strands.rules.pipeline import Pipeline
from volunteers.strands.rules.references import References
from volunteers.strands.rules.skills import SkillList


class StrandCode(StrEnum):
    """The six strands of citizens in policing, as the Police and Crime Plan names them."""

    SPECIAL_CONSTABULARY = "special_constabulary"
    POLICE_SUPPORT_VOLUNTEERS = "police_support_volunteers"
    CADETS = "cadets"
    NEIGHBOURHOOD_WATCH = "neighbourhood_watch"
    FARM_WATCH = "farm_watch"
    COMMUNITY_SPEEDWATCH = "community_speedwatch"


@dataclass(frozen=True)
class Condition:
    """One condition of joining in plain words; ``sourced`` is False when the force must confirm it."""

    words: str
    sourced: bool = True


@dataclass(frozen=True)
class Criteria:
    """Who may apply. Ages in whole years, both ends included; ``age_judged_on`` says on which day, in words."""

    minimum_age: int | None = None
    maximum_age: int | None = None
    age_judged_on: str = "the day you apply"
    residence_years: int | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of what is asked: the slugs of its questions in order, and the whole of it in words for the public.

    ``asked_at`` is the code of the stage at which it is asked; None when it is asked before the form is sent.
    """

    code: str
    title: str
    questions: tuple[str, ...]
    words: str = ""
    asked_at: str | None = None


@dataclass(frozen=True)
class AskedWhen:
    """A question that is asked only beside one of some answers to a field of another question."""

    question: str
    field: str
    values: frozenset[str]


@dataclass(frozen=True)
class Grade:
    """How far a member has come, and whether they may then be on duty alone. Lowest first in its strand."""

    code: str
    name: str
    explains: str = ""
    may_be_alone: bool = False


@dataclass(frozen=True)
class Rank:
    """A rank, lowest first in its strand."""

    code: str
    name: str


class HoursKind(StrEnum):
    """What hours are counted as. Essex's reports to its commissioner count operational hours apart (domain.md 3.2)."""

    OPERATIONAL = "operational"
    TRAINING = "training"
    COMMUNITY = "community"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True)
class DutyKind:
    """A kind of duty. Someone restricted takes no place on one that is operational.

    ``planned_on`` says where such duties are planned that are not made like any other; empty for all others.
    """

    code: str
    name: str
    is_operational: bool = False
    planned_on: str = ""

    @property
    def hours_kind(self) -> HoursKind:
        """What hours on it are counted as: what is neither operational nor training is for the community."""
        if self.is_operational:
            return HoursKind.OPERATIONAL
        return HoursKind.TRAINING if self.code == "training" else HoursKind.COMMUNITY


@dataclass(frozen=True)
class DutyDemands:
    """What a duty of a strand demands; what is None is not demanded.

    Every clearance must be good on each date of the duty. ``lowest_grade`` is the grade to be on duty at all. A member
    whose grade may not be alone needs one who may, or an adult leader, beside them. ``minimum_team`` counts everyone on
    the duty, ``minimum_adults`` those of 18 and over. Hours of a week and a month are of duties alone; the average over
    ``average_weeks`` counts the day job too. ``kinds`` are those of its duties, the usual one first. ``to_confirm``
    names the values the force must confirm.
    """

    kinds: tuple[DutyKind, ...] = ()
    clearances: tuple[str, ...] = ()
    lowest_grade: str | None = None
    minimum_team: int = 1
    minimum_adults: int = 0
    young_people_per_adult: int | None = None
    daylight_only: bool = False
    earliest: time | None = None
    latest: time | None = None
    longest_hours: int | None = None
    rest_hours: int | None = None
    maximum_weekly_hours: int | None = None
    average_weekly_hours: int | None = None
    average_weeks: int = 17
    maximum_monthly_hours: int | None = None
    maximum_days_in_a_row: int | None = None
    to_confirm: tuple[str, ...] = ()

    def kind(self, code: str | None) -> DutyKind | None:
        """The kind of this code; None for none, and for one the strand no longer has."""
        return next((kind for kind in self.kinds if kind.code == code), None)

    def meant(self, code: str | None) -> DutyKind | None:
        """The kind of this code; for none, the usual one; None where the strand has no kinds."""
        return self.kind(code) if code else next(iter(self.kinds), None)


Judge = Callable[[Mapping[str, Mapping[str, Any]], date], list[Finding]]
"""The stored answers and a day in; what then stands in the way of an application out."""


def _nothing(_answers: Mapping[str, Mapping[str, Any]], _on: date) -> list[Finding]:
    return []


@dataclass(frozen=True)
class Strand:
    """One kind of volunteering on one page. ``appointed_grade`` is the grade a new member begins with.

    ``published_time`` is what the force itself says of how long joining takes; empty where it says nothing.
    ``sealed`` names the questions whose answers are stored sealed, for the few who may read them; ``conditions`` the
    questions asked only beside some answer. ``reapply_months`` is how long after an unsuccessful application the next
    may be begun. ``references`` says who is asked about an applicant; None where nobody is.
    ``documents`` are the kinds of file an applicant is asked to send.
    ``judges`` finds what stands in the way of an application beside its eligibility answers. ``skills`` are shown on
    duty before a grade is reached; None where none are asked.
    """

    code: StrandCode
    slug: str
    name: str
    member: str
    purpose: str
    what_you_do: tuple[str, ...]
    commitment: str
    criteria: Criteria
    asks: tuple[Section, ...]
    pipeline: Pipeline
    checks: tuple[CheckDefinition, ...]
    grades: tuple[Grade, ...]
    appointed_grade: str
    duty: DutyDemands
    appointment_word: str
    reference_prefix: str
    contact: str
    ranks: tuple[Rank, ...] = ()
    eligibility: tuple[EligibilityRule, ...] = ()
    published_time: str = ""
    sealed: frozenset[str] = frozenset()
    conditions: Mapping[str, AskedWhen] = field(default_factory=dict)
    reapply_months: int = 6
    references: References | None = None
    documents: tuple[DocumentAsked, ...] = ()
    judges: Judge = _nothing
    skills: SkillList | None = None

    def check(self, code: str) -> CheckDefinition:
        """The check of that code; raises ``NotFound``."""
        return _of_code("check", self.checks, code)

    def grade(self, code: str) -> Grade:
        """The grade of that code; raises ``NotFound``."""
        return _of_code("grade", self.grades, code)

    def rank(self, code: str) -> Rank:
        """The rank of that code; raises ``NotFound``."""
        return _of_code("rank", self.ranks, code)

    def section(self, code: str) -> Section:
        """The section of that code; raises ``NotFound``."""
        return _of_code("section", self.asks, code)

    def reaches(self, grade: str, lowest: str) -> bool:
        """Whether a grade is at least another of this strand; raises ``NotFound`` for either."""
        order = self.grades.index
        return order(self.grade(grade)) >= order(self.grade(lowest))

    @cached_property
    def grades_on_duty(self) -> frozenset[str | None]:
        """The grades with which a member may be on duty; None is one of them where no grade is demanded."""
        codes = [grade.code for grade in self.grades]
        if self.duty.lowest_grade is None:
            return frozenset([None, *codes])
        return frozenset(codes[codes.index(self.duty.lowest_grade) :])

    def sections_at(self, stage: str) -> tuple[Section, ...]:
        """The sections asked while an application is at a stage: before sending, those without a stage of their own."""
        asked_at = None if stage == self.pipeline.first.code else stage
        return tuple(section for section in self.asks if section.asked_at == asked_at)

    @property
    def appointed_rank(self) -> Rank | None:
        """The rank a new member begins with: the lowest; None where a strand has no ranks."""
        return self.ranks[0] if self.ranks else None

    @property
    def clearances(self) -> tuple[CheckDefinition, ...]:
        """The checks that a member has to keep good to be on duty."""
        return tuple(check for check in self.checks if check.code in self.duty.clearances)


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


Item = TypeVar("Item", bound=_Coded)


def _of_code(kind: str, items: Sequence[Item], code: str) -> Item:
    for item in items:
        if item.code == code:
            return item
    raise NotFound(f"no {kind} {code!r}")
