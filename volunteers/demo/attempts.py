"""The attempts behind the checks of the demonstration: most pass at once, some fitness tests at the second try."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from volunteers.demo.journeys import Found
from volunteers.demo.scene import Scene
from volunteers.onboarding.models import CheckAttempt, CheckState
from volunteers.strands.rules import CheckDefinition

# Of those who pass a test that can be taken again so many needed two, and of those waited for so many failed once.
SECOND_TRY = 0.2
FAILED_ONCE = 0.3
PLACES = ("Bridgwater", "Portishead", "Taunton", "Almondsbury")


@dataclass(frozen=True)
class Tried:
    """How a check stands after its attempts; ``failed_on`` is the day of one before that was not passed."""

    state: CheckState
    result_on: date | None
    again_from: date | None = None
    failed_on: date | None = None


def tried(scene: Scene, definition: CheckDefinition, found: Found, state: CheckState, chance: Random) -> Tried:
    """What came of a check, with a failure before it where there was time for one."""
    retake = definition.retake
    if retake is None or state is CheckState.FAILED:
        return Tried(state, found.result_on)
    if found.result_on is not None:
        failed_on = found.result_on - timedelta(days=retake.wait_days + chance.randrange(6))
        again = chance.random() < SECOND_TRY and failed_on >= found.asked_on
        return Tried(state, found.result_on, failed_on=failed_on if again else None)
    failed_on = scene.today - timedelta(days=1 + chance.randrange(retake.wait_days - 1))
    if chance.random() >= FAILED_ONCE or failed_on < found.asked_on:
        return Tried(state, None)
    return Tried(CheckState.FAILED, failed_on, again_from=failed_on + timedelta(days=retake.wait_days))


def shown_by(definition: CheckDefinition, chance: Random) -> str | None:
    """The number of what shows a check, where something has to."""
    if definition.evidence is None or not definition.evidence.is_needed:
        return None
    return f"Passport ending {chance.randrange(1000):03d}, seen"


def add_attempts(
    scene: Scene, definition: CheckDefinition, application_id: int, outcome: Tried, chance: Random, *,
    valid_until: date | None, reference: str | None, by: int, at: datetime,
) -> None:  # fmt: skip
    """Every result of one check, as the service would have kept them; none while it is only asked for."""
    results = [(outcome.failed_on, CheckState.FAILED, None)] if outcome.failed_on else []
    known = [(outcome.result_on, outcome.state, valid_until)] if outcome.result_on else []
    course, place = (definition.name, chance.choice(PLACES)) if definition.is_course else (None, None)
    for number, (on, state, until) in enumerate([*results, *known], 1):
        recorded_at = at - (outcome.result_on - on if outcome.result_on else timedelta())
        scene.sheets.add(
            CheckAttempt, application_id=application_id, code=definition.code, number=number, correction=0,
            state=state, result_on=on, valid_until=until, reference=reference, document_id=None, course=course,
            place=place, reason=None, recorded_by_id=by, recorded_at=recorded_at,
        )  # fmt: skip
