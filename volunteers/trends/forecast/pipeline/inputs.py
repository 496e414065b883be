"""What the simulation is given: the record of one strand as plain values, and the changes a scenario asks for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StageIn:
    """One stage of the way from "submitted" to "appointed", with the force's own record of it.

    ``waiting`` holds the days each person now in the stage has spent there. ``left_days`` are (days, people) of those
    who left it, by moving on or dropping out; ``still`` are (days, people) of those whose stay had not ended when the
    record was taken (those waiting now, unless it says otherwise). ``released_by_intake``: people are held here until
    an intake with a free place, first in, first out.
    """

    code: str
    name: str
    waiting: tuple[int, ...] = ()
    left_days: tuple[tuple[int, int], ...] = ()
    still: tuple[tuple[int, int], ...] = ()
    moved_on: int = 0
    dropped: int = 0
    released_by_intake: bool = False


@dataclass(frozen=True)
class Intake:
    """A day on which people begin, and how many can. ``is_usual``: not planned, but expected from the past rhythm."""

    on: date
    places: int
    is_usual: bool = False


@dataclass(frozen=True)
class ServiceExposure:
    """Those with ``months_from`` or more months of service (up to the next band): months served, and how many left."""

    months_from: int
    person_months: float
    left: int


@dataclass(frozen=True)
class Inputs:
    """The record as it stood at the end of ``as_at``, a month's last day where whole months matter.

    ``stages`` are in order: the first is "submitted", and whoever moves on from the last is appointed.
    ``monthly_applications`` are whole months, oldest first, ending with the last one before ``months``; the month of
    each is in ``application_months`` (any day of it; where left out they are counted back from ``as_at``).
    ``months_to_qualify`` are (months, people) of those who qualified, ``still_unqualified`` the (months, people) of
    those who had not when they were last seen; ``unqualified_tenures`` the whole months of service of each person
    serving who has not (where left out and ``still_unqualified`` is not just these, the shortest service is taken).
    ``months`` are the month ends ahead. ``past_joiners`` and ``past_leavers`` are whole months up to ``as_at``, oldest
    first: eleven or more are needed for totals over twelve months, and more of them (36, say) tell how far the rate of
    leaving itself moves. Where ``as_at`` lies within a month, ``..._so_far`` are what happened in it up to then.
    ``usual_intakes``: (every how many months, places) of the past, assumed to go on after the last planned intake.
    """

    as_at: date
    headcount: int
    tenures_months: tuple[int, ...]
    exposure: tuple[ServiceExposure, ...]
    stages: tuple[StageIn, ...]
    monthly_applications: tuple[int, ...]
    application_months: tuple[date, ...] = ()
    intakes: tuple[Intake, ...] = ()
    qualified: int = 0
    months_to_qualify: tuple[tuple[int, int], ...] = ()
    still_unqualified: tuple[tuple[int, int], ...] = ()
    months: tuple[date, ...] = ()
    past_joiners: tuple[int, ...] = ()
    past_leavers: tuple[int, ...] = ()
    usual_intakes: tuple[int, int] | None = None
    applications_so_far: int = 0
    joiners_so_far: int = 0
    leavers_so_far: int = 0
    unqualified_tenures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What a scenario asks: "what if". The default changes nothing.

    ``stage_time_factor``: (stage code, factor) pairs, 0.5 halving the time in that stage. ``leavers_factor`` 0.9: one
    in ten fewer leave. ``conversion_factor`` 1.1: a tenth more of those who apply are appointed, never above all.
    """

    more_intakes: int = 0
    places_each: int = 0
    stage_time_factor: tuple[tuple[str, float], ...] = ()
    leavers_factor: float = 1.0
    applications_factor: float = 1.0
    conversion_factor: float = 1.0

    def time_factor(self, stage: str) -> float:
        """By how much the time in this stage is changed: 1 where nothing was asked."""
        return dict(self.stage_time_factor).get(stage, 1.0)
