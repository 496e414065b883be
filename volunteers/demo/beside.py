"""An application with the people behind it: the referees it named, or the guardian of a young applicant."""

from datetime import datetime, timedelta
from random import Random

from volunteers import clock
from volunteers.demo import guardians, referees
from volunteers.demo.applications import Added, Applicant, add_application
from volunteers.demo.journeys import Journey
from volunteers.demo.scene import Scene
from volunteers.strands.rules import Strand

# Specials name their referees on a page of their own, some days after they are asked to.
NAMED_AFTER = timedelta(days=2)


def add_with_others(
    scene: Scene, strand: Strand, applicant: Applicant, way: Journey, chance: Random, *, turn: int
) -> Added:
    """An application as its journey left it. ``turn`` picks what came of asking referees or a guardian."""
    guardian = applicant.answers.get("guardian")
    answered = guardians.answered_by(strand, way, turn)
    is_due = referees.are_to_be_judged(strand, way, turn, scene.today)
    if guardian:
        way = guardians.without_open_consent(way)
        is_due = answered.is_for_coordinator and not strand.pipeline.stage(way.stage).is_final
    added = add_application(scene, strand, applicant, way, chance, is_due=is_due)
    if guardian:
        naming = guardians.Naming(
            added.id, applicant.account_id, applicant.person, guardian, named_at=added.submitted_at
        )
        guardians.add_guardian(scene, naming, way, answered)
    if applicant.answers:
        ask_referees(scene, strand, applicant, added, way, turn)
    return added


def takes_a_turn(strand: Strand, way: Journey) -> bool:
    """Whether something is still to come of asking referees or a guardian."""
    return referees.are_awaited(strand, way) or guardians.is_awaited(strand, way)


def ask_referees(scene: Scene, strand: Strand, applicant: Applicant, added: Added, way: Journey, turn: int) -> None:
    """The referees of an application, where its strand asks any and they are known by now."""
    wanted = strand.references
    arrived = _arrival(way, added, wanted.asked_at) if wanted else None
    on_form = applicant.answers.get("referees", {}).get("items")
    if wanted is None or not (on_form or arrived):
        return
    latest = clock.start_of_day(scene.today)
    named_at = added.submitted_at if on_form or arrived is None else min(arrived + NAMED_AFTER, latest)
    role = next(
        (each for each in scene.force.roles if each.code == applicant.answers.get("role", {}).get("role")), None
    )
    asking = referees.Asking(
        added.id, applicant.account_id, strand, applicant.person, added.reference, named_at=named_at,
        asked_at=max(arrived, named_at) if arrived else None, with_children=role is not None and role.with_children,
    )  # fmt: skip
    named = on_form or referees.two_referees(scene.chance(f"named/{added.reference}"), applicant.person)
    referees.add_referees(scene, asking, named, way, turn)


def _arrival(way: Journey, added: Added, stage: str) -> datetime | None:
    """When it first came to a stage."""
    moments = zip(way.moves, added.moments, strict=True)
    return next((at for move, at in moments if move.to_stage == stage), None)
