"""The journey of an application as a table: stages in order, what each needs first, and who moves next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from volunteers.errors import NotFound
from volunteers.permissions import Permission


class Party(StrEnum):
    """Who moves next."""

    APPLICANT = "applicant"
    REFEREE = "referee"
    COORDINATOR = "coordinator"
    VETTING_OFFICER = "vetting_officer"
    MEDICAL_PROVIDER = "medical_provider"
    TRAINER = "trainer"
    FORCE = "force"
    GUARDIAN = "guardian"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        """The party in words, as staff say it; begins in lower case so that it fits in a sentence."""
        return PARTY_LABELS[self]


PARTY_LABELS = {
    Party.APPLICANT: "the applicant",
    Party.REFEREE: "a referee",
    Party.COORDINATOR: "the coordinator",
    Party.VETTING_OFFICER: "the vetting officer",
    Party.MEDICAL_PROVIDER: "the force medical officer",
    Party.TRAINER: "the training team",
    Party.FORCE: "the force",
    Party.GUARDIAN: "a parent or guardian",
    Party.NOBODY: "nobody",
}


class StageKind(StrEnum):
    """What a stage means to someone who only counts: still being written, under way, or ended and how."""

    DRAFT = "draft"
    OPEN = "open"
    APPOINTED = "appointed"
    UNSUCCESSFUL = "unsuccessful"
    WITHDRAWN = "withdrawn"

    @property
    def is_final(self) -> bool:
        return self not in (StageKind.DRAFT, StageKind.OPEN)


class Lateness(StrEnum):
    """How long an application has stood at a stage, against what is usual there."""

    ON_TIME = "on_time"
    SLOW = "slow"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {"on_time": "On time", "slow": "Slower than usual", "overdue": "Overdue"}[self]


@dataclass(frozen=True)
class Stage:
    """One stage of a pipeline.

    ``name`` is for staff; ``public_name`` and ``explains`` are what the applicant reads. ``needs`` are the checks that
    must hold before an application may come forward to this stage. ``moves`` are the stages that may follow, the usual
    one first. ``permission`` is what it takes to move an application here; any of ``also_by`` serves as well.
    ``confirm`` marks days without a source, which the force must confirm.
    """

    code: str
    name: str
    public_name: str
    explains: str
    kind: StageKind = StageKind.OPEN
    waiting_on: Party = Party.COORDINATOR
    usual_days: int | None = None
    longest_days: int | None = None
    needs: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    permission: Permission = Permission.APPLICATION_MOVE
    also_by: tuple[Permission, ...] = ()
    reason_needed: bool = False
    confirm: bool = True

    @property
    def is_final(self) -> bool:
        return self.kind.is_final

    def usual_by(self, since: date) -> date | None:
        """The day by which an application that came here on a date has usually moved on."""
        return None if self.usual_days is None else since + timedelta(days=self.usual_days)

    def latest_by(self, since: date) -> date | None:
        """The last day before an application that came here on a date is overdue."""
        return None if self.longest_days is None else since + timedelta(days=self.longest_days)


@dataclass(frozen=True)
class Pipeline:
    """The stages of one strand, in order."""

    stages: tuple[Stage, ...]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {stage.code: place for place, stage in enumerate(self.stages)}

    def find(self, code: str) -> Stage | None:
        """The stage of that code, or None."""
        place = self._places.get(code)
        return None if place is None else self.stages[place]

    def stage(self, code: str) -> Stage:
        """The stage of that code; raises ``NotFound``."""
        if (stage := self.find(code)) is None:
            raise NotFound(f"no stage {code!r}")
        return stage

    def _of_kind(self, kind: StageKind) -> Stage:
        return next(stage for stage in self.stages if stage.kind is kind)

    @cached_property
    def first(self) -> Stage:
        """Where an application is while it is being written."""
        return self._of_kind(StageKind.DRAFT)

    @cached_property
    def submitted(self) -> Stage:
        """Where an application stands once it is submitted: the first open stage."""
        return self._of_kind(StageKind.OPEN)

    @cached_property
    def appointed(self) -> Stage:
        """Cleared for duty."""
        return self._of_kind(StageKind.APPOINTED)

    @cached_property
    def unsuccessful(self) -> Stage:
        return self._of_kind(StageKind.UNSUCCESSFUL)

    @cached_property
    def withdrawn(self) -> Stage:
        return self._of_kind(StageKind.WITHDRAWN)

    @property
    def open_stages(self) -> tuple[Stage, ...]:
        """The stages at which someone is waiting, in order."""
        return tuple(stage for stage in self.stages if stage.kind is StageKind.OPEN)

    @property
    def path(self) -> tuple[Stage, ...]:
        """The straight way from draft to appointed, for a progress list."""
        return tuple(s for s in self.stages if s.kind not in (StageKind.UNSUCCESSFUL, StageKind.WITHDRAWN))

    def onward(self, code: str) -> Stage | None:
        """The usual next stage; None from a final stage. Raises ``NotFound`` for an unknown code."""
        moves = self.stage(code).moves
        return self.find(moves[0]) if moves else None

    def gathered_at(self, code: str) -> tuple[str, ...]:
        """The codes of the checks that the usual next stage waits for."""
        onward = self.onward(code)
        return onward.needs if onward else ()

    def is_back(self, from_stage: str, to_stage: str) -> bool:
        """Whether a move between two known stages returns to an earlier one."""
        return self._places[to_stage] < self._places[from_stage]


def lateness(stage: Stage, *, since: date, on: date) -> Lateness:
    """How an application that came to a stage on a date stands on another; stages without days are never late."""
    days = (on - since).days
    if stage.longest_days is not None and days > stage.longest_days:
        return Lateness.OVERDUE
    if stage.usual_days is not None and days > stage.usual_days:
        return Lateness.SLOW
    return Lateness.ON_TIME
