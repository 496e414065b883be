"""Applications of the demonstration: one row each, with its dated stage changes and the checks that were recorded."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from volunteers import clock
from volunteers.applications.models import Application, Channel, SealedAnswer, StageChange
from volunteers.applications.rules import ALPHABET, copies_of, reference_of
from volunteers.applications.rules.choices import WITHDRAWAL_REASONS
from volunteers.demo.attempts import add_attempts, shown_by, tried
from volunteers.demo.journeys import Found, Journey, Move
from volunteers.demo.names import Person
from volunteers.demo.scene import Scene
from volunteers.extensions import sealing_key
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.rules import awaited, decision_is_due, fact_of
from volunteers.permissions import Permission
from volunteers.sealing import seal
from volunteers.strands.rules import CheckFact, Party, Strand

DECLINED = (
    "The minimum hours cannot be met",
    "Did not reach the standard at this stage",
    "A condition of joining is not met",
    "Checks could not be completed",
)
WITHDREW = tuple(code for code, _ in WITHDRAWAL_REASONS)
SENT_BACK = "A check has to be repeated before training"
SEALED = {"sealed": True}


@dataclass(frozen=True)
class Applicant:
    """Who applies, for which area, under which account, and what they answered.

    ``channel`` is how it reached us; what did not come online the coordinator wrote down.
    """

    person: Person
    account_id: int
    area: str | None
    answers: dict[str, Any]
    channel: Channel = Channel.ONLINE


@dataclass(frozen=True)
class Added:
    """An application that was made: its number, its reference, and when it came to each stage."""

    id: int
    reference: str
    moments: tuple[datetime, ...]

    @property
    def submitted_at(self) -> datetime:
        return self.moments[0]


def add_application(
    scene: Scene,
    strand: Strand,
    applicant: Applicant,
    journey: Journey,
    chance: Random,
    *,
    volunteer_id: int | None = None,
    is_due: bool = False,
) -> Added:
    """An application as its journey left it. ``is_due`` says that more than its checks makes a decision due."""
    submitted_at = _moment(journey.submitted_on, chance, hours=(7, 22))
    moments = [submitted_at, *(_moment(move.on, chance) for move in journey.moves[1:])]
    started_at = submitted_at - timedelta(days=chance.randint(0, 9), minutes=chance.randint(15, 90))
    application_id, reference = _row(
        scene, strand, applicant, chance, stage=journey.stage, since=moments[-1], started_at=started_at,
        submitted_at=submitted_at, volunteer_id=volunteer_id,
        decision_due=is_due or _is_decision_due(scene, strand, journey),
        waits_on=(Party.COORDINATOR,) if is_due else _awaited(scene, strand, journey),
    )  # fmt: skip
    for move, at in zip(journey.moves, moments, strict=True):
        _change(scene, strand, applicant, application_id, move, at, chance)
    for found in journey.checks:
        _check(scene, strand, application_id, found, chance)
    return Added(application_id, reference, tuple(moments))


def add_draft(scene: Scene, strand: Strand, applicant: Applicant, started_at: datetime, chance: Random) -> int:
    """An application that has not been sent; its id."""
    draft = strand.pipeline.first.code
    return _row(scene, strand, applicant, chance, stage=draft, since=started_at, started_at=started_at)[0]


def _row(
    scene: Scene, strand: Strand, applicant: Applicant, chance: Random, *,
    stage: str, since: datetime, started_at: datetime,
    submitted_at: datetime | None = None, volunteer_id: int | None = None, decision_due: bool = False,
    waits_on: Sequence[Party] = (),
) -> tuple[int, str]:  # fmt: skip
    person, draft = applicant.person, strand.pipeline.first.code
    reference = reference_of(strand.reference_prefix, chance.choices(ALPHABET, k=8))
    copies = copies_of(applicant.answers, reference=reference, email=person.email)
    is_told = stage != draft or bool(copies.first_name)
    words = f"{person.first_name} {person.last_name} {reference} {person.email}".lower()
    online = applicant.channel is Channel.ONLINE
    here = strand.pipeline.stage(stage)
    application_id = scene.sheets.add(
        Application, reference=reference, account_id=applicant.account_id, strand=strand.code,
        area=applicant.area if stage != draft else copies.area, stage=stage, stage_since=since, created_at=started_at,
        submitted_at=submitted_at, first_name=person.first_name if is_told else "",
        last_name=person.last_name if is_told else "", birth_date=person.birth_date if is_told else copies.birth_date,
        search_words=words if is_told else copies.search_words, volunteer_id=volunteer_id, decision_due=decision_due,
        answers={each: SEALED if each in strand.sealed else values for each, values in applicant.answers.items()},
        unit_id=copies.unit_id, role=copies.role, channel=applicant.channel,
        recorded_by_id=None if online else scene.staff["coordinator"],
        waits_on=[] if here.is_final else [each.value for each in waits_on or (here.waiting_on,)],
        usual_days=here.usual_days, longest_days=here.longest_days, owner_id=None,
    )  # fmt: skip
    for question in sorted(strand.sealed.intersection(applicant.answers)):
        _seal(scene, application_id, question, applicant.answers[question])
    return application_id, reference


def _seal(scene: Scene, application_id: int, question: str, values: dict[str, Any]) -> None:
    """The answer that only a few may read, sealed for its own row."""
    place = f"sealed_answers.{application_id}.{question}"
    sealed = seal(json.dumps(values), key=sealing_key(), place=place)
    scene.sheets.add_unnumbered(SealedAnswer, application_id=application_id, question=question, sealed=sealed)


def _change(
    scene: Scene, strand: Strand, applicant: Applicant, application_id: int, move: Move, at: datetime, chance: Random
) -> None:
    pipeline = strand.pipeline
    by, act, reason = scene.staff["coordinator"], "application_moved", None
    details = {"from_stage": move.from_stage, "to_stage": move.to_stage}
    if move.from_stage == pipeline.first.code:
        by = applicant.account_id if applicant.channel is Channel.ONLINE else by
        act, details = "application_submitted", {}
    elif move.to_stage == pipeline.withdrawn.code:
        by, act, details, reason = applicant.account_id, "application_withdrawn", {}, chance.choice(WITHDREW)
    elif move.to_stage == pipeline.unsuccessful.code:
        reason = chance.choice(DECLINED)
    elif pipeline.is_back(move.from_stage, move.to_stage):
        reason = SENT_BACK
    scene.sheets.add(
        StageChange, application_id=application_id, from_stage=move.from_stage, to_stage=move.to_stage, at=at,
        by_account_id=by, reason=reason,
    )  # fmt: skip
    scene.note(at, act, "application", application_id, by=by, **details)


def _check(scene: Scene, strand: Strand, application_id: int, found: Found, chance: Random) -> None:
    definition, own = strand.check(found.code), scene.chance(f"attempts/{application_id}/{found.code}")
    vetting = definition.recorded_by is Permission.VETTING_SET
    by = scene.staff["vetting_officer" if vetting else "coordinator"]
    outcome = tried(scene, definition, found, _state(found), own)
    at = _moment(outcome.result_on or found.asked_on, chance)
    number = f"RV-{chance.randrange(10_000, 99_999)}" if vetting and found.result_on else None
    reference = number or (shown_by(definition, own) if found.result_on else None)
    scene.sheets.add(
        Check, application_id=application_id, code=found.code, state=outcome.state, asked_on=found.asked_on,
        result_on=outcome.result_on, valid_until=found.valid_until, reference=reference,
        again_from=outcome.again_from, recorded_by_id=by, recorded_at=at,
    )  # fmt: skip
    add_attempts(
        scene, definition, application_id, outcome, own, valid_until=found.valid_until, reference=reference, by=by,
        at=at,
    )  # fmt: skip
    fields = ["state", "result_on"] if outcome.result_on else ["state", "asked_on"]
    scene.note(at, "check_recorded", "application", application_id, by=by, check=found.code, fields=fields)


def _state(found: Found) -> CheckState:
    if found.result_on is None:
        return CheckState.ASKED
    return CheckState.PASSED if found.passed else CheckState.FAILED


def _is_decision_due(scene: Scene, strand: Strand, journey: Journey) -> bool:
    if strand.pipeline.stage(journey.stage).is_final:
        return False
    return decision_is_due(strand, journey.stage, _facts(journey), scene.today)


def _awaited(scene: Scene, strand: Strand, journey: Journey) -> tuple[Party, ...]:
    return awaited(strand, journey.stage, _facts(journey), scene.today)


def _facts(journey: Journey) -> dict[str, CheckFact]:
    return {
        found.code: fact_of(found.code, _state(found), found.asked_on, found.result_on, found.valid_until)
        for found in journey.checks
    }


def _moment(day: date, chance: Random, *, hours: tuple[int, int] = (9, 17)) -> datetime:
    """A moment of a day, in office hours unless others are named."""
    return _midnight(day) + timedelta(minutes=chance.randrange(hours[0] * 60, hours[1] * 60))


@cache
def _midnight(day: date) -> datetime:
    return clock.start_of_day(day)
